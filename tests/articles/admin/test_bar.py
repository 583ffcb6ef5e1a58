"""The bar of the writing page offers what state and role allow, or says why there is nothing to do."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles.admin.bar import bar_of
from articles.drafts import editing
from articles.models import Article
from articles.models.article import Stage
from articles.publishing import Release, publish, sign, submit, withdraw
from tests.articles.admin.open_form import OpenForm
from tests.articles.admin.pages import address, client_of, text_of
from tests.factories import (
    ApprovedArticleFactory,
    AuthorFactory,
    DraftArticleFactory,
    EditorFactory,
    LoneArticleFactory,
    VetFactory,
)

pytestmark = pytest.mark.django_db


def offered(article: Article, user: User) -> str:
    """The main button, or the reason in brackets."""
    bar = bar_of(Article.objects.get(pk=article.pk), user)
    return bar.step.words if bar.step else f"({bar.reason})"


def row(article: Article, people: dict[str, User]) -> dict[str, str]:
    return {name: offered(article, user) for name, user in people.items()}


@pytest.fixture
def people(db: Any) -> dict[str, User]:
    return {
        "author": AuthorFactory(username="ada"),
        "who changed it": EditorFactory(username="mira"),
        "who did not": EditorFactory(username="noor"),
        "vet": VetFactory(username="vera"),
    }


def draft(people: dict[str, User], **more: Any) -> Article:
    article: Article = DraftArticleFactory(owner=people["author"], **more)
    article.body = "## Written anew\n\nAll of this text is by one person, and nobody else has read it."
    editing.record(article, by=people["who changed it"])
    return article


def test_a_text_that_is_being_written_is_handed_in(people: dict[str, User]) -> None:
    assert row(draft(people), people) == {
        "author": "Hand in for review…",
        "who changed it": "Hand in for review…",
        "who did not": "Hand in for review…",
        "vet": "(Not handed in yet)",
    }


def test_a_text_that_was_sent_back_is_handed_in_again(people: dict[str, User]) -> None:
    assert row(draft(people, stage=Stage.SENT_BACK), people) == {
        "author": "Hand in again…",
        "who changed it": "Hand in again…",
        "who did not": "Hand in again…",
        "vet": "(Not handed in yet)",
    }


def test_a_text_in_review_is_approved_by_somebody_who_did_not_change_it(people: dict[str, User]) -> None:
    article = submit(draft(people), by=people["author"])

    assert row(article, people) == {
        "author": "(Somebody else reads it now)",
        "who changed it": "(You changed it, so somebody else approves)",
        "who did not": "Review…",
        "vet": "Read and sign…",
    }


def test_an_approved_text_is_published_by_any_editor(people: dict[str, User]) -> None:
    article = ApprovedArticleFactory(owner=people["author"])

    assert row(article, people) == {
        "author": "(An editor publishes it)",
        "who changed it": "Publish…",
        "who did not": "Publish…",
        "vet": "Read and sign…",
    }


def test_a_scheduled_edition_offers_another_time(people: dict[str, User]) -> None:
    article = ApprovedArticleFactory(owner=people["author"])
    at = timezone.now() + timedelta(days=2)
    publish(article, by=people["who did not"], release=Release(at=at))

    assert row(article, people) == {
        "author": "(It appears by itself)",
        "who changed it": "Change the time…",
        "who did not": "Change the time…",
        "vet": "Read and sign…",
    }
    state = bar_of(Article.objects.get(pk=article.pk), people["author"]).state
    assert state.words == f"Scheduled: {timezone.localtime(at):%-d %b %Y, %H:%M}, London time"


def test_a_live_text_is_only_left_to_be_signed(people: dict[str, User]) -> None:
    article = LoneArticleFactory(owner=people["author"])

    assert row(article, people) == {
        "author": "(Readers see this text)",
        "who changed it": "(Readers see this text)",
        "who did not": "(Readers see this text)",
        "vet": "Read and sign…",
    }
    sign(article, by=people["vet"], review_due_on=timezone.localdate() + timedelta(days=300))
    assert offered(article, people["vet"]) == "(Readers see this text)"


def test_a_withdrawn_text_can_be_published_again(people: dict[str, User]) -> None:
    article = LoneArticleFactory()
    withdraw(article, by=None)

    assert bar_of(Article.objects.get(pk=article.pk), people["who did not"]).state.words == "Withdrawn"
    assert offered(article, people["who did not"]) == "Publish…"


def test_with_a_single_editor_the_text_is_published_at_once(people: dict[str, User], settings: Any) -> None:
    settings.SELF_APPROVAL = True

    assert offered(draft(people), people["who changed it"]) == "Publish…"


def test_the_page_names_who_may_approve_and_not_whoever_wrote_it(people: dict[str, User]) -> None:
    page = client_of(people["author"]).get(address(draft(people)))

    asked = page.context["bar"].asked
    assert "noor" in asked
    assert "mira" not in asked


def test_handing_in_saves_the_form_and_stays_on_the_page(people: dict[str, User]) -> None:
    article = draft(people)
    form = OpenForm(client_of(people["author"]), article)

    answer = form.type(body="## New\n\nWords.").save(_hand_in="", remarks="Is the dose right?")

    article.refresh_from_db()
    assert answer.headers["Location"] == address(article)
    assert (article.stage, article.body) == (Stage.IN_REVIEW, "## New\n\nWords.")
    assert article.history.first().history_change_reason == "Handed in for review: Is the dose right?"


def test_whoever_may_only_read_is_told_who_may_write(people: dict[str, User]) -> None:
    article = draft(people)

    said = text_of(client_of(people["vet"]).get(address(article)))

    assert "It is a draft of ada: only they and editors change it." in said
