"""Editors change the address of an article."""

from typing import Any

import pytest
from django.test import Client

from articles.models import Article
from articles.publishing import addresses
from articles.publishing.addresses import AddressTaken, change_address
from tests.articles.admin.linking import linking
from tests.articles.admin.pages import address, client_of, messages_of, text_of
from tests.factories import (
    AuthorFactory,
    DraftArticleFactory,
    LoneArticleFactory,
    ModeratorFactory,
    VetFactory,
    live_edition,
)

pytestmark = pytest.mark.django_db


def test_an_editor_changes_the_address_of_a_published_article(editor_client: Client, client: Client) -> None:
    article = LoneArticleFactory(slug="wag")
    page = address(article, "address")

    asked = text_of(editor_client.get(page))
    done = editor_client.post(page, {"slug": "why-wag", "kind": "article"}, follow=True)

    assert "Readers find this article at /articles/wag/" in asked
    assert "The present address leads on to the new one" in asked
    assert messages_of(done) == ["The address is /articles/why-wag/ now."]
    assert client.get("/articles/wag/").headers["Location"] == "/articles/why-wag/"


def test_another_kind_is_told_to_wait_for_the_next_edition(editor_client: Client) -> None:
    article = LoneArticleFactory(slug="beagle")

    done = editor_client.post(address(article, "address"), {"slug": "beagle", "kind": "breed"}, follow=True)

    assert messages_of(done) == ["The address becomes /breeds/beagle/ when the working copy is published."]
    assert live_edition(article).get_absolute_url() == "/articles/beagle/"


def test_the_same_address_again_is_no_fault(editor_client: Client) -> None:
    article = LoneArticleFactory(slug="wag")

    done = editor_client.post(address(article, "address"), {"slug": "wag", "kind": "article"}, follow=True)

    assert messages_of(done) == ["The address is what it was; nothing changed."]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"slug": "taken", "kind": "article"}, "“Why is it taken?” has this address. Choose another one."),
        ({"slug": "moved", "kind": "article"}, "/articles/moved/ leads readers on to “Why did it move?”."),
        ({"slug": "Why Wag", "kind": "article"}, "Use small letters, digits and single hyphens."),
        ({"slug": "why_wag", "kind": "article"}, "Use small letters, digits and single hyphens."),
        ({"slug": "", "kind": "article"}, "This field is required."),
        ({"slug": "x" * 101, "kind": "article"}, "at most 100 characters"),
        ({"slug": "why-wag", "kind": "advert"}, "Select a valid choice."),
    ],
)
def test_a_wrong_address_is_told_and_what_was_typed_is_kept(
    editor_client: Client, data: dict[str, str], message: str
) -> None:
    DraftArticleFactory(slug="taken", title="Why is it taken?")
    change_address(LoneArticleFactory(slug="moved", title="Why did it move?"), slug="here", by=None)
    article = LoneArticleFactory(slug="wag")

    response = editor_client.post(address(article, "address"), data)

    assert message in text_of(response)
    assert f'value="{data["slug"]}"' in response.content.decode() or not data["slug"]
    article.refresh_from_db()
    assert article.slug == "wag"


def test_an_address_that_is_taken_at_the_last_moment_is_told(
    editor_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(*_: Any) -> None:
        raise AddressTaken("“Why tails?” has this address.")

    article = LoneArticleFactory(slug="wag")
    monkeypatch.setattr(addresses, "check_free", taken)

    response = editor_client.post(address(article, "address"), {"slug": "tail", "kind": "article"})

    assert "“Why tails?” has this address." in text_of(response)
    assert 'value="tail"' in response.content.decode()


def test_the_page_shows_old_addresses_and_who_links_here(editor_client: Client) -> None:
    article = change_address(LoneArticleFactory(slug="wag"), slug="why-wag", by=None)
    other = linking(article, live=True, title="Why tails?")

    response = editor_client.get(address(article, "address"))

    words = text_of(response)
    assert "Old addresses that lead here /articles/wag/" in words
    assert "1 page that readers see Why tails?" in words
    assert address(other, "change") in response.content.decode()


def test_a_draft_says_that_nothing_leads_on(editor_client: Client) -> None:
    words = text_of(editor_client.get(address(DraftArticleFactory(slug="wag"), "address")))

    assert "Readers do not see this article now. Its address is /articles/wag/" in words
    assert "Nobody has seen this article yet" in words


def test_an_author_changes_the_address_of_their_draft_and_of_nothing_else() -> None:
    author = AuthorFactory()
    client = client_of(author)
    draft, live = DraftArticleFactory(owner=author), LoneArticleFactory(owner=author)
    other = DraftArticleFactory()

    assert client.get(address(draft, "address")).status_code == 200
    assert client.get(address(live, "address")).status_code == 403
    assert client.get(address(other, "address")).status_code == 403


@pytest.mark.parametrize("person", [VetFactory, ModeratorFactory])
def test_others_do_not_change_addresses(person: Any) -> None:
    client = client_of(person())
    article = LoneArticleFactory(slug="wag")

    response = client.post(address(article, "address"), {"slug": "why-wag", "kind": "article"})

    assert response.status_code == 403
    assert Article.objects.get().slug == "wag"


def test_the_form_of_a_published_article_leads_to_the_page(editor_client: Client) -> None:
    article = LoneArticleFactory()

    page = editor_client.get(address(article, "change")).content.decode()

    assert address(article, "address") in page
    assert 'name="slug"' not in page
