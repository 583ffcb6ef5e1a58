"""What a moderator blocked: a network, an address, or words. A blocked writer is refused before any check.

Nothing is refused here. People share networks and words, so what is blocked is taken, and put aside
for a moderator with a score that says spam.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from comments.models import A_MAILBOX, BlockKind, Comment, CommentBlock
from comments.senders import Sender
from comments.spam.checks.draft import Draft, Suspicion, shortened
from comments.spam.checks.kinds import CheckKind
from comments.spam.links import leads_to, undisguised
from comments.spam.wording import Wording

# Twice as much as makes spam likely, so that no other list of comments is long because of these.
POINTS = 10
MOST_NAMED = 3


@dataclass(frozen=True)
class Pattern:
    """A block of words or of an address, folded once for any number of texts."""

    block: CommentBlock
    wording: Wording

    @classmethod
    def of(cls, block: CommentBlock) -> "Pattern":
        return cls(block, Wording.of(block.pattern))

    def meets(self, wordings: Iterable[Wording], addresses: str) -> bool:
        """`wordings` are of each field that may hold words; `addresses` comes from links.undisguised()."""
        if self.block.kind == BlockKind.WORDS:
            return any(wording.has(self.wording) for wording in wordings)
        return leads_to(addresses, self.wording.text)


@dataclass(frozen=True)
class FieldsToSearch:
    """What may hold words, each field alone, and the e-mail address, which may only be an address."""

    fields: tuple[str, ...]
    email: str


def check_blocked(draft: Draft) -> Suspicion | None:
    blocks = list(CommentBlock.objects.standing().exclude(kind=BlockKind.WRITER))
    return suspicion_of(
        [*networks_met(draft.sender, blocks), *patterns_met(said_in(draft), patterns(blocks))]
    )


def said_in(written: Draft | Comment) -> FieldsToSearch:
    return FieldsToSearch((written.name, written.text, written.pet), written.email)


def patterns(blocks: Iterable[CommentBlock]) -> list[Pattern]:
    return [Pattern.of(block) for block in blocks if block.pattern]


def patterns_met(said: FieldsToSearch, known: Sequence[Pattern]) -> list[CommentBlock]:
    if not known:
        return []
    wordings = [Wording.of(field) for field in said.fields if field]
    addresses = undisguised("\n".join((*said.fields, said.email)))
    return [one.block for one in known if one.meets(wordings, addresses)]


def networks_met(sender: Sender | None, blocks: Iterable[CommentBlock]) -> list[CommentBlock]:
    """The blocks of a network that holds the sender."""
    if sender is None:
        return []
    networks = (block for block in blocks if block.kind == BlockKind.NETWORK)
    return [block for block in networks if block.digest == sender.origin_at(block.level, block.key)]


def is_blocked(sender: Sender) -> bool:
    """Whether a block of a network holds the sender. One query."""
    return bool(networks_met(sender, CommentBlock.objects.standing().filter(kind=BlockKind.NETWORK)))


def suspicion_of(met: Sequence[CommentBlock]) -> Suspicion | None:
    if not met:
        return None
    named = "; ".join(_name(block) for block in met[:MOST_NAMED])
    more = f"; and {len(met) - MOST_NAMED} more" if len(met) > MOST_NAMED else ""
    return {
        "check": CheckKind.BLOCKED,
        "points": POINTS,
        "words": f"It meets what a moderator blocked: {named}{more}.",
        "blocks": [block.pk for block in met],
    }


def _name(block: CommentBlock) -> str:
    # The finding stays with the comment, so it does not tell others' addresses.
    if block.is_mailbox:
        return f"{A_MAILBOX}, {block.until}"
    if block.pattern:
        return f"{block.get_kind_display().lower()} “{shortened(block.pattern)}”, {block.until}"
    what = "a network, which others use too" if block.is_wide else "a connection, which others may share"
    return f"{what}, {block.until}"
