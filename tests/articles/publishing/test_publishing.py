"""Publishing is the only way an article becomes visible, or stops being so."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Edition
from articles.publishing import (
    EditionSize,
    InThePast,
    NothingToWithdraw,
    NotReady,
    Release,
    call_off,
    publish,
    withdraw,
)
from tests.factories import ApprovedArticleFactory, DraftArticleFactory, LiveArticleFactory, live_edition

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def test_a_draft_is_seen_by_nobody() -> None:
    DraftArticleFactory()

    assert not Edition.objects.live().exists()


def test_publishing_makes_a_numbered_edition_that_readers_see(editor: User) -> None:
    article = ApprovedArticleFactory()

    edition = publish(article, by=editor, release=Release(note="First edition"))

    assert live_edition(article) == edition
    assert (edition.number, edition.note, edition.published_by) == (1, "First edition", editor)


def test_an_edit_after_publishing_stays_with_the_working_copy() -> None:
    article = LiveArticleFactory(title="Before")

    article.title = "After"
    article.save()

    assert live_edition(article).title == "Before"


def test_a_new_edition_ends_the_one_before_at_the_same_moment() -> None:
    article = LiveArticleFactory()

    second = publish(article, by=None)

    first = article.editions.get(number=1)
    assert first.live_until == second.live_from
    assert live_edition(article) == second


def test_only_a_major_edition_moves_the_date_that_readers_see() -> None:
    with time_machine.travel("2026-01-10 09:00:00+00:00", tick=False):
        article = LiveArticleFactory()
    first = live_edition(article)

    with time_machine.travel("2026-02-10 09:00:00+00:00", tick=False):
        minor = publish(article, by=None, release=Release(size=EditionSize.SMALL, note="A spelling"))
    with time_machine.travel("2026-03-10 09:00:00+00:00", tick=False):
        major = publish(article, by=None, release=Release(note="A new section"))

    assert (minor.updated_at, minor.is_major) == (first.updated_at, False)
    assert (major.updated_at, major.is_major) == (major.live_from, True)


def test_the_first_edition_is_always_a_major_one() -> None:
    edition = publish(DraftArticleFactory(), by=None, release=Release(size=EditionSize.SMALL))

    assert edition.is_major
    assert edition.updated_at == edition.live_from


def test_a_scheduled_edition_is_hidden_until_its_time() -> None:
    article = LiveArticleFactory()
    at = timezone.now() + HOUR

    second = publish(article, by=None, release=Release(at=at))

    assert live_edition(article).number == 1
    with time_machine.travel(at + timedelta(seconds=1), tick=False):
        assert live_edition(article) == second


def test_publishing_now_calls_off_what_was_scheduled() -> None:
    article = LiveArticleFactory()
    at = timezone.now() + HOUR
    publish(article, by=None, release=Release(at=at))

    third = publish(article, by=None)

    with time_machine.travel(at + HOUR, tick=False):
        assert live_edition(article) == third


def test_calling_off_lets_the_live_edition_go_on() -> None:
    article = LiveArticleFactory()
    at = timezone.now() + HOUR
    publish(article, by=None, release=Release(at=at))

    call_off(article, by=None)

    with time_machine.travel(at + HOUR, tick=False):
        assert live_edition(article).number == 1


def test_calling_off_with_nothing_scheduled_is_refused() -> None:
    with pytest.raises(NothingToWithdraw):
        call_off(LiveArticleFactory(), by=None)


def test_withdrawing_hides_the_article_and_what_was_scheduled() -> None:
    article = LiveArticleFactory()
    at = timezone.now() + HOUR
    publish(article, by=None, release=Release(at=at))

    withdraw(article, by=None)

    assert not Edition.objects.live().exists()
    assert not Edition.objects.live(at + HOUR).exists()


def test_withdrawing_what_nobody_sees_is_refused() -> None:
    with pytest.raises(NothingToWithdraw):
        withdraw(DraftArticleFactory(), by=None)


def test_a_withdrawn_article_can_be_published_again() -> None:
    article = LiveArticleFactory()
    withdraw(article, by=None)

    publish(article, by=None)

    assert live_edition(article).number == 2


def test_an_edition_cannot_start_in_the_past() -> None:
    with pytest.raises(InThePast):
        publish(DraftArticleFactory(), by=None, release=Release(at=timezone.now() - HOUR))


def test_what_readers_would_miss_keeps_an_article_from_being_published() -> None:
    article = DraftArticleFactory(answer="", urgency="", body="", species=[])

    with pytest.raises(NotReady) as refused:
        publish(article, by=None)

    assert [str(problem) for problem in refused.value.problems] == [
        "The answer (“In short”) is missing.",
        "The text is empty.",
        "The urgency is not declared.",
        "No species is chosen.",
    ]
    assert not article.editions.exists()


def test_a_long_answer_is_refused() -> None:
    article = DraftArticleFactory(answer=" ".join(["word"] * 36))

    with pytest.raises(NotReady, match="over 35 words"):
        publish(article, by=None)


def test_a_refused_edition_leaves_the_live_one_alone() -> None:
    article = LiveArticleFactory()
    article.body = "[^nobody]"
    article.save()

    with pytest.raises(NotReady, match="Line 1: There is no reference with the key “nobody”"):
        publish(article, by=None)

    assert live_edition(article).number == 1


def test_the_database_refuses_two_editions_at_one_time() -> None:
    article = LiveArticleFactory()
    first = live_edition(article)

    with pytest.raises(IntegrityError, match="one_edition_of_an_article_at_a_time"), transaction.atomic():
        Edition.objects.create(
            article=article,
            number=2,
            kind=first.kind,
            title="Clash",
            category=first.category,
            urgency=first.urgency,
            updated_at=first.updated_at,
            reviewed_at=first.reviewed_at,
            live_from=first.live_from + HOUR,
        )


def test_the_database_refuses_an_edition_that_ends_before_it_starts() -> None:
    article = LiveArticleFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        article.editions.update(live_until=timezone.now() - HOUR)
