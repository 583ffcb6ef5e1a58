"""Writes letters from their templates into the queue, and makes them into messages."""

from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from comments.mail.links import host, stop_url
from comments.mail.recipients import hash_of
from comments.models import Comment, LetterKind, QueuedMail

MAX_SUBJECT = 200


def queue_for_reader(
    template: str, *, to: str, subject: str, comment: Comment, context: dict[str, Any]
) -> QueuedMail:
    """A letter about a comment, deleted with it; like all letters to readers it has a link to stop them."""
    stop = stop_url(hash_of(to))
    return _queue(template, to, subject, context | {"stop_url": stop}, comment=comment, unsubscribe_url=stop)


def queue_for_moderator(
    template: str, *, to: str, subject: str, context: dict[str, Any], **fields: Any
) -> QueuedMail:
    """A letter to somebody with a login, about that login unless `fields` name another kind."""
    return _queue(template, to, subject, context, **{"kind": LetterKind.LOGIN} | fields)


def _queue(template: str, to: str, subject: str, context: dict[str, Any], **fields: Any) -> QueuedMail:
    subject = one_line(subject)
    context |= {"subject": subject}
    return QueuedMail.objects.create(
        to=to,
        subject=subject,
        text=render_to_string(f"mail/{template}.txt", context),
        html=render_to_string(f"mail/{template}.html", context),
        **fields,
    )


def one_line(subject: str) -> str:
    """A line break in a subject would begin another header."""
    return " ".join(subject.split())[:MAX_SUBJECT]


def message_of(letter: QueuedMail) -> EmailMultiAlternatives:
    headers = {
        # The same at each try, so that a server recognises a letter that it has taken already.
        "Message-ID": f"<letter-{letter.pk}.{letter.created_at:%Y%m%d%H%M%S%f}@{host()}>",
        # Mail programs send no holiday notice back (RFC 3834).
        "Auto-Submitted": "auto-generated",
    }
    if letter.unsubscribe_url:
        # Mail programs offer to unsubscribe with one click (RFC 8058).
        headers["List-Unsubscribe"] = f"<{letter.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(letter.subject, letter.text, to=[letter.to], headers=headers)
    message.attach_alternative(letter.html, "text/html")
    return message
