"""How well the checks distinguish spam from comments, on the sample of sample.py.

Prints the table: .venv/bin/python -m tests.comments.spam.quality
"""

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module

import django
import time_machine
from django.test.utils import setup_databases, teardown_databases
from django.utils import timezone

# The name of the check that compares with them.
PAST_DECISIONS = "past decisions"


@dataclass(frozen=True)
class Quality:
    """`precision`: the share of spam in what was called spam; `recall`: the share of spam that was found."""

    name: str
    right: int
    false_alarms: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.false_alarms)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)


def measure() -> list[Quality]:
    """Learn from one half of the sample and judge the other; writes to the database."""
    from comments.models import Comment, SpamPhrase, Status
    from comments.spam import bayes
    from comments.spam.checks import LIKELY_SPAM, Draft, assess
    from comments.spam.checks.decided import LIKELY
    from tests.comments.spam.sample import judged, learned
    from tests.factories import DraftArticleFactory

    article = DraftArticleFactory()
    phrases = import_module("comments.migrations.0008_spam_phrases").PHRASES
    SpamPhrase.objects.bulk_create(
        (SpamPhrase(phrase=phrase, points=points) for points, given in phrases.items() for phrase in given),
        ignore_conflicts=True,
    )
    # Old, so that the check for repeats does not compare with them.
    with time_machine.travel(timezone.now() - timedelta(days=60)):
        Comment.objects.bulk_create(
            Comment(
                article=article,
                name="Rowan",
                text=sample.text,
                submission=f"sample{number}",
                status=Status.SPAM if sample.is_spam else Status.APPROVED,
            )
            for number, sample in enumerate(learned())
        )
    bayes.catch_up()

    texts = [(sample.is_spam, sample.text) for sample in judged()]
    # What each check gives the text, by the name of the check.
    points: list[dict[str, int]] = []
    for _, text in texts:
        suspicions = assess(Draft(article, text, "Rowan")).suspicions
        points.append({found["check"]: found["points"] for found in suspicions})
    verdicts = [bayes.assess(text) for _, text in texts]

    def quality(name: str, says_spam: Iterable[bool]) -> Quality:
        answers = [(is_spam, says) for (is_spam, _), says in zip(texts, says_spam, strict=True)]
        return Quality(name, *(answers.count(kind) for kind in ((True, True), (False, True), (True, False))))

    by_rules = (sum(found.values()) - found.get(PAST_DECISIONS, 0) for found in points)
    return [
        quality("Rules alone", (given >= LIKELY_SPAM for given in by_rules)),
        quality("Past decisions alone", (bool(one and one.probability >= LIKELY) for one in verdicts)),
        quality("All checks together", (sum(found.values()) >= LIKELY_SPAM for found in points)),
    ]


def table(rows: list[Quality]) -> str:
    lines = [f"{'':24}{'precision':>10}{'recall':>10}{'false alarms':>14}{'missed':>8}"]
    lines += [
        f"{row.name:24}{row.precision:>10.1%}{row.recall:>10.1%}{row.false_alarms:>14}{row.missed:>8}"
        for row in rows
    ]
    return "\n".join(lines)


def main() -> None:
    """Measures in a database of its own, as tests do."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        sys.stdout.write(f"{table(measure())}\n")
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
