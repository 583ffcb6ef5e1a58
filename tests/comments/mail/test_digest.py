"""The digest for moderators: at most once an hour, by one process, and without quoting a comment."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.utils import timezone

from comments.mail.digest import queue_if_due
from comments.mail.moderators import addresses_for
from comments.models import Action, Decision, LetterKind, QueuedMail, Status
from tests.comments.writing.test_concurrency import at_once
from tests.factories import (
    AuthorFactory,
    HeldCommentFactory,
    LoneArticleFactory,
    ModeratorFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_on")]

HOUR = timedelta(hours=1)
NOW = datetime(2026, 5, 4, 12, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture(autouse=True)
def moderator() -> User:
    return ModeratorFactory(email="Mo@scratchpost.example")


def test_moderators_are_told_how_much_waits_and_under_what() -> None:
    article = LoneArticleFactory(title="Why do dogs kick?")
    HeldCommentFactory.create_batch(2, article=article)
    HeldCommentFactory(article=article, is_urgent=True)
    HeldCommentFactory(is_reported=True)

    assert queue_if_due() == 1

    letter = QueuedMail.objects.get()
    assert letter.to == "mo@scratchpost.example"
    assert letter.subject == "4 comments wait, 1 of them urgent"
    for part in (letter.text, letter.html):
        assert "4 comments wait for a moderator." in part
        assert "1 may be about an animal in danger" in part
        assert "1 was hidden after reports" in part
        assert "https://kb.example.org/admin/comments/comment/" in part
    assert "- “Why do dogs kick?”: 3, 1 urgent" in letter.text
    assert letter.text.index("Why do dogs kick?") < letter.text.index("Why do dogs do")


def test_what_a_block_put_aside_calls_nobody_and_is_not_counted() -> None:
    finding = {"check": "blocked", "points": 10, "words": "Blocked.", "blocks": [1]}
    HeldCommentFactory(findings=[finding], is_urgent=True)

    alone = queue_if_due()
    HeldCommentFactory()

    assert (alone, queue_if_due()) == (0, 1)
    assert QueuedMail.objects.get().subject == "1 comment waits"


def test_what_was_blocked_and_approved_all_the_same_is_told_of_once_several_report_it() -> None:
    finding = {"check": "blocked", "points": 10, "words": "Blocked.", "blocks": [1]}
    seen = {"findings": [finding], "is_reported": True, "is_vouched": True}
    HeldCommentFactory(status=Status.APPROVED, **seen)
    HeldCommentFactory(**seen)

    queue_if_due()

    letter = QueuedMail.objects.get()
    assert letter.subject == "2 comments wait"
    for part in (letter.text, letter.html):
        assert "1 that you approved was reported from several networks and is still shown." in part
        assert "1 that was reported from several networks was held again by a moderator." in part
        assert "hidden after reports" not in part


def test_a_digest_holds_no_word_of_a_reader() -> None:
    HeldCommentFactory(name="BuyPillsNow", text="Cheap pills.", pet="pillbug", email="pill@private.example")

    queue_if_due()

    letter = QueuedMail.objects.get()
    assert "pill" not in (letter.subject + letter.text + letter.html).lower()


def test_nobody_is_told_that_nothing_waits() -> None:
    HeldCommentFactory(status=Status.APPROVED)

    assert queue_if_due() == 0


def test_at_most_one_an_hour_however_much_comes_in(clock: time_machine.Traveller) -> None:
    queued = []
    for minutes in range(0, 180, 5):
        clock.move_to(NOW + timedelta(minutes=minutes))
        HeldCommentFactory(is_urgent=True)
        queued.append(queue_if_due())

    assert [number * 5 for number, count in enumerate(queued) if count] == [0, 60, 120]


def test_what_waits_still_is_told_of_again_after_a_day_only(clock: time_machine.Traveller) -> None:
    HeldCommentFactory()
    told = []
    for hours in range(50):
        clock.move_to(NOW + timedelta(hours=hours))
        if queue_if_due():
            told.append(hours)

    assert told == [0, 24, 48]


@pytest.mark.parametrize("event", ["edited", "reported"])
def test_what_is_held_anew_is_told_of(event: str, clock: time_machine.Traveller) -> None:
    comment = HeldCommentFactory()
    queue_if_due()
    clock.move_to(NOW + HOUR * 2)
    assert queue_if_due() == 0

    if event == "edited":
        comment.edited_at = timezone.now()
        comment.save()
    else:
        Decision.objects.create(
            comment=comment, comment_number=comment.pk, article=comment.article, action=Action.HIDE
        )

    assert queue_if_due() == 1


def test_what_was_committed_while_a_digest_was_written_is_told_of(clock: time_machine.Traveller) -> None:
    HeldCommentFactory()
    queue_if_due()
    # The row was created before the digest and committed after it.
    clock.move_to(NOW - timedelta(seconds=1))
    HeldCommentFactory()
    clock.move_to(NOW + HOUR)

    assert queue_if_due() == 1
    assert QueuedMail.objects.get().subject == "2 comments wait"


def test_a_digest_takes_the_place_of_one_that_was_not_sent(clock: time_machine.Traveller) -> None:
    for hours in range(3):
        clock.move_to(NOW + timedelta(hours=hours))
        HeldCommentFactory()
        queue_if_due()

    assert QueuedMail.objects.get().subject == "3 comments wait"


def test_it_goes_to_everybody_who_may_decide_and_has_an_address() -> None:
    ModeratorFactory(email="")
    ModeratorFactory(email="gone@scratchpost.example", is_active=False)
    AuthorFactory(email="author@scratchpost.example")
    UserFactory(email="chief@scratchpost.example", is_superuser=True)

    assert list(addresses_for(LetterKind.DIGEST)) == ["chief@scratchpost.example", "mo@scratchpost.example"]


@pytest.mark.django_db(transaction=True)
def test_of_processes_that_see_it_due_at_once_one_writes_it(clock: time_machine.Traveller) -> None:
    HeldCommentFactory()

    first = at_once([queue_if_due] * 6)
    clock.move_to(NOW + HOUR)
    HeldCommentFactory()
    second = at_once([queue_if_due] * 6)

    assert (sorted(first), sorted(second)) == ([0] * 5 + [1], [0] * 5 + [1])
    assert QueuedMail.objects.count() == 1
