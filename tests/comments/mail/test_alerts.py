"""Alerts reach moderators at once, and no flood fills their mailboxes or keeps real danger quiet."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from comments.mail import on_danger
from comments.mail.alert_hours import IN_AN_HOUR, queue_rest
from comments.mail.digest import queue_if_due
from comments.mail.sending import send_due
from comments.models import AlertClock, Badge, Comment, LetterKind, QueuedMail, Status
from comments.moderation import approve, hold, reject
from tests.comments.reports.test_reports import send_many
from tests.comments.writing.test_concurrency import at_once
from tests.factories import (
    ApprovedCommentFactory,
    DangerPhraseFactory,
    HeldCommentFactory,
    LoneArticleFactory,
    ModeratorFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_on")]

HOUR = timedelta(hours=1)
NOW = datetime(2026, 5, 4, 12, tzinfo=timezone.get_default_timezone())
DANGER = {"name": "Rowan", "text": "My dog ate a bar of dark chocolate and shakes now."}


@pytest.fixture(autouse=True)
def mo(monkeypatch: pytest.MonkeyPatch) -> User:
    monkeypatch.setattr("comments.mail.courier.call_on_commit", lambda: None)
    return ModeratorFactory(email="mo@scratchpost.example")


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def urgent(**fields: Any) -> Comment:
    return HeldCommentFactory(**{"is_urgent": True, "dangers": ["ate chocolate"], "rating": None} | fields)


def subjects() -> list[str]:
    return list(QueuedMail.objects.order_by("pk").values_list("subject", flat=True))


def test_a_comment_that_may_mean_danger_is_told_of_at_once(reader: Client) -> None:
    DangerPhraseFactory(name="Ate chocolate", phrases="dark chocolate")
    article = LoneArticleFactory(title="Why do dogs kick?")

    reader.post(f"/articles/{article.slug}/comments/", DANGER)

    comment = Comment.objects.get()
    assert comment.is_urgent
    letter = QueuedMail.objects.get(kind=LetterKind.ALERT)
    assert (letter.to, letter.subject) == ("mo@scratchpost.example", "A comment may mean danger")
    for part in (letter.text, letter.html):
        assert comment.dangers[0] in part
        assert f"https://kb.example.org/admin/comments/comment/{comment.pk}/change/" in part
        assert letter.unsubscribe_url in part
        assert "bar of dark" not in part
        assert "Rowan" not in part


def test_a_comment_without_danger_waits_for_the_digest_however_it_scores(reader: Client) -> None:
    on_danger(HeldCommentFactory(score=9))
    on_danger(HeldCommentFactory())

    assert not QueuedMail.objects.exists()


def test_a_change_is_told_of_only_if_it_brings_other_words_of_danger(reader: Client) -> None:
    DangerPhraseFactory(name="Ate chocolate", phrases="dark chocolate")
    DangerPhraseFactory(name="A fit", phrases="seizure*")
    article = LoneArticleFactory()
    page = reader.post(f"/articles/{article.slug}/comments/", DANGER).headers["Location"]

    reader.post(f"{page}edit/", DANGER | {"text": DANGER["text"] + " He is six."})
    same = len(subjects())
    reader.post(f"{page}edit/", DANGER | {"text": DANGER["text"] + " He has a seizure."})

    assert (same, len(subjects())) == (1, 2)


def test_an_hour_has_room_for_a_few_alerts_and_then_one_letter_says_how_many_more(
    clock: time_machine.Traveller,
) -> None:
    for minute in range(IN_AN_HOUR + 4):
        clock.move_to(NOW + timedelta(minutes=minute))
        on_danger(urgent())
    at_first = subjects()
    last = QueuedMail.objects.latest("pk")
    early = queue_rest()
    clock.move_to(NOW + HOUR)

    assert at_first == ["A comment may mean danger"] * IN_AN_HOUR
    assert f"This is alert {IN_AN_HOUR} of its kind within an hour." in last.text
    assert (early, queue_rest(), queue_rest()) == (0, 1, 0)
    assert subjects()[IN_AN_HOUR:] == ["4 more: may mean danger now"]


def test_what_an_hour_left_unsent_is_told_before_the_next_hour_begins(clock: time_machine.Traveller) -> None:
    for _ in range(IN_AN_HOUR + 1):
        on_danger(urgent())
    clock.move_to(NOW + HOUR * 3)

    on_danger(urgent())

    assert subjects()[IN_AN_HOUR:] == ["1 more: may mean danger now", "A comment may mean danger"]
    assert AlertClock.objects.get().sent == 2


def test_spam_with_words_of_danger_does_not_use_up_the_room_of_real_danger(
    clock: time_machine.Traveller,
) -> None:
    for _ in range(IN_AN_HOUR * 3):
        on_danger(urgent(score=5))

    on_danger(urgent(score=4))

    assert subjects()[:-1] == ["A comment may mean danger, or be spam"] * IN_AN_HOUR
    assert subjects()[-1] == "A comment may mean danger"


@pytest.mark.django_db(transaction=True)
def test_alerts_that_come_at_once_are_each_counted() -> None:
    comments = [urgent() for _ in range(IN_AN_HOUR + 3)]

    at_once([partial(on_danger, comment) for comment in comments])

    found = AlertClock.objects.get()
    assert (found.sent, found.unsent, len(subjects())) == (IN_AN_HOUR, 3, IN_AN_HOUR)


def test_the_first_report_is_told_of_and_the_one_that_makes_several(reader: Client, moderator: User) -> None:
    comment = HeldCommentFactory()
    approve([comment], by=moderator)

    send_many(reader, comment, 5)

    comment.refresh_from_db()
    assert (comment.status, comment.is_reported) == (Status.APPROVED, True)
    assert subjects() == ["A comment was reported", "A comment was reported by several"]
    first, second = QueuedMail.objects.order_by("pk")
    assert "A reader’s reason: Its advice could harm an animal." in first.text
    assert "and readers see it." in second.text


def test_reports_that_hide_a_comment_are_told_of_too(reader: Client) -> None:
    send_many(reader, ApprovedCommentFactory(), 3)

    assert subjects() == ["A comment was reported", "A comment was reported by several"]
    assert "is held: readers do not see it" in QueuedMail.objects.latest("pk").text


def test_after_a_decision_the_next_report_is_a_first_one_again(reader: Client, moderator: User) -> None:
    comment = ApprovedCommentFactory(badge=Badge.VET)
    send_many(reader, comment, 1)
    approve([comment], by=moderator)

    send_many(reader, comment, 2, first=2)

    assert subjects() == ["A comment was reported"] * 2


def test_an_alert_is_not_sent_once_somebody_decided(mo: User, mailoutbox: list) -> None:
    decided, waiting = urgent(), urgent()
    on_danger(decided)
    on_danger(waiting)
    reject([decided], by=mo)

    send_due()

    assert len(mailoutbox) == 1
    assert f"/{waiting.pk}/change/" in mailoutbox[0].body
    assert not QueuedMail.objects.exists()


def test_an_alert_is_not_sent_once_its_cause_is_gone(
    reader: Client, moderator: User, mailoutbox: list
) -> None:
    harmless, kept, settled, shown = urgent(), ApprovedCommentFactory(), ApprovedCommentFactory(), urgent()
    for comment in (harmless, shown):
        on_danger(comment)
    for comment in (kept, settled):
        send_many(reader, comment, 1)
    hold([kept], by=moderator)
    approve([settled, shown], by=moderator)
    Comment.objects.filter(pk=harmless.pk).update(is_urgent=False, dangers=[])
    # An open report does not keep an alert of danger, nor the other way round.
    send_many(reader, shown, 1)
    QueuedMail.objects.filter(comment=shown).latest("pk").delete()
    Comment.objects.filter(pk=kept.pk).update(is_urgent=True)

    send_due()

    assert not mailoutbox
    assert not QueuedMail.objects.exists()


def test_an_alert_of_reports_is_sent_while_they_are_open(reader: Client, mailoutbox: list) -> None:
    hidden, shown = ApprovedCommentFactory(), ApprovedCommentFactory(badge=Badge.VET)
    send_many(reader, hidden, 3)
    send_many(reader, shown, 1)

    send_due()

    assert len(mailoutbox) == 3


def test_the_letter_of_an_hour_is_not_said_to_come_at_once(clock: time_machine.Traveller) -> None:
    for _ in range(IN_AN_HOUR + 1):
        on_danger(urgent())
    clock.move_to(NOW + HOUR)
    queue_rest()

    alert, *_, rest = QueuedMail.objects.order_by("pk")
    assert ("at once" in alert.html, "at once" in rest.html) == (True, False)
    for letter in (alert, rest):
        for part in (letter.html, letter.text):
            assert "here or under “Your login”" in part


def test_a_digest_replaces_neither_an_alert_nor_a_letter_about_a_login() -> None:
    on_danger(urgent())
    login = {"kind": LetterKind.LOGIN, "to": "mo@scratchpost.example", "text": "", "html": ""}
    QueuedMail.objects.create(subject="A", **login)

    queue_if_due()

    assert subjects() == ["A comment may mean danger", "A", "1 comment waits, 1 of them urgent"]
