"""Editors lead readers on from an address by hand, and texts and imports follow what moved."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.composing.lookups import ArticleLookups
from articles.models import Article, InternalLink, Redirect
from articles.publishing import Release, publish, withdraw
from articles.publishing.addresses import (
    CannotLead,
    change_address,
    lead_on,
    lead_readers_on,
)
from articles.transfer import import_folder
from tests.articles.publishing.old_addresses import location, redirects, withdrawn
from tests.factories import (
    DraftArticleFactory,
    LoneArticleFactory,
    live_edition,
)

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


# --- by hand


def test_a_withdrawn_address_leads_to_another_article(client: Client, editor: User) -> None:
    withdrawn(slug="wag")
    article = LoneArticleFactory(slug="tail")

    lead_on("/articles/wag/", article, by=editor)

    assert location(client, "/articles/wag/?a=b") == "/articles/tail/?a=b"


def test_an_address_that_was_never_ours_leads_on_too(client: Client, editor: User) -> None:
    lead_on("/breeds/from-the-old-site/", LoneArticleFactory(slug="tail"), by=editor)

    assert location(client, "/breeds/from-the-old-site/") == "/articles/tail/"


def test_chains_collapse_so_that_each_address_is_one_redirect_away(client: Client) -> None:
    first = withdrawn(slug="first")
    second, third = LoneArticleFactory(slug="second"), LoneArticleFactory(slug="third")
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
    one, two = withdrawn(slug="one"), LoneArticleFactory(slug="two")
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
        lead_on(path, LoneArticleFactory(), by=None)


def test_an_article_cannot_lead_to_itself() -> None:
    article = LoneArticleFactory(slug="wag")

    with pytest.raises(CannotLead, match="own address"):
        lead_on("/articles/wag/", article, by=None)


def test_the_address_of_a_page_that_readers_see_cannot_lead_on() -> None:
    LoneArticleFactory(slug="wag", title="Why wag?")

    with pytest.raises(CannotLead, match="Readers see “Why wag"):
        lead_on("/articles/wag/", LoneArticleFactory(), by=None)


@pytest.mark.parametrize("make", [DraftArticleFactory, withdrawn])
def test_nothing_leads_to_what_readers_do_not_see(make: Callable[..., Article]) -> None:
    article = make(title="Why wag?")

    with pytest.raises(CannotLead, match="Readers do not see “Why wag"):
        lead_on("/articles/old/", article, by=None)

    assert redirects() == {}


def test_a_redirect_to_a_withdrawn_article_answers_not_found(client: Client) -> None:
    article = change_address(LoneArticleFactory(slug="wag"), slug="why-wag", by=None)

    withdraw(article, by=None)

    assert client.get("/articles/wag/").status_code == 404


def test_a_scheduled_edition_is_not_given_away_by_an_old_address(client: Client) -> None:
    article = change_address(LoneArticleFactory(slug="wag"), slug="why-wag", by=None)
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
    lead_on("/articles/wag/", LoneArticleFactory(slug="tail"), by=None)

    bring_back(article)

    assert client.get("/articles/wag/").status_code == 200


def test_moving_a_withdrawn_article_leaves_its_readers_where_an_editor_led_them(client: Client) -> None:
    article = withdrawn(slug="wag")
    lead_on("/articles/wag/", LoneArticleFactory(slug="tail"), by=None)

    change_address(article, slug="why-wag", by=None)

    assert location(client, "/articles/wag/") == "/articles/tail/"


def test_leading_readers_nowhere_takes_the_redirect_away(client: Client) -> None:
    article, other = withdrawn(slug="wag"), LoneArticleFactory(slug="tail")
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
    target = LoneArticleFactory(slug="wag", title="Why wag?")
    linking = DraftArticleFactory(body="## More\n\n[More](article:wag)\n\n::: also wag\n:::\n")
    change_address(target, slug="why-wag", by=None)

    edition = publish(linking, by=None)

    assert edition.body_html.count('href="/articles/why-wag/"') == 2
    assert InternalLink.objects.get(edition=edition).target == target


def test_a_text_that_names_a_withdrawn_article_leads_where_its_readers_are_led() -> None:
    withdrawn(slug="wag")
    target = LoneArticleFactory(slug="tail", title="Why tails?")
    before = ArticleLookups().article("wag")

    lead_on("/articles/wag/", target, by=None)

    after = ArticleLookups().article("wag")
    assert before is not None
    assert not before.is_published
    assert after is not None
    assert (after.url, after.title, after.is_published) == ("/articles/tail/", "Why tails?", True)


def test_an_article_that_is_about_to_be_published_is_meant_itself() -> None:
    DraftArticleFactory(slug="wag")
    tail = LoneArticleFactory(slug="tail")
    Redirect.objects.create(old_path="/articles/wag/", article=tail)
    lookups = ArticleLookups(forthcoming=frozenset({"wag"}))

    link = lookups.article("wag")

    assert link is not None
    assert link.url == "/articles/wag/"
    # What the text mentions is what stood at the address when stock was taken of it.
    assert lookups.found_articles == [tail]


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
