"""Editors publish, schedule, withdraw and call off on the article's own pages."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.models import Edition
from articles.publishing import InThePast, Release, publish
from tests.articles.admin.pages import address, messages_of, text_of
from tests.factories import (
    ApprovedArticleFactory,
    DraftArticleFactory,
    LoneArticleFactory,
    live_edition,
)

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def test_publishing_now_shows_the_article_to_readers(
    editor: User, editor_client: Client, client: Client
) -> None:
    article = ApprovedArticleFactory(slug="wag", title="Why wag?")

    response = editor_client.post(
        address(article, "publish"), {"when": "now", "note": "First edition"}, follow=True
    )

    assert messages_of(response) == ["Why wag?, edition 1 is live."]
    edition = live_edition(article)
    assert (edition.note, edition.published_by) == ("First edition", editor)
    assert client.get("/articles/wag/").status_code == 200


def test_publishing_at_a_time_shows_the_article_from_then_on(editor_client: Client, client: Client) -> None:
    article = ApprovedArticleFactory(slug="wag", title="Why wag?")

    with time_machine.travel("2026-07-01 09:00:00+01:00", tick=False):
        # The clock of the office, which is an hour ahead of UTC in summer.
        response = editor_client.post(
            address(article, "publish"), {"when": "later", "at": "2026-07-02T07:30"}, follow=True
        )

    assert messages_of(response) == ["Why wag?, edition 1 appears on 2 July 2026 at 07:30 (London time)."]
    for moment, status in [("2026-07-02 06:29:59+00:00", 404), ("2026-07-02 06:30:00+00:00", 200)]:
        with time_machine.travel(moment, tick=False):
            assert client.get("/articles/wag/").status_code == status


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            {"when": "later", "at": "2020-01-01T00:00"},
            "That time has passed. Give a later one, or publish now.",
        ),
        ({"when": "later", "at": ""}, "Give the date and time at which it appears."),
        ({"when": "later", "at": "soon"}, "Give a date and a time."),
        ({"when": "never"}, "Select a valid choice."),
        ({"note": "No time"}, "This field is required."),
        ({"when": "now", "note": "x" * 301}, "Ensure this value has at most 300 characters (it has 301)."),
    ],
)
def test_a_wrong_time_is_told_and_nothing_is_published(
    editor_client: Client, data: dict[str, str], message: str
) -> None:
    article = ApprovedArticleFactory()

    response = editor_client.post(address(article, "publish"), data)

    assert response.status_code == 200
    assert message in text_of(response)
    assert not Edition.objects.exists()


def test_a_time_that_passes_while_the_form_is_sent_is_no_fault(
    editor_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(*_: Any, **__: Any) -> None:
        raise InThePast

    article = ApprovedArticleFactory()
    at = timezone.localtime(timezone.now() + HOUR)
    monkeypatch.setattr("articles.publishing.publish", too_late)

    response = editor_client.post(
        address(article, "publish"), {"when": "later", "at": f"{at:%Y-%m-%dT%H:%M}"}
    )

    assert response.status_code == 200
    assert "That time has passed. Give a later one, or publish now." in text_of(response)


def test_what_is_to_be_mended_is_listed_and_nothing_is_published(editor_client: Client) -> None:
    article = DraftArticleFactory(answer="", body="Text.\n\n[^nobody]")

    before = editor_client.get(address(article, "publish"))
    after = editor_client.post(address(article, "publish"), {"when": "now"})

    for response in (before, after):
        words = text_of(response)
        assert "The answer (“In short”) is missing." in words
        assert "Text, line 3 There is no reference with the key “nobody”." in words
    assert not Edition.objects.exists()


def test_the_publish_page_says_what_readers_see_and_what_is_scheduled(editor_client: Client) -> None:
    article = LoneArticleFactory()
    publish(article, by=None, release=Release(at=timezone.now() + HOUR))

    words = text_of(editor_client.get(address(article, "publish")))

    assert "Readers see edition 1 now; it ends when this one appears." in words
    assert "Edition 2 is scheduled for" in words


def test_withdrawing_asks_first_and_then_hides_the_article(editor_client: Client, client: Client) -> None:
    article = LoneArticleFactory(slug="wag", title="Why wag?")
    page = address(article, "withdraw")

    asked = editor_client.get(page)
    still = client.get("/articles/wag/").status_code
    done = editor_client.post(page, follow=True)

    assert "Readers see edition 1 now." in text_of(asked)
    assert still == 200
    assert messages_of(done) == ["Readers no longer see “Why wag?”."]
    assert client.get("/articles/wag/").status_code == 404


def test_calling_off_leaves_what_readers_see(editor_client: Client) -> None:
    article = LoneArticleFactory()
    at = timezone.now() + HOUR
    publish(article, by=None, release=Release(at=at))

    response = editor_client.post(address(article, "call_off"), follow=True)

    assert messages_of(response) == ["The scheduled edition is called off."]
    assert article.editions.live(at + HOUR).get().number == 1


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("withdraw", "Readers did not see this article; nothing changed."),
        ("call_off", "Nothing was scheduled; nothing changed."),
    ],
)
def test_hiding_what_is_hidden_already_is_no_fault(editor_client: Client, page: str, message: str) -> None:
    response = editor_client.post(address(DraftArticleFactory(), page), follow=True)

    assert messages_of(response) == [message]


def test_calling_off_is_never_done_by_opening_a_link(editor_client: Client) -> None:
    article = LoneArticleFactory()
    publish(article, by=None, release=Release(at=timezone.now() + HOUR))

    assert editor_client.get(address(article, "call_off")).status_code == 405
    assert article.editions.upcoming().exists()


@pytest.mark.parametrize("page", ["publish", "withdraw", "call_off"])
def test_a_change_from_another_site_is_refused(editor: User, page: str) -> None:
    article = LoneArticleFactory()
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)

    response = client.post(address(article, page), {"when": "now"})

    assert response.status_code == 403
    assert live_edition(article).number == 1
