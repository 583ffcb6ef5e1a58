"""A text that repeats an earlier comment."""

from datetime import timedelta

from django.db.models.functions import Left
from django.utils import timezone

from comments.models import Comment, Status
from comments.spam.checks.draft import Draft, Suspicion
from comments.spam.checks.kinds import CheckKind
from comments.spam.folding import fold

RECENT = timedelta(days=14)
# This many comments and characters of each are read, however many comments there are.
MOST_COMPARED = 200
MOST_READ = 600
# Shorter texts are often alike without being copies: "Mine does that too".
ENOUGH_WORDS = 5
# Copies are often changed a little, so most groups of three words in common are enough: this share of
# all in the two texts.
NEARLY = 0.7

SAME = 4
NEARLY_SAME = 3
SPAM_AGAIN = 6

Groups = frozenset[tuple[str, ...]]


def check_repeats(draft: Draft) -> Suspicion | None:
    """Only the most suspicious of the similar comments counts."""
    before = _texts_before(draft)
    mine = _groups(draft.text[:MOST_READ])
    if not mine:
        return None
    alike = [(_likeness(mine, text), status) for status, text in before]
    found = [_points_and_words(share, status) for share, status in alike if share >= NEARLY]
    if not found:
        return None
    points, words = max(found)
    return {"check": CheckKind.REPEATS, "points": points, "words": words}


def _texts_before(draft: Draft) -> list[tuple[str, str]]:
    recent = Comment.objects.filter(created_at__gte=timezone.now() - RECENT).exclude(pk=draft.comment_pk or 0)
    texts = recent.newest_first().values_list("status", Left("text", MOST_READ))
    return list(texts[:MOST_COMPARED])


def _likeness(mine: Groups, other: str) -> float:
    others = _groups(other)
    return len(mine & others) / len(mine | others) if others else 0.0


def _groups(text: str) -> Groups:
    """Groups of three neighbouring words: one changed word changes three of them, a new order changes all."""
    words = fold(text).split()
    if len(words) < ENOUGH_WORDS:
        return frozenset()
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _points_and_words(share: float, status: str) -> tuple[int, str]:
    points, how = (SAME, "the same") if share == 1 else (NEARLY_SAME, "nearly the same")
    if status == Status.SPAM:
        return SPAM_AGAIN, f"A comment with {how} text was marked as spam in the last two weeks."
    return points, f"Another comment of the last two weeks has {how} text. Spam is often sent many times."
