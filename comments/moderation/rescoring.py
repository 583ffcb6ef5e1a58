"""Held comments are judged anew after a list changed by which they were judged.

Only what a comment says, held against that list, is worked out again: what the checks “phrases” and
“blocked” find, and the dangers that the text names. All other findings stay as they are. Floods,
repeats, new posters and past decisions depend on the moment in which the comment came in; length,
links, images and names depend on no such list. Of “blocked”, words and addresses are looked for anew.
That a comment came from a blocked network stays, unless that block was lifted: nobody can tell any
more where it came from.

Called after the commit of the change. Each comment is changed by a statement of its own, and only if
nobody has decided on it, edited it or judged it anew meanwhile, so no other request waits for long.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import inf
from time import monotonic
from typing import Any, TypeVar

from django.db.models import Prefetch

from articles.models import Edition
from articles.search import dangers
from comments.models import BlockKind, Comment, CommentBlock
from comments.spam.checks import CheckKind, assessment_of, blocked, phrases
from comments.spam.checks.draft import Suspicion

# In a request, so many of the newest are judged anew, and for so long; the command rescore_comments
# does all. On one core, 5,000 comments take 2 s for a spam phrase that few of them have, and 10 s for
# one that all have, or beside 500 blocks. A danger phrase takes 90 s: whoever asks in 10 s, gets 600.
CEILING = 5_000
SECONDS = 10.0
BATCH = 200
# The list, or a comment, may change again meanwhile.
MOST_TURNS = 3
# Blocks that ended long ago are found in no held comment.
MOST_NETWORKS = 2_000

READ = ("text", "name", "pet", "email", "edition", "findings", "score", "dangers", "is_urgent", "edited_at")

# What tells that a comment is still as it was read.
SEEN = ("edited_at", "findings", "dangers")

Lists = TypeVar("Lists")
Changes = dict[str, Any]


@dataclass(frozen=True)
class Rescored:
    """How many comments changed, became urgent, and are urgent no longer; `left` were not looked at."""

    changed: int = 0
    urgent: int = 0
    calmed: int = 0
    left: int = 0


@dataclass(frozen=True)
class RescoreBounds:
    """At most so many comments, the newest first, and for about so many seconds."""

    comments: int | None = CEILING
    seconds: float = SECONDS


UNBOUNDED = RescoreBounds(None, inf)


def rescore_phrases(bounds: RescoreBounds = RescoreBounds()) -> Rescored:
    """After a change of the spam phrases."""
    return _rescore(phrases.listed, _by_phrases, bounds)


def rescore_dangers(bounds: RescoreBounds = RescoreBounds()) -> Rescored:
    """After a change of the danger phrases, or of the lists of words that they name."""
    return _rescore(dangers.current, _by_dangers, bounds)


def rescore_blocks(bounds: RescoreBounds = RescoreBounds()) -> Rescored:
    """After a block was set or lifted."""
    return _rescore(_read_blocks, _by_blocks, bounds)


@dataclass(frozen=True)
class _Blocks:
    """What held comments are held against: standing patterns, and networks whose block was not lifted."""

    patterns: list[blocked.Pattern]
    networks: dict[int, CommentBlock]


def _read_blocks() -> _Blocks:
    networks = CommentBlock.objects.filter(kind=BlockKind.NETWORK, lifted_at__isnull=True)
    return _Blocks(
        blocked.patterns(CommentBlock.objects.standing()),
        {block.pk: block for block in networks[:MOST_NETWORKS]},
    )


def _by_phrases(comment: Comment, listed: list[phrases.ListedPhrase]) -> Changes:
    return _with(comment, CheckKind.PHRASES, phrases.phrases_in(comment.name, comment.text, listed))


def _by_blocks(comment: Comment, blocks: _Blocks) -> Changes:
    before = [pk for found in comment.findings for pk in found.get("blocks", [])]
    stay = [blocks.networks[pk] for pk in before if pk in blocks.networks]
    met = blocked.patterns_met(blocked.said_in(comment), blocks.patterns)
    return _with(comment, CheckKind.BLOCKED, blocked.suspicion_of([*stay, *met]))


def _by_dangers(comment: Comment, rules: dangers.Rules) -> Changes:
    species = comment.edition.animals if comment.edition else []
    named = [danger.name for danger in dangers.dangers_in(comment.text, species, rules)]
    return {"dangers": named, "is_urgent": bool(named)}


def _with(comment: Comment, check: str, suspicion: Suspicion | None) -> Changes:
    """The comment's findings with this in place of what the check had found, in the usual order."""
    before = next((one for one in comment.findings if one["check"] == check), None)
    if before == suspicion:
        return {}
    others = [one for one in comment.findings if one["check"] != check]
    assessment = assessment_of([*others, *([suspicion] if suspicion else [])])
    return {"findings": assessment.suspicions, "score": assessment.score}


def _rescore(
    read: Callable[[], Lists], anew: Callable[[Comment, Lists], Changes], bounds: RescoreBounds
) -> Rescored:
    until, before = monotonic() + bounds.seconds, dict[int, Comment]()
    for _ in range(MOST_TURNS):
        lists = read()
        left = _turn(partial(_change, anew, lists), before, bounds.comments, until)
        # Otherwise somebody has changed the list once more, and may have been overtaken.
        if lists == read():
            break
    return _result(before, left)


def _turn(
    change: Callable[[Comment], bool], before: dict[int, Comment], most: int | None, until: float
) -> int:
    """Keep in `before` how the changed comments were at first; returns how many were not looked at."""
    held = Comment.objects.held()
    wanted = list(held.newest_first().values_list("pk", flat=True)[:most])
    left = max(0, held.count() - len(wanted))
    for start in range(0, len(wanted), BATCH):
        if start and monotonic() > until:
            return left + len(wanted) - start
        for comment in _fetch(wanted[start : start + BATCH]):
            if change(comment):
                before.setdefault(comment.pk, comment)
    return left


def _fetch(pks: list[int]) -> list[Comment]:
    editions = Edition.objects.only("pk").prefetch_related("species")
    rows = Comment.objects.held().filter(pk__in=pks).only(*READ).newest_first()
    return list(rows.prefetch_related(Prefetch("edition", editions)))


def _change(anew: Callable[[Comment, Lists], Changes], lists: Lists, comment: Comment) -> bool:
    """Whether it was changed. If somebody else has changed it meanwhile, it is read again."""
    for _ in range(MOST_TURNS):
        changes = {
            field: new for field, new in anew(comment, lists).items() if getattr(comment, field) != new
        }
        if not changes:
            return False
        seen = {field: getattr(comment, field) for field in SEEN}
        if Comment.objects.held().filter(pk=comment.pk, **seen).update(**changes):
            return True
        if not (found := _fetch([comment.pk])):
            return False
        comment = found[0]
    return False


def _result(before: dict[int, Comment], left: int) -> Rescored:
    after = Comment.objects.only("is_urgent").in_bulk(before)
    pairs = [(before[pk].is_urgent, comment.is_urgent) for pk, comment in after.items()]
    return Rescored(len(before), pairs.count((False, True)), pairs.count((True, False)), left)
