"""The letter about a reply: sent once, after its approval, and only to a confirmed address."""

import pytest
from django.contrib.auth.models import User

from articles.models import Edition
from comments.mail import on_approval, on_arrival
from comments.mail.sending import send_due
from comments.models import Badge, Comment, QueuedMail, Status
from comments.moderation import approve, hold
from tests.comments.mail.conftest import WRITER, answered, confirmed, held, stopped
from tests.comments.writing.test_concurrency import at_once
from tests.factories import ApprovedCommentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_on")]


def test_an_answer_is_told_with_its_words_and_where_it_stands() -> None:
    confirmed(WRITER)
    reply = answered(badge=Badge.VET)

    on_approval(reply)

    letter = QueuedMail.objects.get()
    assert letter.to == WRITER
    assert "Ilse (Vet) answered" in letter.text
    assert "> Ours <b>stopped</b> at nine months." in letter.text
    assert "Ours &lt;b&gt;stopped&lt;/b&gt; at nine months." in letter.html
    for part in (letter.text, letter.html):
        assert f"https://kb.example.org{reply.permalink}" in part
        assert letter.unsubscribe_url in part


def test_the_subject_is_ours_and_one_line() -> None:
    confirmed(WRITER)
    reply = answered(name="BuyPillsNow")
    Edition.objects.filter(comments=reply).update(title="Why do dogs\nkick?")

    on_approval(reply)

    assert QueuedMail.objects.get().subject == "Somebody answered your comment on “Why do dogs kick?”"


def test_a_name_from_right_to_left_does_not_turn_the_words_of_the_letter() -> None:
    confirmed(WRITER)

    on_approval(answered(name="אברהם", text="שלום"))

    letter = QueuedMail.objects.get()
    assert "\n\u2068אברהם\u2069 answered" in letter.text
    assert "<bdi>אברהם</bdi>" in letter.html
    assert '<blockquote dir="auto"' in letter.html


def test_words_that_look_like_our_own_are_marked_as_quoted() -> None:
    confirmed(WRITER)

    on_approval(answered(text="Nice.\n--\nScratchpost\nGet no more letters:\nhttps://evil.example"))

    text = QueuedMail.objects.get().text
    assert "> https://evil.example" in text
    assert "\nhttps://evil.example" not in text


@pytest.mark.parametrize("status", [status for status in Status if status not in {"approved", "removed"}])
def test_nobody_is_told_of_a_reply_that_is_not_shown(status: Status) -> None:
    confirmed(WRITER)
    reply = answered()
    Comment.objects.filter(pk=reply.pk).update(status=status)

    on_approval(reply)

    assert not QueuedMail.objects.exists()


def test_what_was_decided_counts_not_what_the_caller_still_holds() -> None:
    confirmed(WRITER)
    reply = answered()
    reply.status = Status.HELD

    on_approval(reply)

    assert QueuedMail.objects.count() == 1


def test_nobody_is_told_before_they_confirmed() -> None:
    on_approval(answered())

    assert not QueuedMail.objects.exists()


def test_nobody_is_told_who_asked_for_no_more() -> None:
    stopped(WRITER)

    on_approval(answered())

    assert not QueuedMail.objects.exists()


def test_nobody_is_told_what_they_wrote_themselves() -> None:
    confirmed(WRITER)

    on_approval(answered(email=WRITER.upper()))

    assert not QueuedMail.objects.exists()


def test_a_comment_that_answers_nobody_tells_nobody() -> None:
    confirmed(WRITER)

    on_approval(held(status=Status.APPROVED))

    assert not QueuedMail.objects.exists()


def test_an_answer_to_a_reply_is_told_to_its_writer_and_not_to_the_one_above() -> None:
    confirmed(WRITER)
    confirmed("ilse@private.example")
    reply = answered(email="ilse@private.example")
    third = {"article": reply.article, "edition": reply.edition, "parent": reply.parent, "rating": None}

    on_approval(ApprovedCommentFactory(name="Kim", answers=reply, **third))
    letter = QueuedMail.objects.get()
    on_approval(ApprovedCommentFactory(name="Kim", answers=None, **third))

    assert (letter.to, QueuedMail.objects.count()) == ("ilse@private.example", 1)
    assert "Kim answered your comment" in letter.text


def test_an_answer_to_a_reply_that_is_hidden_tells_nobody() -> None:
    confirmed("ilse@private.example")
    reply = answered(email="ilse@private.example")
    Comment.objects.filter(pk=reply.pk).update(status=Status.REJECTED)
    third = {"article": reply.article, "parent": reply.parent, "rating": None}

    on_approval(ApprovedCommentFactory(answers=reply, **third))

    assert not QueuedMail.objects.exists()


def test_a_reply_is_told_of_once_however_often_it_is_approved() -> None:
    confirmed(WRITER)
    reply = answered()
    on_approval(reply)
    send_due()

    on_approval(reply)
    on_approval(Comment.objects.get(pk=reply.pk))

    assert not QueuedMail.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_moderators_at_once_tell_of_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comments.mail.courier.call_on_commit", lambda: None)
    confirmed(WRITER)
    reply = answered()

    at_once([lambda: on_approval(reply)] * 4)

    assert QueuedMail.objects.count() == 1


def test_words_that_were_taken_off_the_page_meanwhile_are_not_sent(mailoutbox: list) -> None:
    confirmed(WRITER)
    reply = answered()
    on_approval(reply)

    Comment.objects.filter(pk=reply.pk).update(status=Status.REJECTED)
    send_due()
    assert (len(mailoutbox), QueuedMail.objects.count()) == (0, 0)

    Comment.objects.filter(pk=reply.pk).update(status=Status.APPROVED)
    on_approval(reply)
    send_due()
    assert len(mailoutbox) == 1


def test_the_private_link_of_a_held_comment_is_sent_all_the_same(mailoutbox: list) -> None:
    on_arrival(held(), "0" * 32)
    send_due()

    assert len(mailoutbox) == 1


def test_nobody_is_told_twice_of_a_reply_that_was_held_again(moderator: User) -> None:
    confirmed(WRITER)
    reply = answered(status=Status.HELD)
    approve([reply], by=moderator)
    told = QueuedMail.objects.count()

    hold([reply], by=moderator)
    approve([reply], by=moderator)

    assert (told, QueuedMail.objects.count()) == (1, 1)
