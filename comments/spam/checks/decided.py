"""A text that resembles what moderators marked as spam before."""

from comments.spam import bayes
from comments.spam.checks.draft import Draft, Suspicion
from comments.spam.checks.kinds import CheckKind

LIKELY = 0.9
NEARLY_SURE = 0.99

# Below LIKELY_SPAM: this check alone never makes spam likely.
SPAM_LIKELY = 2
SPAM_NEARLY_SURE = 4


def check_decided(draft: Draft) -> Suspicion | None:
    verdict = bayes.assess(draft.text)
    if verdict is None:
        return None
    if verdict.probability >= LIKELY:
        points = SPAM_NEARLY_SURE if verdict.probability >= NEARLY_SURE else SPAM_LIKELY
        says = f"By its words it is spam with {verdict.percent} % probability, going by past decisions"
        return _suspicion(points, f"{says}: {_counts(verdict.words)}.")
    if verdict.spam_links:
        return _suspicion(SPAM_NEARLY_SURE, f"It links where only spam led: {_counts(verdict.spam_links)}.")
    return None


def _counts(words: list[bayes.WeighedWord]) -> str:
    return "; ".join(
        f"{word.shown} stood in {word.spam} spam and {word.approved} approved comments" for word in words
    )


def _suspicion(points: int, words: str) -> Suspicion:
    return {"check": CheckKind.PAST_DECISIONS, "points": points, "words": words}
