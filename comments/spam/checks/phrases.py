"""Phrases from the moderators' list of spam phrases."""

import re

from comments.models import SpamPhrase
from comments.models.spam import MOST_POINTS
from comments.spam.checks.draft import Draft, Suspicion, shortened
from comments.spam.checks.kinds import CheckKind
from comments.spam.folding import fold

MOST_NAMED = 3
_GAPS = re.compile(r"[\W_]+")


def check_phrases(draft: Draft) -> Suspicion | None:
    rows = SpamPhrase.objects.values_list("phrase", "points")
    text = fold(f"{draft.name}\n{draft.text}")
    words = _words(text)
    found = [(phrase, points) for phrase, points in rows if _stands_in(fold(phrase), text, words)]
    if not found:
        return None
    named = ", ".join(f"“{shortened(phrase)}”" for phrase, _ in found[:MOST_NAMED])
    more = f" and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
    points = min(sum(points for _, points in found), MOST_POINTS)
    return {
        "check": CheckKind.PHRASES,
        "points": points,
        "words": f"It says {named}{more}: on the list of spam phrases.",
    }


def _stands_in(phrase: str, text: str, words: str) -> bool:
    """Only as whole words: “cialis” is no part of “specialist”.

    A phrase in a script without spaces, or of signs alone, is found anywhere.
    """
    wanted = _words(phrase)
    if wanted.strip() and phrase.isascii():
        return wanted in words
    return bool(phrase) and phrase in text


def _words(folded: str) -> str:
    """The words with one space between them, at the beginning and at the end."""
    return f" {_GAPS.sub(' ', folded).strip()} "
