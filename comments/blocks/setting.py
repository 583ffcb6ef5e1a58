"""How a moderator sets a block and lifts it, and which blocks nobody may set."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from comments import mail
from comments.blocks.trial import Trial, tried_on_approved
from comments.mail.recipients import hash_of
from comments.models import BlockKind, Comment, CommentBlock
from comments.senders import Sender
from comments.spam.folding import fold
from comments.spam.links import host_in, leads_to, names_mailbox, undisguised
from comments.spam.wording import Wording

# Every comment that comes in is held against all of them.
MOST_STANDING = 500
# A shorter word stands in too much: “the”, “dog”.
FEWEST_LETTERS = 4
FEWEST_SIGNS = 2
SIGNS = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA")
# Names of countries have two letters, and below these people register theirs: co.uk, com.au, or.at.
LETTERS_OF_COUNTRY = 2
SECOND_LEVELS = frozenset(
    [
        "ac",
        "co",
        "com",
        "edu",
        "gob",
        "gov",
        "gv",
        "ltd",
        "me",
        "mil",
        "ne",
        "net",
        "nhs",
        "or",
        "org",
        "plc",
        "sch",
    ]
)


class BlockRefused(Exception):
    """The message is for the moderator."""


class NotSure(Exception):
    """It would have caught good comments, and the moderator has not yet said that this is meant."""

    def __init__(self, trial: Trial) -> None:
        super().__init__(str(trial))


@dataclass(frozen=True)
class Wanted:
    """What a moderator asks for. `level` is a name of senders.NetworkLevel; `ends_at` None is for good."""

    kind: BlockKind
    reason: str
    ends_at: datetime | None
    pattern: str = ""
    level: str = ""


@dataclass(frozen=True)
class NewBlock:
    """A block that was set; `trial` only of words and of an address."""

    block: CommentBlock
    trial: Trial | None


@transaction.atomic
def set_block(
    wanted: Wanted,
    *,
    by: User,
    comment: Comment | None = None,
    sender: Sender | None = None,
    is_sure: bool = False,
) -> NewBlock:
    """Set a block, made from `comment` if it is of a writer or a network.

    `sender` is where the moderator is, who must not block their own connection.
    Raises BlockRefused, and NotSure unless `is_sure`.
    """
    block = CommentBlock(
        kind=wanted.kind,
        reason=wanted.reason,
        ends_at=wanted.ends_at,
        by=by,
        comment=comment,
        comment_number=comment.pk if comment else None,
    )
    if wanted.kind == BlockKind.WRITER:
        _know_writer(block, comment)
    elif wanted.kind == BlockKind.NETWORK:
        _know_network(block, comment, wanted.level, sender)
    else:
        block.pattern = _cleaned(wanted)
    _refuse_second(block)
    trial = tried_on_approved(block) if block.pattern else None
    if trial and trial.is_too_wide:
        raise BlockRefused(f"{trial} That is too many: block something that says more.")
    if trial and trial.caught and not is_sure:
        raise NotSure(trial)
    block.save()
    return NewBlock(block, trial)


def lift(block: CommentBlock, *, by: User) -> bool:
    """End a block before its time. Returns False if it does not stand any more."""
    standing = CommentBlock.objects.standing().filter(pk=block.pk)
    return standing.update(lifted_at=timezone.now(), lifted_by=by) == 1


def why_no_writer(comment: Comment) -> str:
    """Why the comment's writer cannot be blocked; "" if they can."""
    if comment.author_id or comment.badge:
        return "It was written by somebody who works here, whom nobody blocks."
    if not comment.email:
        return "No e-mail address came with it."
    if not mail.confirmed_among([comment.email]):
        return "Its e-mail address was never confirmed, so it may be somebody else’s."
    if User.objects.filter(is_staff=True, email__iexact=comment.email).exists():
        return "Its e-mail address is that of somebody who works here, whom nobody blocks."
    return ""


def why_no_network(comment: Comment) -> str:
    """Why the network that the comment came from cannot be blocked; "" if it can."""
    if comment.author_id or comment.badge:
        return "It was written by somebody who works here, whom nobody blocks."
    if not comment.origin:
        return "It is older than 30 days, or than this feature, so nobody can tell where it came from."
    return ""


def _know_writer(block: CommentBlock, comment: Comment | None) -> None:
    if comment is None:
        raise BlockRefused("A writer is blocked from the page of one of their comments.")
    if why := why_no_writer(comment):
        raise BlockRefused(why)
    block.digest = hash_of(comment.email)


def _know_network(block: CommentBlock, comment: Comment | None, level: str, sender: Sender | None) -> None:
    if comment is None:
        raise BlockRefused("A connection is blocked from the page of a comment that came from it.")
    if why := why_no_network(comment):
        raise BlockRefused(why)
    origin: dict[str, str] = comment.origin or {}
    if level not in origin or level == "key":
        raise BlockRefused("The comment did not come from such a network.")
    block.level, block.key, block.digest = level, origin["key"], origin[level]
    if sender and sender.origin_at(level, block.key) == block.digest:
        raise BlockRefused("You are in this network yourself, so other people who work here may be too.")


def _cleaned(wanted: Wanted) -> str:
    pattern = " ".join(wanted.pattern.split())
    return _cleaned_words(pattern) if wanted.kind == BlockKind.WORDS else _cleaned_address(pattern)


def _cleaned_words(pattern: str) -> str:
    if names_mailbox(pattern):
        # As words it would not be found where readers give it, and would never be forgotten.
        raise BlockRefused("This holds the address of a mailbox: block that as an address.")
    letters = Wording.of(pattern).words.strip()
    if not letters:
        raise BlockRefused("Write the words that are to be blocked.")
    fewest = FEWEST_SIGNS if _is_written_in_signs(letters) else FEWEST_LETTERS
    if len(letters) < fewest:
        raise BlockRefused(f"Use at least {fewest} letters: so short a word stands in too much.")
    return pattern


def _cleaned_address(pattern: str) -> str:
    address = host_in(pattern)
    if not address:
        raise BlockRefused("Write an address such as spam.example or name@spam.example.")
    if _holds_other_peoples(address):
        raise BlockRefused("Everybody may have an address below this one: write the one that is meant.")
    own = urlsplit(settings.SITE_URL).hostname or ""
    if leads_to(undisguised(own), fold(address)):
        raise BlockRefused("This is the address of this site.")
    staff = User.objects.filter(is_staff=True).exclude(email="").values_list("email", flat=True)
    if any(leads_to(undisguised(email), fold(address)) for email in staff):
        raise BlockRefused("Somebody who works here has such an e-mail address, and nobody blocks them.")
    return address


def _is_written_in_signs(letters: str) -> bool:
    """Whether one character says as much as several letters, as in Chinese, Japanese and Korean."""
    return any(unicodedata.name(letter, "").startswith(SIGNS) for letter in letters)


def _holds_other_peoples(address: str) -> bool:
    """Whether it is a suffix below which people register names, such as `uk`, `co.uk` or `org.au`."""
    match address.split("."):
        case [_]:
            return "@" not in address
        case [second, last]:
            return second in SECOND_LEVELS and len(last) == LETTERS_OF_COUNTRY
    return False


def _refuse_second(block: CommentBlock) -> None:
    standing = list(CommentBlock.objects.standing())
    if len(standing) >= MOST_STANDING:
        raise BlockRefused(f"{MOST_STANDING} blocks stand already. Lift some that are no longer needed.")
    wording = Wording.of(block.pattern)
    for other in standing:
        same = other.digest == block.digest and Wording.of(other.pattern) == wording
        if other.kind == block.kind and same:
            raise BlockRefused(f"This is blocked already, {other.until}.")
