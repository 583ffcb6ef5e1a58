"""What stands at the end of a printed page."""

import pytest
from django.test import Client

from articles.models.article import Kind
from tests.factories import ContributorFactory, LiveArticleFactory

pytestmark = pytest.mark.django_db

EMERGENCY = "Signs that cannot wait, and poison lines: http://testserver/emergency/"


def foot(client: Client, address: str) -> str:
    html = client.get(address).content.decode()
    return html.partition('<div class="printed-foot container">')[2].partition("</div>")[0]


@pytest.mark.parametrize(
    ("asked_for", "printed"),
    [
        ("/privacy/", "/privacy/"),
        ("/articles/?species=dragons", "/articles/"),
        ("/contributors/ada/?show=written", "/contributors/ada/"),
        ("/search/?q=ate+grapes&found=1", "/search/?q=ate+grapes"),
    ],
)
def test_it_names_the_page_and_the_emergency_page(client: Client, asked_for: str, printed: str) -> None:
    ada = ContributorFactory(slug="ada")
    LiveArticleFactory(author=ada)
    LiveArticleFactory(author=ada, kind=Kind.BREED)

    shown = foot(client, asked_for)

    assert f"This page: http://testserver{printed}<" in shown
    assert EMERGENCY in shown


def test_an_article_is_named_by_its_own_address(client: Client) -> None:
    path = LiveArticleFactory().get_absolute_url()

    assert f"This page: http://testserver{path}<" in foot(client, f"{path}?comments=oldest")


def test_a_page_that_is_not_for_everybody_does_not_name_itself(client: Client) -> None:
    shown = foot(client, "/articles/nowhere/")

    assert "This page" not in shown
    assert EMERGENCY in shown


def test_the_emergency_page_names_itself_once(client: Client) -> None:
    assert foot(client, "/emergency/").count("/emergency/") == 1
