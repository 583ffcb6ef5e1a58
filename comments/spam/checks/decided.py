"""What the words are worth by what moderators decided before."""

from comments.spam import bayes
from comments.spam.checks.draft import Draft, Finding

LIKELY = 0.9
NEARLY_SURE = 0.99

# One opinion among others: by itself it stays below the line from which spam is likely.
SPAM_LIKELY = 2
SPAM_NEARLY_SURE = 4


def check_decided(draft: Draft) -> Finding | None:
    verdict = bayes.assess(draft.text)
    if verdict is None:
        return None
    if verdict.probability >= LIKELY:
        points = SPAM_NEARLY_SURE if verdict.probability >= NEARLY_SURE else SPAM_LIKELY
        says = f"By its words it is spam with {verdict.percent} % probability, going by past decisions"
        return _finding(points, f"{says}: {_counts(verdict.words)}.")
    if verdict.spam_links:
        return _finding(SPAM_NEARLY_SURE, f"It links where only spam led: {_counts(verdict.spam_links)}.")
    return None


def _counts(words: list[bayes.TellingWord]) -> str:
    return "; ".join(
        f"{word.shown} stood in {word.spam} spam and {word.approved} approved comments" for word in words
    )


def _finding(points: int, words: str) -> Finding:
    return {"check": "past decisions", "points": points, "words": words}
