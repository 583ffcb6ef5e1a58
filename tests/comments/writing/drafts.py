"""Comments for the spam checks, and what the checks find in them."""

from typing import Any

from articles.models import Article
from comments.spam.checks import Assessment, Draft

ORDINARY = "Ours thumps at night, mostly when a fox walks past the hutch. Moving it indoors helped."
STORED = "The dog next door does this whenever somebody rings the bell, and then goes back to sleep."


def draft(text: str = ORDINARY, **fields: Any) -> Draft:
    return Draft(**{"article": Article(), "text": text, "name": "Rowan", **fields})


def points(assessment: Assessment, check: str) -> int:
    return sum(suspicion["points"] for suspicion in assessment.suspicions if suspicion["check"] == check)


def words(assessment: Assessment, check: str) -> str:
    [found] = [suspicion["words"] for suspicion in assessment.suspicions if suspicion["check"] == check]
    return found
