"""Prepared answers for the tests of the link check, and what the command prints and stores."""

from io import StringIO
from typing import Any

from django.core.management import call_command

from articles.link_checks.asking import Answer
from articles.models import ExternalLink
from articles.models.external_link import Outcome

GOOD = Answer(Outcome.GOOD, "200", was_heard=True)

GONE = Answer(Outcome.GONE, "404", is_failing=True, was_heard=True)

REFUSED = Answer(Outcome.REFUSED, "It is no web address.")


class Internet:
    """Says of each address what it is told to, one answer after the other; else that it is good."""

    def __init__(self, **said: Any) -> None:
        self.said: dict[str, list[Answer]] = said
        self.asked: list[tuple[str, str]] = []

    def ask(self, url: str, methods: tuple[str, ...] = ("HEAD", "GET")) -> Answer:
        self.asked.append((methods[0], url))
        said = self.said.get(url, [GOOD])
        return said.pop(0) if len(said) > 1 else said[0]


def run(**options: Any) -> str:
    out = StringIO()
    call_command("check_links", stdout=out, **options)
    return out.getvalue()


def outcomes() -> dict[str, str]:
    return dict(ExternalLink.objects.values_list("url", "outcome"))
