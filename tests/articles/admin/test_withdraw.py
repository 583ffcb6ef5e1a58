"""Editors see what leads to an article that they withdraw, and lead its readers on."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.composing.backlinks import SHOWN, count_pages_pointing_to, pointing_to
from articles.drafts.editing import record
from articles.models import Article
from articles.publishing import Release, addresses, publish
from articles.publishing.addresses import CannotLead
from tests.articles.admin.linking import linking
from tests.articles.admin.pages import address, messages_of, text_of
from tests.factories import (
    DraftArticleFactory,
    LoneArticleFactory,
)

pytestmark = pytest.mark.django_db


# --- withdrawing


def test_what_points_here_is_listed_before_withdrawing(editor_client: Client) -> None:
    article = LoneArticleFactory(slug="wag")
    page = linking(article, live=True, title="A page")
    draft = linking(article, live=False, title="A draft")
    linking(LoneArticleFactory(), live=True, title="A stranger")

    response = editor_client.get(address(article, "withdraw"))

    words = text_of(response)
    assert "1 page that readers see A page 1 working copy, not yet with readers A draft" in words
    assert "A stranger" not in words
    for other in (page, draft):
        assert address(other, "change") in response.content.decode()


def test_nothing_that_points_here_is_said_too(editor_client: Client) -> None:
    words = text_of(editor_client.get(address(LoneArticleFactory(), "withdraw")))

    assert "No other article links to this one." in words


@pytest.mark.parametrize("written", ["tail", "/articles/tail/", " https://kb.example/articles/tail/?a=b#c "])
def test_withdrawing_leads_readers_on(editor_client: Client, client: Client, written: str) -> None:
    article = LoneArticleFactory(slug="wag", title="Why wag?")
    LoneArticleFactory(slug="tail", title="Why tails?")

    done = editor_client.post(address(article, "withdraw"), {"lead_on": written}, follow=True)

    assert messages_of(done) == ["Readers no longer see “Why wag?”. Its address leads on to “Why tails?”."]
    assert client.get("/articles/wag/").headers["Location"] == "/articles/tail/"


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("nobody", "There is no article with the address “nobody”."),
        ("http://[", "There is no article with the address “http://[”."),
        ("wag", "This is the article that you are withdrawing."),
        ("draft", "Readers do not see “Why draft?”, so nothing can lead to it."),
    ],
)
def test_readers_who_cannot_be_led_there_keep_their_page(
    editor_client: Client, client: Client, written: str, message: str
) -> None:
    article = LoneArticleFactory(slug="wag")
    DraftArticleFactory(slug="draft", title="Why draft?")

    response = editor_client.post(address(article, "withdraw"), {"lead_on": written})

    assert message in text_of(response)
    assert f'value="{written}"' in response.content.decode()
    assert client.get("/articles/wag/").status_code == 200


def test_withdrawing_and_leading_on_happen_together_or_not_at_all(
    editor_client: Client, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone_meanwhile(*_: Any) -> None:
        raise CannotLead("Readers do not see it.")

    article = LoneArticleFactory(slug="wag")
    LoneArticleFactory(slug="tail")
    monkeypatch.setattr(addresses, "check_lead", gone_meanwhile)

    response = editor_client.post(address(article, "withdraw"), {"lead_on": "tail"})

    assert "Readers do not see it." in text_of(response)
    assert client.get("/articles/wag/").status_code == 200


def test_withdrawing_again_offers_the_choice_made_before(editor_client: Client, client: Client) -> None:
    article = LoneArticleFactory(slug="wag")
    LoneArticleFactory(slug="tail")
    page = address(article, "withdraw")
    editor_client.post(page, {"lead_on": "tail"})
    article.editions.update(live_until=None)

    offered = editor_client.get(page).content.decode()
    editor_client.post(page, {"lead_on": ""})

    assert 'value="tail"' in offered
    assert client.get("/articles/wag/").status_code == 404


# --- what points here


def test_scheduled_pages_count_as_pages_and_old_editions_do_not() -> None:
    article = LoneArticleFactory(slug="wag")
    scheduled = linking(article, live=False, title="Scheduled")
    publish(scheduled, by=None, release=Release(at=timezone.now() + timedelta(hours=1)))
    past = linking(article, live=True, title="Past")
    Article.objects.filter(pk=past.pk).update(body="No link any more.")
    past.refresh_from_db()
    publish(past, by=None)

    found = pointing_to(article)

    assert [one.title for one in found.pages] == ["Scheduled"]
    assert found.drafts == []


def test_pages_are_counted_for_many_articles_at_once() -> None:
    often, once, never = LoneArticleFactory(), LoneArticleFactory(), LoneArticleFactory()
    for title in ("A", "B"):
        linking(often, live=True, title=title)
    linking(once, live=True, title="C")
    linking(never, live=False, title="D")

    with CaptureQueriesContext(connection) as queries:
        counts = count_pages_pointing_to([often, once, never])

    assert counts == {often.pk: 2, once.pk: 1}
    assert len(queries) == 1


def test_an_article_does_not_point_to_itself() -> None:
    article = LoneArticleFactory(slug="wag")
    Article.objects.filter(pk=article.pk).update(body="## More\n\n[Again](article:wag)")
    article.refresh_from_db()
    record(article, by=None)

    assert pointing_to(article).draft_count == 0


def test_more_than_anybody_reads_are_counted(editor_client: Client) -> None:
    article = LoneArticleFactory(slug="wag")
    for number in range(SHOWN + 2):
        linking(article, live=False, title=f"Draft {number:02}")

    with CaptureQueriesContext(connection) as queries:
        found = pointing_to(article)
    asked = len(queries)
    words = text_of(editor_client.get(address(article, "withdraw")))

    # Two queries find what links here, and one the titles of drafts; there are no pages.
    assert asked == 3
    assert (len(found.drafts), found.draft_count, found.more_drafts) == (SHOWN, SHOWN + 2, 2)
    assert "22 working copies, not yet with readers" in words
    assert "Draft 19 and 2 more" in words
