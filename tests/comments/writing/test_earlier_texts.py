"""What a comment said before its writer changed it is kept for moderators, for a while, and goes with it."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from articles.models import Article
from comments.models import Comment, EarlierText, Status
from comments.moderation import approve, erase_earlier_texts, hold, reject
from comments.writing import earlier
from comments.writing.replying import reply_as_staff
from comments.writing.withdrawing import take_back
from tests.factories import HeldCommentFactory, LoneArticleFactory, image_bytes, photo_upload

pytestmark = pytest.mark.django_db

WORDS = {"name": "Rowan", "text": "Mine kicks at once.", "pet": "two beagles", "rating": "4"}


@pytest.fixture
def article() -> Article:
    return LoneArticleFactory()


@pytest.fixture
def link(reader: Client, article: Article) -> str:
    form = WORDS | {"photo": photo_upload(image_bytes((300, 200))), "photo_alt": "A dog on a rug"}
    return str(reader.post(f"{article.get_absolute_url()}comments/", form).headers["Location"])


def change(reader: Client, link: str, **changes: Any) -> None:
    answer = reader.post(f"{link}edit/", WORDS | {"photo_alt": "A dog on a rug"} | changes)
    assert answer.status_code == 303


def test_what_stood_before_a_change_is_kept(reader: Client, link: str, moderator: User) -> None:
    approve(Comment.objects.all(), by=moderator)

    change(reader, link, text="Buy pills here.", name="Ash", rating="1", remove_photo="on")

    kept = EarlierText.objects.get()
    assert (kept.name, kept.text, kept.pet, kept.rating) == ("Rowan", "Mine kicks at once.", "two beagles", 4)
    assert (kept.alt_text, kept.had_photo, kept.is_photo_changed) == ("A dog on a rug", True, True)
    assert kept.status == Status.APPROVED
    assert kept.replaced_at <= timezone.now()


def test_what_was_approved_counts_as_approved_also_when_it_was_put_on_hold_again(
    reader: Client, link: str, moderator: User
) -> None:
    approve(Comment.objects.all(), by=moderator)
    hold(Comment.objects.all(), by=moderator)

    change(reader, link, text="Other words")
    change(reader, link, text="Other words again")

    assert [kept.status for kept in EarlierText.objects.order_by("pk")] == ["approved", "held"]


def test_sending_the_same_again_keeps_nothing(reader: Client, link: str) -> None:
    change(reader, link)

    assert not EarlierText.objects.exists()


def test_only_the_last_changes_are_kept_and_what_was_approved(
    reader: Client, link: str, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(earlier, "MOST_KEPT", 2)
    change(reader, link, text="The first words")
    approve(Comment.objects.all(), by=moderator)

    for text in ("The second words", "The third words", "The fourth words", "The fifth words"):
        change(reader, link, text=text)

    assert [kept.text for kept in EarlierText.objects.all()] == [
        "The fourth words",
        "The third words",
        "The first words",
    ]


def test_it_goes_with_its_comment(reader: Client, link: str) -> None:
    change(reader, link, text="Other words")

    take_back(Comment.objects.get())

    assert not EarlierText.objects.exists()


def test_it_goes_too_where_a_gap_stays_above_a_reply(reader: Client, link: str, moderator: User) -> None:
    change(reader, link, text="Other words")
    approve(Comment.objects.all(), by=moderator)
    reply_as_staff(Comment.objects.get(), "Thank you.", by=moderator)

    take_back(Comment.objects.get(parent=None))

    assert Comment.objects.get(parent=None).status == Status.REMOVED
    assert not EarlierText.objects.exists()


def test_it_is_erased_after_the_period_of_what_is_not_shown(settings: Any) -> None:
    settings.KEEP_REJECTED_DAYS = 90
    now = timezone.now()
    for status in (Status.APPROVED, Status.HELD):
        comment = HeldCommentFactory(status=status)
        for days in (89, 91):
            EarlierText.objects.create(
                comment=comment, status="approved", text=status, replaced_at=now - timedelta(days=days)
            )

    call_command("forget", verbosity=0)

    # Whoever decides on what is on hold compares it with what was approved.
    assert sorted(kept.text for kept in EarlierText.objects.all()) == ["approved", "held", "held"]
    settings.KEEP_REJECTED_DAYS = 0
    assert erase_earlier_texts(now + timedelta(days=1000)) == 0


def test_what_is_rejected_goes_with_all_that_it_said_before(
    reader: Client, link: str, moderator: User
) -> None:
    change(reader, link, text="Other words")
    reject(Comment.objects.all(), by=moderator)
    Comment.objects.update(decided_at=timezone.now() - timedelta(days=91))

    call_command("forget", verbosity=0)

    assert not EarlierText.objects.exists()
