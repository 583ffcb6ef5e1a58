"""Phrases from the moderators' list of spam phrases."""

from collections.abc import Sequence
from dataclasses import dataclass

from comments.models import SpamPhrase
from comments.models.spam import MOST_POINTS
from comments.spam.checks.draft import Draft, Suspicion, shortened
from comments.spam.checks.kinds import CheckKind
from comments.spam.wording import Wording

MOST_NAMED = 3


@dataclass(frozen=True)
class ListedPhrase:
    """One row of the list, folded once for any number of texts."""

    phrase: str
    points: int
    wording: Wording


def check_phrases(draft: Draft, phrases: Sequence[ListedPhrase] | None = None) -> Suspicion | None:
    """Without `phrases` the list is read, in one query."""
    return phrases_in(draft.name, draft.text, listed() if phrases is None else phrases)


def listed() -> list[ListedPhrase]:
    """The moderators' list, in its order. One query."""
    rows = SpamPhrase.objects.values_list("phrase", "points")
    return [ListedPhrase(phrase, points, Wording.of(phrase)) for phrase, points in rows]


def phrases_in(name: str, text: str, phrases: Sequence[ListedPhrase]) -> Suspicion | None:
    said = Wording.of(f"{name}\n{text}")
    found = [one for one in phrases if said.has(one.wording)]
    if not found:
        return None
    named = ", ".join(f"“{shortened(one.phrase)}”" for one in found[:MOST_NAMED])
    more = f" and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
    points = min(sum(one.points for one in found), MOST_POINTS)
    return {
        "check": CheckKind.PHRASES,
        "points": points,
        "words": f"It says {named}{more}: on the list of spam phrases.",
    }
