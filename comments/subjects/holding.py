"""What the site keeps for an e-mail address, in numbers; and what an erasure takes and leaves."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.functions import Cast

from comments import mail
from comments.mail.recipients import hash_of
from comments.models import (
    MAX_EMAIL,
    BlockKind,
    Comment,
    CommentBlock,
    Decision,
    EarlierText,
    LetterKind,
    QueuedMail,
    Recipient,
    Report,
)
from comments.models.block import BlockQuerySet
from comments.models.comment import CommentQuerySet

NOT_FOUND_BY_ADDRESS = (
    "Comments and ratings that were sent without this address",
    "Reports and marks as “helpful” that this person sent: the site keeps no name or address with them",
    "Words in which somebody names this person or writes the address: search for them in the comments",
    "Counts of words for the spam checks, and counts of searches: they say nothing of who used a word",
    "Logins of people who work here, copies of the database, and the logs of the web server",
)


@dataclass(frozen=True)
class Holding:
    """How many rows of each kind belong to an address. `recipient` is None if it was never asked.

    `answers` are by others, under these comments. `reports` and `decisions` are about these
    comments. `log_entries` of Django name their writer. `recognised` comments still hold hashes of
    a network address. `blocks` are of the writer, or of the mailbox while they name it.
    """

    address: str
    comments: int
    replies: int
    ratings: int
    uncounted: int
    photos: int
    recognised: int
    earlier_texts: int
    answers: int
    reports: int
    decisions: int
    log_entries: int
    letters: int
    blocks: int
    has_login: bool
    recipient: Recipient | None

    @property
    def is_empty(self) -> bool:
        return not (self.comments or self.letters or self.blocks or self.recipient)

    @property
    def goes(self) -> list[str]:
        """What an erasure deletes, a sentence for each kind that there is."""
        return list(self._going())

    @property
    def stays(self) -> list[str]:
        """What is left after an erasure, a sentence for each kind that there is."""
        return list(self._staying())

    def _going(self) -> Iterator[str]:
        if self.comments:
            answers = f", {self.replies} of them in answer to another" if self.replies else ""
            yield f"{_number(self.comments, 'comment')}{answers}, with text, name, pet and e-mail address"
        kinds = {
            ("rating", "counted for an article"): self.ratings,
            ("rating", "kept without being counted"): self.uncounted,
            ("photo", "in all sizes"): self.photos,
            ("text", "from before a change"): self.earlier_texts,
            ("report", "about these comments, by others"): self.reports,
            ("letter", "in the queue"): self.letters,
            ("entry", "of Django’s log, of which only the name goes"): self.log_entries,
        }
        yield from (f"{_number(number, what)} {more}" for (what, more), number in kinds.items() if number)
        if self.comments:
            yield "The private links, and what the spam checks found; the words are no longer counted"
        if self.recognised:
            yield f"Hashes of a network address, with {_number(self.recognised, 'comment')}"
        if self.recipient and self.recipient.confirmed_at:
            yield "That the address was confirmed"

    def _staying(self) -> Iterator[str]:
        if self.answers:
            answers = _number(self.answers, "answer")
            yield f"{answers} by others. Above an answer, “Removed by its writer” is shown"
        if self.comments:
            yield "The log of decisions, with the numbers of the comments and no word of them"
        if self.blocks:
            what = _number(self.blocks, "block")
            yield (
                f"{what} of the writer or the mailbox; a hash of the writer, or the address of the mailbox, "
                "goes 30 days after the end"
            )
        if self.recipient and self.recipient.stopped_at:
            yield "The wish for no more letters, with a keyed hash of the address, so that it is respected"
        elif self.recipient:
            yield (
                "A keyed hash of the address until 30 days after it was last asked, or refused a letter, so "
                "that nobody has it asked again and again"
            )
        if self.has_login:
            yield "A login with this address: it belongs to somebody who works here, see Users"


def read_address(typed: str) -> str:
    """The address as comments store it, in small letters. Raises ValidationError."""
    return str(forms.EmailField(max_length=MAX_EMAIL).clean(typed)).lower()


def comments_of(address: str) -> CommentQuerySet:
    # Said twice for PostgreSQL, whose index leaves out comments without an address.
    return Comment.objects.exclude(email="").filter(email=address)


def letters_to(address: str) -> QuerySet[QueuedMail]:
    """Those to a reader; what moderators are told about others is not theirs."""
    return QueuedMail.objects.filter(to=address, kind=LetterKind.READER)


def blocks_of(address: str) -> BlockQuerySet:
    """Standing and past ones, of the writer with this address or of the address itself."""
    theirs = Q(kind=BlockKind.WRITER, digest=hash_of(address)) | Q(
        kind=BlockKind.ADDRESS, pattern__iexact=address
    )
    return CommentBlock.objects.filter(theirs)


def log_entries_of(address: str) -> QuerySet[LogEntry]:
    """Entries of Django's log about these comments, which name a comment by its writer."""
    numbers = comments_of(address).order_by().annotate(number=Cast("pk", TextField())).values("number")
    kind = ContentType.objects.get_for_model(Comment)
    return LogEntry.objects.filter(content_type=kind, object_id__in=numbers)


def find_holding(address: str) -> Holding:
    """Ten queries, however much there is."""
    theirs = comments_of(address)
    counts = theirs.order_by().aggregate(
        comments=Count("pk"),
        replies=Count("pk", filter=Q(parent__isnull=False)),
        ratings=Count("rating"),
        uncounted=Count("uncounted_rating"),
        photos=Count("photo"),
        recognised=Count("pk", filter=~Q(reader_hash="") | Q(origin__isnull=False)),
    )
    return Holding(
        address=address,
        **counts,
        earlier_texts=EarlierText.objects.filter(comment__in=theirs).count(),
        answers=Comment.objects.filter(parent__in=theirs).exclude(email=address).count(),
        reports=Report.objects.filter(comment__in=theirs).count(),
        decisions=Decision.objects.filter(comment__in=theirs).count(),
        log_entries=log_entries_of(address).count(),
        letters=letters_to(address).count(),
        blocks=blocks_of(address).count(),
        has_login=User.objects.filter(email__iexact=address).exists(),
        recipient=mail.find(address),
    )


def _number(number: int, what: str) -> str:
    if number == 1:
        return f"1 {what}"
    return f"{number:,} {what.removesuffix('y')}ies" if what.endswith("y") else f"{number:,} {what}s"
