"""A comment is taken from our own pages only; a form from elsewhere is refused, and shown with its text."""

from typing import TYPE_CHECKING

import pytest
from django.test import Client, RequestFactory

from articles.models import Article
from comments.models import Comment
from comments.views.guard import comes_from_our_page
from tests.factories import LoneArticleFactory

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as TestResponse

HOST = "testserver:8000"
ORIGINS = {
    "absent": None,
    "ours": "http://testserver:8000",
    "ours, in capitals": "http://TestServer:8000",
    "foreign": "http://evil.example",
    "null": "null",
    "another port": "http://testserver:9000",
    "no port": "http://testserver",
    "https for http": "https://testserver:8000",
    "ours as a user name": "http://testserver:8000@evil.example",
    "ours as a beginning": "http://testserver:8000.evil.example",
    "not an address": "http://[::1",
    "empty": "",
}
OURS = {"ours", "ours, in capitals"}
WORDS = "Mine kicks with both legs at once."


def said(site: str | None, origin: str | None) -> dict[str, str]:
    """The headers of a browser that sends these values, or none of them."""
    given = {"Host": HOST, "Sec-Fetch-Site": site, "Origin": origin}
    return {name: value for name, value in given.items() if value is not None}


def send(article: Article, site: str | None, origin: str | None) -> "TestResponse":
    return Client(enforce_csrf_checks=True).post(
        f"/articles/{article.slug}/comments/", {"name": "Rowan", "text": WORDS}, headers=said(site, origin)
    )


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("site", ["same-origin", "same-site", "cross-site", "none", "SAME-ORIGIN", ""])
def test_what_the_browser_says_of_the_site_decides(site: str, origin: str, rf: RequestFactory) -> None:
    request = rf.post("/", headers=said(site, ORIGINS[origin]))

    assert comes_from_our_page(request) is (site == "same-origin")


@pytest.mark.parametrize("origin", ORIGINS)
def test_where_the_site_is_not_said_the_origin_has_to_be_ours(origin: str, rf: RequestFactory) -> None:
    request = rf.post("/", headers=said(None, ORIGINS[origin]))

    assert comes_from_our_page(request) is (origin in OURS)


@pytest.mark.parametrize(
    ("origin", "expected"), [("https://testserver:8000", True), (ORIGINS["ours"], False)]
)
def test_a_page_over_https_has_an_https_origin(origin: str, expected: bool, rf: RequestFactory) -> None:
    request = rf.post("/", headers={"Host": HOST, "Origin": origin}, secure=True)

    assert comes_from_our_page(request) is expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("site", "origin"),
    [("same-origin", None), ("same-origin", "null"), (None, "http://testserver:8000")],
)
def test_a_form_of_ours_is_taken(site: str | None, origin: str | None) -> None:
    article = LoneArticleFactory()

    response = send(article, site, origin)

    assert response.status_code == 303
    assert Comment.objects.get().text == WORDS


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("site", "origin"),
    [
        (None, None),
        (None, "http://evil.example"),
        (None, "null"),
        (None, "http://[::1"),
        ("cross-site", None),
        ("cross-site", "http://testserver:8000"),
        ("same-site", "http://testserver:8000"),
        ("none", "http://testserver:8000"),
    ],
)
def test_a_form_from_elsewhere_is_refused_and_its_words_are_kept(
    site: str | None, origin: str | None
) -> None:
    article = LoneArticleFactory()

    response = send(article, site, origin)

    page = response.content.decode()
    assert response.status_code == 403
    assert "We could not tell that this came from our page." in page
    assert WORDS in page
    assert 'value="Rowan"' in page
    assert not Comment.objects.exists()


@pytest.mark.django_db
def test_sending_the_refused_form_again_from_our_page_succeeds(reader: Client) -> None:
    article = LoneArticleFactory()
    send(article, None, None)

    response = reader.post(f"/articles/{article.slug}/comments/", {"name": "Rowan", "text": WORDS})

    assert response.status_code == 303
    assert Comment.objects.count() == 1


@pytest.mark.django_db
def test_a_host_that_is_not_ours_is_refused_whatever_the_origin_says() -> None:
    article = LoneArticleFactory()

    response = Client().post(
        f"/articles/{article.slug}/comments/",
        {"rating": 5},
        headers={"Host": "evil.example", "Origin": "http://evil.example"},
    )

    assert response.status_code == 400
    assert not Comment.objects.exists()
