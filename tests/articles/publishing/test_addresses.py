"""An address changes through one door; old ones lead on with one redirect, and never in a circle."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client

from articles.models import Article
from articles.models.article import Kind, Stage
from articles.publishing import addresses, publish
from articles.publishing.addresses import (
    AddressTaken,
    change_address,
    check_free,
    lead_on,
    lead_readers_on,
    may_change_address,
)
from articles.roles import NotAllowed
from tests.articles.publishing.old_addresses import location, redirects
from tests.factories import (
    AuthorFactory,
    DraftArticleFactory,
    LoneArticleFactory,
    UserFactory,
    VetFactory,
)

pytestmark = pytest.mark.django_db


# --- changing


def test_the_old_address_leads_to_the_new_one_with_its_query_string(client: Client) -> None:
    article = LoneArticleFactory(slug="wag")

    change_address(article, slug="why-wag", by=None)

    assert client.get("/articles/why-wag/").status_code == 200
    assert location(client, "/articles/wag/?page=2&q=t%C3%A4il") == "/articles/why-wag/?page=2&q=t%C3%A4il"
    assert location(client, "/articles/wag/") == "/articles/why-wag/"


def test_a_redirect_is_asked_back_for_and_sets_no_cookie(client: Client) -> None:
    change_address(LoneArticleFactory(slug="wag"), slug="why-wag", by=None)

    response = client.get("/articles/wag/")

    # A browser that kept it for ever would not see where an editor leads readers next.
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert client.head("/articles/wag/").status_code == 301
    assert client.post("/articles/wag/").status_code == 405


def test_a_query_string_of_any_length_is_kept(client: Client) -> None:
    change_address(LoneArticleFactory(slug="wag"), slug="why-wag", by=None)
    query = "q=" + "x" * 3000

    assert location(client, f"/articles/wag/?{query}") == f"/articles/why-wag/?{query}"


def test_an_article_that_moved_often_is_one_redirect_away_from_each_old_address(client: Client) -> None:
    article: Article = LoneArticleFactory(slug="one")

    for slug in ("two", "three", "four"):
        article = change_address(article, slug=slug, by=None)

    for old in ("one", "two", "three"):
        assert location(client, f"/articles/{old}/") == "/articles/four/"


def test_going_back_to_an_old_address_makes_no_circle(client: Client) -> None:
    article = change_address(LoneArticleFactory(slug="wag"), slug="why-wag", by=None)

    change_address(article, slug="wag", by=None)

    assert redirects() == {"/articles/why-wag/": "wag"}
    assert client.get("/articles/wag/").status_code == 200
    assert location(client, "/articles/why-wag/") == "/articles/wag/"


def test_a_draft_that_nobody_saw_leaves_no_redirect() -> None:
    article = change_address(DraftArticleFactory(slug="wag"), slug="why-wag", by=None)

    assert article.slug == "why-wag"
    assert redirects() == {}


def test_the_history_says_who_changed_the_address_and_from_what(editor: User) -> None:
    article = LoneArticleFactory(slug="wag")

    change_address(article, slug="why-wag", by=editor)

    row = article.history.latest()
    assert row.history_change_reason == "Address changed from /articles/wag/ to /articles/why-wag/"
    assert (row.history_user, row.slug) == (editor, "why-wag")
    assert article.history.filter(slug="why-wag").count() == 1


def test_an_address_is_no_change_of_the_text(editor: User) -> None:
    article = LoneArticleFactory(slug="wag")
    article.refresh_from_db()
    version = article.version

    moved = change_address(article, slug="why-wag", by=editor)

    assert (moved.stage, moved.version) == (Stage.PUBLISHED, version)


def test_the_address_it_has_is_no_change_at_all(editor: User) -> None:
    article = LoneArticleFactory(slug="wag")
    rows = article.history.count()

    change_address(article, slug="wag", by=editor)

    assert redirects() == {}
    assert article.history.count() == rows


@pytest.mark.parametrize("slug", ["", "Wag", "why wag", "why--wag", "-wag", "../admin", "wag/"])
def test_a_slug_that_is_none_is_refused(slug: str) -> None:
    article = LoneArticleFactory(slug="wag")

    with pytest.raises(ValidationError):
        change_address(article, slug=slug, by=None)

    article.refresh_from_db()
    assert article.slug == "wag"


def test_the_address_of_another_article_is_refused_by_its_name() -> None:
    DraftArticleFactory(slug="wag", title="Why wag?")
    article = LoneArticleFactory(slug="tail")

    with pytest.raises(AddressTaken, match="Why wag?"):
        change_address(article, slug="wag", by=None)

    assert redirects() == {}


def test_an_address_from_which_another_article_moved_is_refused_by_its_name() -> None:
    change_address(LoneArticleFactory(slug="wag", title="Why wag?"), slug="why-wag", by=None)
    article = LoneArticleFactory(slug="tail")

    with pytest.raises(AddressTaken, match="/articles/wag/ leads readers on to “Why wag"):
        change_address(article, slug="wag", by=None)
    with pytest.raises(AddressTaken):
        check_free("wag", Kind.ARTICLE)
    check_free("wag", Kind.BREED)


def test_a_slug_that_is_taken_at_the_last_moment_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    article = LoneArticleFactory(slug="tail")
    asked: list[str] = []

    def taken_meanwhile(slug: str, *_: Any) -> None:
        asked.append(slug)
        if len(asked) == 1:
            DraftArticleFactory(slug=slug)
        else:
            raise AddressTaken

    monkeypatch.setattr(addresses, "check_free", taken_meanwhile)

    with pytest.raises(AddressTaken):
        change_address(article, slug="wag", by=None)

    article.refresh_from_db()
    assert article.slug == "tail"


def test_a_fault_on_the_way_leaves_neither_a_new_address_nor_a_redirect(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fault(*_: Any) -> None:
        raise RuntimeError

    article = LoneArticleFactory(slug="wag")
    monkeypatch.setattr(addresses, "_lead_here", fault)

    with pytest.raises(RuntimeError):
        change_address(article, slug="why-wag", by=None)

    article.refresh_from_db()
    assert article.slug == "wag"


# --- who may


@pytest.mark.parametrize("person", [AuthorFactory, VetFactory, UserFactory])
def test_only_those_who_publish_change_what_was_published(person: Callable[[], User]) -> None:
    someone = person()
    article = LoneArticleFactory(slug="wag", owner=someone)

    assert not may_change_address(someone, article)
    with pytest.raises(NotAllowed):
        change_address(article, slug="why-wag", by=someone)
    with pytest.raises(NotAllowed):
        lead_on("/articles/old/", article, by=someone)
    with pytest.raises(NotAllowed):
        lead_readers_on(article, None, by=someone)


def test_an_author_changes_the_address_of_their_own_draft_only() -> None:
    author = AuthorFactory()
    own, other = DraftArticleFactory(slug="own", owner=author), DraftArticleFactory(slug="other")

    change_address(own, slug="mine", by=author)

    own.refresh_from_db()
    assert own.slug == "mine"
    with pytest.raises(NotAllowed):
        change_address(other, slug="mine-too", by=author)


# --- kinds


def test_a_page_keeps_its_address_until_the_other_kind_is_published(client: Client) -> None:
    article = LoneArticleFactory(slug="beagle", kind=Kind.ARTICLE)

    change_address(article, slug="beagle", kind=Kind.BREED, by=None)

    assert client.get("/articles/beagle/").status_code == 200
    assert client.get("/breeds/beagle/").status_code == 404
    publish(article, by=None)
    assert client.get("/breeds/beagle/").status_code == 200
    assert location(client, "/articles/beagle/") == "/breeds/beagle/"


def test_kind_and_slug_together_leave_every_address_leading_to_the_page(client: Client) -> None:
    article = LoneArticleFactory(slug="beagle")

    change_address(article, slug="beagles", kind=Kind.BREED, by=None)

    assert location(client, "/articles/beagle/") == "/articles/beagles/"
    publish(article, by=None)
    assert location(client, "/articles/beagle/") == "/breeds/beagles/"
    assert location(client, "/articles/beagles/") == "/breeds/beagles/"


def test_a_kind_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="advert"):
        change_address(LoneArticleFactory(), slug="wag", kind="advert", by=None)
