"""What all formats say of a comment, in the words of this site."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from urllib.parse import urlsplit

from django.utils.dateparse import parse_datetime


class Standing(Enum):
    """What the other system had decided about a comment."""

    APPROVED = "approved there"
    HELD = "waiting there for a moderator"
    SPAM = "spam or in the bin there"
    DELETED = "deleted there"
    PINGBACK = "a pingback or trackback, which nobody wrote"
    LEFT_OUT = "left out here"

    @property
    def has_words(self) -> bool:
        """Whether its text is wanted. That of others is never read: most of it is what spammers made."""
        return self in {Standing.APPROVED, Standing.HELD}


@dataclass(frozen=True, slots=True)
class SourceThread:
    """A page that was commented on: its address and other names of it, as the file has them."""

    address: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceComment:
    """A comment as a file has it, its text plain already, and empty where it is not wanted.

    `key` recognises it in a later import, and `parent` is the key of the comment that it answers, or
    empty. `created_at` is None where the file has no date that can be read; `written_at` is what
    stands there. The last fields come from our own files alone.
    """

    key: str
    thread: SourceThread
    text: str
    parent: str = ""
    name: str = ""
    email: str = ""
    created_at: datetime | None = None
    written_at: str = ""
    standing: Standing = Standing.APPROVED
    own: "OwnDetails | None" = None


@dataclass(frozen=True, slots=True)
class OwnDetails:
    """What only our own files say. `ordinal` counts comments of one article at the same moment, from 1."""

    ordinal: int
    pet: str = ""
    badge: str = ""
    rating: int | None = None
    rates_present_text: bool = False
    helpful: int = 0
    edited_at: datetime | None = None


def moment(written: object) -> datetime | None:
    """The time that a file states, in UTC where it names no zone; None where that is no time."""
    try:
        if isinstance(written, int | float):
            return datetime.fromtimestamp(written, UTC)
        found = parse_datetime(str(written).strip())
        if found is None:
            return None
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def host_of(address: str) -> str:
    """With its port and login, as they stand there; empty where the address has none or is none."""
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def without_empty(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(value.strip() for value in values if value and value.strip())
