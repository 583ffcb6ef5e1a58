"""What is not shown is erased after its period, and nothing else."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from comments import moderation
from comments.mail.recipients import confirm, hash_of, may_ask
from comments.models import Action, Comment, Decision, Photo, Status, WordCount
from comments.moderation import mark_spam, reject, retention
from comments.spam import bayes
from tests.comments.writing.sending import stored_files
from tests.factories import ApprovedCommentFactory, HeldCommentFactory, PhotoFactory

pytestmark = pytest.mark.django_db


def decided_ago(days: float) -> None:
    at = timezone.now() - timedelta(days=days)
    Comment.objects.exclude(decided_at=None).update(decided_at=at)
    Comment.objects.update(created_at=at - timedelta(days=400))


@pytest.mark.parametrize(("status", "days"), [(Status.REJECTED, 90), (Status.SPAM, 30)])
def test_it_is_erased_after_its_period_and_not_before(status: Status, days: int, moderator: User) -> None:
    comment = HeldCommentFactory(name="Somebody", email="somebody@example.org")
    moderation.decide([comment], Action.REJECT if status == Status.REJECTED else Action.SPAM, by=moderator)
    decided_ago(days - 0.1)
    call_command("forget", verbosity=0)
    assert Comment.objects.exists()

    decided_ago(days + 0.1)
    call_command("forget", verbosity=0)

    assert not Comment.objects.exists()
    [decision] = Decision.objects.all()
    assert (decision.comment, decision.comment_number) == (None, comment.pk)
    assert "Somebody" not in str(Decision.objects.values())


def test_nothing_is_erased_that_is_shown_or_waits() -> None:
    for status in (Status.HELD, Status.APPROVED):
        HeldCommentFactory(status=status, decided_at=timezone.now())
    decided_ago(1000)

    assert moderation.erase_comments() == 0
    assert Comment.objects.count() == 2


def test_zero_days_keep_everything(settings: Any, moderator: User) -> None:
    settings.KEEP_REJECTED_DAYS = 0
    reject([HeldCommentFactory()], by=moderator)
    decided_ago(1000)

    assert moderation.erase_comments() == 0


def test_photos_go_too(moderator: User, media: Path, django_capture_on_commit_callbacks: Any) -> None:
    reject([PhotoFactory().comment], by=moderator)
    decided_ago(91)
    assert stored_files(media)

    with django_capture_on_commit_callbacks(execute=True):
        moderation.erase_comments()

    assert not Photo.objects.exists()
    assert not stored_files(media)


def test_it_works_in_batches_to_the_end(monkeypatch: pytest.MonkeyPatch, moderator: User) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    first = HeldCommentFactory()
    reject([first, *HeldCommentFactory.create_batch(4, article=first.article)], by=moderator)
    decided_ago(91)

    assert moderation.erase_comments() == 5
    assert not Comment.objects.exists()


def test_words_of_spam_stay_counted_but_not_those_that_stood_only_there(moderator: User) -> None:
    texts = ("Cheap zebra pills here, says Wilhelmina.", "Cheap zebra pills there, says nobody.")
    mark_spam([HeldCommentFactory(text=text) for text in texts], by=moderator)
    bayes.catch_up()
    decided_ago(31)

    moderation.erase_comments()

    counted = dict(WordCount.objects.values_list("word", "spam"))
    assert (counted["zebra"], counted[""]) == (2, 2)
    assert "wilhelmina" not in counted


def test_addresses_that_nobody_confirmed_are_erased_and_words_stay(settings: Any) -> None:
    settings.MAIL_IS_ON = True
    for name in ("asked", "confirmed"):
        ApprovedCommentFactory(email=f"{name}@example.org")
        may_ask(f"{name}@example.org")
    confirm(hash_of("confirmed@example.org"))
    HeldCommentFactory(email="waiting@example.org")
    old = timezone.now() - timedelta(days=31)
    Comment.objects.update(created_at=old)
    ApprovedCommentFactory(email="recent@example.org")

    assert moderation.erase_addresses() == 2

    emails = list(Comment.objects.order_by("pk").values_list("email", flat=True))
    assert emails == ["", "confirmed@example.org", "", "recent@example.org"]


def test_without_letters_nobody_can_confirm_and_addresses_stay(settings: Any) -> None:
    settings.MAIL_IS_ON = False
    ApprovedCommentFactory(email="somebody@example.org")
    Comment.objects.update(created_at=timezone.now() - timedelta(days=31))

    assert moderation.erase_addresses() == 0


def test_the_page_on_privacy_states_the_periods_that_are_set(settings: Any) -> None:
    settings.MAIL_IS_ON = True
    settings.KEEP_REJECTED_DAYS, settings.KEEP_SPAM_DAYS, settings.KEEP_UNCONFIRMED_DAYS = 61, 17, 43

    page = Client().get("/privacy/").content.decode()

    assert "that a letter was refused, until you confirm the address anew" in page
    assert "A block of a mailbox holds its address itself, for as long" in page
    assert "rejected is erased 61 days after that, and spam 17 days after" in page
    assert "nobody confirmed is erased 43 days after" in page
