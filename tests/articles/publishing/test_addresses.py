"""An address changes through one door; old ones lead on with one redirect, and never in a circle."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.composing.lookups import ArticleLibrary
from articles.models import Article, InternalLink, Redirect
from articles.models.article import Kind, Stage
from articles.publishing import Release, addresses, publish, withdraw
from articles.publishing.addresses import (
    AddressTaken,
    CannotLead,
    change_address,
    check_free,
    lead_on,
    lead_readers_on,
    may_change_address,
)
from articles.roles import NotAllowed
from articles.transfer import import_folder
from tests.factories import (
    AuthorFactory,
    DraftArticleFactory,
    LiveArticleFactory,
    UserFactory,
    VetFactory,
    live_edition,
)

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def redirects() -> dict[str, str]:
    """Old address → the slug of the article it leads to."""
    return dict(Redirect.objects.values_list("old_path", "article__slug"))


def withdrawn(**fields: Any) -> Article:
    article: Article = LiveArticleFactory(**fields)
    withdraw(article, by=None)
    return article


def location(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 301
    return response.headers["Location"]


# --- changing


def test_the_old_address_leads_to_the_new_one_with_its_query_string(client: Client) -> None:
    article = LiveArticleFactory(slug="wag")

    change_address(article, slug="why-wag", by=None)

    assert client.get("/articles/why-wag/").status_code == 200
    assert location(client, "/articles/wag/?page=2&q=t%C3%A4il") == "/articles/why-wag/?page=2&q=t%C3%A4il"
    assert location(client, "/articles/wag/") == "/articles/why-wag/"


def test_a_redirect_is_asked_back_for_and_sets_no_cookie(client: Client) -> None:
    change_address(LiveArticleFactory(slug="wag"), slug="why-wag", by=None)

    response = client.get("/articles/wag/")

    # A browser that kept it for ever would not see where an editor leads readers next.
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert client.head("/articles/wag/").status_code == 301
    assert client.post("/articles/wag/").status_code == 405


def test_a_query_string_of_any_length_is_kept(client: Client) -> None:
    change_address(LiveArticleFactory(slug="wag"), slug="why-wag", by=None)
    query = "q=" + "x" * 3000

    assert location(client, f"/articles/wag/?{query}") == f"/articles/why-wag/?{query}"


def test_an_article_that_moved_often_is_one_redirect_away_from_each_old_address(client: Client) -> None:
    article: Article = LiveArticleFactory(slug="one")

    for slug in ("two", "three", "four"):
        article = change_address(article, slug=slug, by=None)

    for old in ("one", "two", "three"):
        assert location(client, f"/articles/{old}/") == "/articles/four/"


def test_going_back_to_an_old_address_makes_no_circle(client: Client) -> None:
    article = change_address(LiveArticleFactory(slug="wag"), slug="why-wag", by=None)

    change_address(article, slug="wag", by=None)

    assert redirects() == {"/articles/why-wag/": "wag"}
    assert client.get("/articles/wag/").status_code == 200
    assert location(client, "/articles/why-wag/") == "/articles/wag/"


def test_a_draft_that_nobody_saw_leaves_no_redirect() -> None:
    article = change_address(DraftArticleFactory(slug="wag"), slug="why-wag", by=None)

    assert article.slug == "why-wag"
    assert redirects() == {}


def test_the_history_says_who_changed_the_address_and_from_what(editor: User) -> None:
    article = LiveArticleFactory(slug="wag")

    change_address(article, slug="why-wag", by=editor)

    row = article.history.latest()
    assert row.history_change_reason == "Address changed from /articles/wag/ to /articles/why-wag/"
    assert (row.history_user, row.slug) == (editor, "why-wag")
    assert article.history.filter(slug="why-wag").count() == 1


def test_an_address_is_no_change_of_the_text(editor: User) -> None:
    article = LiveArticleFactory(slug="wag")
    article.refresh_from_db()
    version = article.version

    moved = change_address(article, slug="why-wag", by=editor)

    assert (moved.stage, moved.version) == (Stage.PUBLISHED, version)


def test_the_address_it_has_is_no_change_at_all(editor: User) -> None:
    article = LiveArticleFactory(slug="wag")
    rows = article.history.count()

    change_address(article, slug="wag", by=editor)

    assert redirects() == {}
    assert article.history.count() == rows


@pytest.mark.parametrize("slug", ["", "Wag", "why wag", "why--wag", "-wag", "../admin", "wag/"])
def test_a_slug_that_is_none_is_refused(slug: str) -> None:
    article = LiveArticleFactory(slug="wag")

    with pytest.raises(ValidationError):
        change_address(article, slug=slug, by=None)

    article.refresh_from_db()
    assert article.slug == "wag"


def test_the_address_of_another_article_is_refused_by_its_name() -> None:
    DraftArticleFactory(slug="wag", title="Why wag?")
    article = LiveArticleFactory(slug="tail")

    with pytest.raises(AddressTaken, match="Why wag?"):
        change_address(article, slug="wag", by=None)

    assert redirects() == {}


def test_an_address_from_which_another_article_moved_is_refused_by_its_name() -> None:
    change_address(LiveArticleFactory(slug="wag", title="Why wag?"), slug="why-wag", by=None)
    article = LiveArticleFactory(slug="tail")

    with pytest.raises(AddressTaken, match="/articles/wag/ leads readers on to “Why wag"):
        change_address(article, slug="wag", by=None)
    with pytest.raises(AddressTaken):
        check_free("wag", Kind.ARTICLE)
    check_free("wag", Kind.BREED)


def test_a_slug_that_is_taken_at_the_last_moment_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    article = LiveArticleFactory(slug="tail")
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

    article = LiveArticleFactory(slug="wag")
    monkeypatch.setattr(addresses, "_lead_here", fault)

    with pytest.raises(RuntimeError):
        change_address(article, slug="why-wag", by=None)

    article.refresh_from_db()
    assert article.slug == "wag"


# --- who may


@pytest.mark.parametrize("person", [AuthorFactory, VetFactory, UserFactory])
def test_only_those_who_publish_change_what_was_published(person: Callable[[], User]) -> None:
    someone = person()
    article = LiveArticleFactory(slug="wag", owner=someone)

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
    article = LiveArticleFactory(slug="beagle", kind=Kind.ARTICLE)

    change_address(article, slug="beagle", kind=Kind.BREED, by=None)

    assert client.get("/articles/beagle/").status_code == 200
    assert client.get("/breeds/beagle/").status_code == 404
    publish(article, by=None)
    assert client.get("/breeds/beagle/").status_code == 200
    assert location(client, "/articles/beagle/") == "/breeds/beagle/"


def test_kind_and_slug_together_leave_every_address_leading_to_the_page(client: Client) -> None:
    article = LiveArticleFactory(slug="beagle")

    change_address(article, slug="beagles", kind=Kind.BREED, by=None)

    assert location(client, "/articles/beagle/") == "/articles/beagles/"
    publish(article, by=None)
    assert location(client, "/articles/beagle/") == "/breeds/beagles/"
    assert location(client, "/articles/beagles/") == "/breeds/beagles/"


def test_a_kind_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="advert"):
        change_address(LiveArticleFactory(), slug="wag", kind="advert", by=None)


# --- leading on by hand


def test_a_withdrawn_address_leads_to_another_article(client: Client, editor: User) -> None:
    withdrawn(slug="wag")
    article = LiveArticleFactory(slug="tail")

    lead_on("/articles/wag/", article, by=editor)

    assert location(client, "/articles/wag/?a=b") == "/articles/tail/?a=b"


def test_an_address_that_was_never_ours_leads_on_too(client: Client, editor: User) -> None:
    lead_on("/breeds/from-the-old-site/", LiveArticleFactory(slug="tail"), by=editor)

    assert location(client, "/breeds/from-the-old-site/") == "/articles/tail/"


def test_chains_collapse_so_that_each_address_is_one_redirect_away(client: Client) -> None:
    first = withdrawn(slug="first")
    second, third = LiveArticleFactory(slug="second"), LiveArticleFactory(slug="third")
    lead_on("/articles/first/", second, by=None)
    change_address(second, slug="second-moved", by=None)
    withdraw(second, by=None)

    lead_on("/articles/second-moved/", third, by=None)

    assert not first.editions.live().exists()
    assert redirects() == dict.fromkeys(
        ["/articles/first/", "/articles/second/", "/articles/second-moved/"], "third"
    )
    for old in redirects():
        assert location(client, old) == "/articles/third/"


def test_a_circle_of_withdrawals_ends_at_the_page_that_is_live(client: Client) -> None:
    one, two = withdrawn(slug="one"), LiveArticleFactory(slug="two")
    lead_on("/articles/one/", two, by=None)
    bring_back(one)
    withdraw(two, by=None)

    lead_on("/articles/two/", one, by=None)

    assert redirects() == {"/articles/two/": "one"}
    assert client.get("/articles/one/").status_code == 200
    assert location(client, "/articles/two/") == "/articles/one/"


@pytest.mark.parametrize(
    "path",
    ["", "/", "wag", "/articles/wag", "articles/wag/", "/categories/facts/", "/admin/", "/articles/a/b/"],
)
def test_what_is_no_address_of_a_page_cannot_lead_on(path: str) -> None:
    with pytest.raises(CannotLead, match="Only the address of a page"):
        lead_on(path, LiveArticleFactory(), by=None)


def test_an_article_cannot_lead_to_itself() -> None:
    article = LiveArticleFactory(slug="wag")

    with pytest.raises(CannotLead, match="own address"):
        lead_on("/articles/wag/", article, by=None)


def test_the_address_of_a_page_that_readers_see_cannot_lead_on() -> None:
    LiveArticleFactory(slug="wag", title="Why wag?")

    with pytest.raises(CannotLead, match="Readers see “Why wag"):
        lead_on("/articles/wag/", LiveArticleFactory(), by=None)


@pytest.mark.parametrize("make", [DraftArticleFactory, withdrawn])
def test_nothing_leads_to_what_readers_do_not_see(make: Callable[..., Article]) -> None:
    article = make(title="Why wag?")

    with pytest.raises(CannotLead, match="Readers do not see “Why wag"):
        lead_on("/articles/old/", article, by=None)

    assert redirects() == {}


def test_a_redirect_to_a_withdrawn_article_answers_not_found(client: Client) -> None:
    article = change_address(LiveArticleFactory(slug="wag"), slug="why-wag", by=None)

    withdraw(article, by=None)

    assert client.get("/articles/wag/").status_code == 404


def test_a_scheduled_edition_is_not_given_away_by_an_old_address(client: Client) -> None:
    article = change_address(LiveArticleFactory(slug="wag"), slug="why-wag", by=None)
    withdraw(article, by=None)
    at = timezone.now() + HOUR
    publish(article, by=None, release=Release(at=at))

    assert client.get("/articles/wag/").status_code == 404
    with time_machine.travel(at, tick=False):
        assert location(client, "/articles/wag/") == "/articles/why-wag/"


def bring_back(article: Article) -> None:
    """Live again although its address leads on, as an older site may have it."""
    article.editions.update(live_until=None)


def test_a_page_that_readers_see_answers_itself_whatever_leads_on_from_it(client: Client) -> None:
    article = withdrawn(slug="wag")
    lead_on("/articles/wag/", LiveArticleFactory(slug="tail"), by=None)

    bring_back(article)

    assert client.get("/articles/wag/").status_code == 200


def test_moving_a_withdrawn_article_leaves_its_readers_where_an_editor_led_them(client: Client) -> None:
    article = withdrawn(slug="wag")
    lead_on("/articles/wag/", LiveArticleFactory(slug="tail"), by=None)

    change_address(article, slug="why-wag", by=None)

    assert location(client, "/articles/wag/") == "/articles/tail/"


def test_leading_readers_nowhere_takes_the_redirect_away(client: Client) -> None:
    article, other = withdrawn(slug="wag"), LiveArticleFactory(slug="tail")
    lead_readers_on(article, other, by=None)
    before = location(client, "/articles/wag/")

    lead_readers_on(article, None, by=None)

    assert before == "/articles/tail/"
    assert client.get("/articles/wag/").status_code == 404


def test_an_address_that_nothing_leads_from_is_not_found_after_one_more_question(client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/articles/never-was/")

    assert response.status_code == 404
    assert sum("articles_redirect" in query["sql"] for query in queries) == 1
    assert len(queries) <= 4


# --- links in texts


def test_a_text_may_go_on_naming_the_old_slug() -> None:
    target = LiveArticleFactory(slug="wag", title="Why wag?")
    linking = DraftArticleFactory(body="## More\n\n[More](article:wag)\n\n::: also wag\n:::\n")
    change_address(target, slug="why-wag", by=None)

    edition = publish(linking, by=None)

    assert edition.body_html.count('href="/articles/why-wag/"') == 2
    assert InternalLink.objects.get(edition=edition).target == target


def test_a_text_that_names_a_withdrawn_article_leads_where_its_readers_are_led() -> None:
    withdrawn(slug="wag")
    target = LiveArticleFactory(slug="tail", title="Why tails?")
    before = ArticleLibrary().article("wag")

    lead_on("/articles/wag/", target, by=None)

    after = ArticleLibrary().article("wag")
    assert before is not None
    assert not before.is_published
    assert after is not None
    assert (after.url, after.title, after.is_published) == ("/articles/tail/", "Why tails?", True)


def test_an_article_that_is_about_to_be_published_is_meant_itself() -> None:
    DraftArticleFactory(slug="wag")
    tail = LiveArticleFactory(slug="tail")
    Redirect.objects.create(old_path="/articles/wag/", article=tail)
    library = ArticleLibrary(forthcoming=frozenset({"wag"}))

    link = library.article("wag")

    assert link is not None
    assert link.url == "/articles/wag/"
    # What the text mentions is what stood at the address when stock was taken of it.
    assert library.found_articles == [tail]


# --- imports


def test_an_import_does_not_bring_back_what_moved(library: Path) -> None:
    article = Article.objects.order_by("slug").first()
    assert article is not None
    change_address(article, slug="moved-by-an-editor", by=None)
    count = Article.objects.count()

    report = import_folder(library)

    assert not report.created
    assert Article.objects.count() == count
    assert live_edition(article).get_absolute_url().endswith("/moved-by-an-editor/")
