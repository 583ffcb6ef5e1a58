"""A blocked writer is told so in plain words, and keeps what was typed."""

from django.conf import settings
from django.db.models import F

from comments.mail.recipients import hash_of
from comments.models import BlockKind, CommentBlock


class WriterBlocked(Exception):
    """The message is for the writer. It says until when, and whom to ask, but not why."""

    def __init__(self, block: CommentBlock) -> None:
        until = block.until if block.ends_at else "at present"
        words = f"We take no comments with this email {until}. Your words are still here: keep a copy."
        if settings.CONTACT_EMAIL:
            words += f" If you think that this is a mistake, write to {settings.CONTACT_EMAIL}."
        super().__init__(words)


def refuse_blocked_writer(*emails: str) -> None:
    """Raises WriterBlocked if one of the addresses is that of a blocked writer. At most one query."""
    digests = {hash_of(email) for email in emails if email}
    if not digests:
        return
    blocks = CommentBlock.objects.standing().filter(kind=BlockKind.WRITER, digest__in=digests)
    if block := blocks.order_by(F("ends_at").desc(nulls_first=True)).first():
        raise WriterBlocked(block)
