"""Writes to readers when a comment of theirs came in, and when somebody answered it.

Each function is called in the transaction of that event and only queues letters, so a letter is
committed together with the event or not at all.
"""

from datetime import timedelta

from django.utils import timezone

from comments.mail import courier
from comments.mail.letters import queue_for_reader
from comments.mail.links import absolute, confirm_url
from comments.mail.recipients import ASK_AGAIN_AFTER, hash_of, mailable, may_ask, wants_letters
from comments.mail.switch import is_on
from comments.models import Comment, Status

# Otherwise anybody who knows an address could fill its mailbox with private links.
LINKS_A_DAY = 5
DAY = timedelta(days=1)
ARTICLE = "an article that has changed since"


def on_arrival(comment: Comment, token: str) -> None:
    """Ask a new address whether it wants letters; write the private link to one that is confirmed."""
    if not is_on():
        return
    address = mailable(comment.email)
    if address:
        _write_to(address, comment, token)
    # The moderators' digest may be due, even when the writer gets no letter.
    courier.call_on_commit()


def _write_to(address: str, comment: Comment, token: str) -> None:
    title = {"title": title_of(comment)}
    if may_ask(address):
        # Without the private link: anybody may have typed this address.
        queue_for_reader(
            "confirm",
            to=address,
            subject="Please confirm your e-mail address",
            comment=comment,
            context=title | {"confirm_url": confirm_url(hash_of(address)), "days": str(ASK_AGAIN_AFTER.days)},
        )
    elif wants_letters(address) and not _got_enough_links(address):
        queue_for_reader(
            "private_link",
            to=address,
            subject="Your private link to what you sent",
            comment=comment,
            context=title | {"private_url": absolute(comment.get_private_url(token))},
        )


def _got_enough_links(address: str) -> bool:
    since = timezone.now() - DAY
    sent = Comment.objects.exclude(email="").filter(email=address, created_at__gt=since)
    return sent.count() > LINKS_A_DAY


def on_approval(comment: Comment) -> None:
    """Write to the person whom a reply answers, once, even if it is approved several times.

    The writer of the comment above gets a letter only if the reply answers them: the others under
    it talk with each other.
    """
    if not is_on() or comment.parent_id is None:
        return
    # Read anew: the caller's object may be older than the decision.
    reply = Comment.objects.select_related("parent", "answers", "article", "edition").get(pk=comment.pk)
    address = _address_to_tell(reply)
    if address and Comment.objects.filter(pk=reply.pk, told_at__isnull=True).update(told_at=timezone.now()):
        queue_for_reader(
            "reply",
            to=address,
            subject=f"Somebody answered your comment on “{title_of(reply)}”",
            comment=reply,
            context={
                "title": title_of(reply),
                "reply": reply,
                # Each line is marked, so that nobody takes a reader's words for the site's.
                "quoted": "\n".join(f"> {line}" for line in reply.text.splitlines()),
                "reply_url": absolute(reply.permalink),
            },
        )
        courier.call_on_commit()


def _address_to_tell(reply: Comment) -> str:
    parent, answered = reply.parent, reply.answers
    # Without `answered`, the comment that it answers was deleted.
    if parent is None or answered is None or not reply.text:
        return ""
    if {parent.status, answered.status, reply.status} != {Status.APPROVED}:
        return ""
    address = mailable(answered.email)
    # Nobody needs a letter about their own reply.
    if not address or address == mailable(reply.email):
        return ""
    return address if wants_letters(address) else ""


def title_of(comment: Comment) -> str:
    """The published title: the working copy's may be a draft."""
    return comment.edition.title if comment.edition else ARTICLE
