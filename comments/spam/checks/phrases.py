"""Phrases that moderators know from spam."""

import re

from comments.models import SpamPhrase
from comments.models.spam import MOST_POINTS
from comments.spam.checks.draft import Draft, Finding, shortened
from comments.spam.folding import fold

MOST_NAMED = 3
_GAPS = re.compile(r"[\W_]+")


def check_phrases(draft: Draft) -> Finding | None:
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
        "check": "phrases",
        "points": points,
        "words": f"It says {named}{more}: on the list of spam phrases.",
    }


def _stands_in(phrase: str, text: str, words: str) -> bool:
    """As whole words, or “cialis” would be found in “specialist”.

    Scripts that write without spaces, and phrases of signs alone, are found anywhere.
    """
    wanted = _words(phrase)
    if wanted.strip() and phrase.isascii():
        return wanted in words
    return bool(phrase) and phrase in text


def _words(folded: str) -> str:
    """A space on either side and between any two words."""
    return f" {_GAPS.sub(' ', folded).strip()} "
