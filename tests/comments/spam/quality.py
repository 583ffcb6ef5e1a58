"""How well the checks distinguish spam from comments, on the sample of sample.py.

Prints the table: .venv/bin/python -m tests.comments.spam.quality
"""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module

import django
import time_machine
from django.test.utils import setup_databases, teardown_databases
from django.utils import timezone


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

    def points(text: str, *, decided: bool) -> int:
        suspicions = assess(Draft(article, text, "Rowan")).suspicions
        return sum(found["points"] for found in suspicions if decided or found["check"] != "past decisions")

    def probable(text: str) -> bool:
        verdict = bayes.assess(text)
        return verdict is not None and verdict.probability >= LIKELY

    def quality(name: str, says_spam: Callable[[str], bool]) -> Quality:
        answers = [(sample.is_spam, says_spam(sample.text)) for sample in judged()]
        return Quality(name, *(answers.count(kind) for kind in ((True, True), (False, True), (True, False))))

    return [
        quality("Rules alone", lambda text: points(text, decided=False) >= LIKELY_SPAM),
        quality("Past decisions alone", probable),
        quality("All checks together", lambda text: points(text, decided=True) >= LIKELY_SPAM),
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
