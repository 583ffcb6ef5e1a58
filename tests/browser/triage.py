"""The bundled 60-second checks, read from their files, and the addresses of what they come to."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import yaml
from django.conf import settings

from articles.triage.lines import lines_for

FOLDER = settings.CONTENT_DIR / "checks"
SLUGS = sorted(path.stem for path in FOLDER.glob("*.yaml"))


@dataclass(frozen=True)
class End:
    """What an owner ends with, who answers yes to one question, or no to all."""

    path: str
    level: str = ""
    head: str = ""
    # Where a yes leads to another check.
    goes_to: str = ""


def bundled(slug: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((FOLDER / f"{slug}.yaml").read_text())
    return content


def items_of(question: dict[str, Any]) -> list[str]:
    """As an owner reads them who has chosen no animal."""
    return lines_for(question.get("items", []), "")


def path_of(slug: str, answers: dict[str, str], part: str = "") -> str:
    return f"/check/{slug}/{part}?{urlencode(answers)}"


def all_no(slug: str) -> dict[str, str]:
    """The longest walk: every question is asked, because no animal is chosen."""
    return {question["key"]: "no" for question in bundled(slug)["questions"]}


def ends(slug: str) -> Iterator[End]:
    content = bundled(slug)
    before: dict[str, str] = {}
    for question in content["questions"]:
        path = path_of(slug, {**before, question["key"]: "yes"})
        if other := question.get("goes_to"):
            yield End(path, goes_to=other)
        else:
            yield End(path, question["level"], question["head"])
        before[question["key"]] = "no"
    yield End(path_of(slug, before), "at-home", content["none"]["head"])


def answers_to(slug: str, key: str) -> dict[str, str]:
    """A yes to this question, and a no to all before it."""
    answers: dict[str, str] = {}
    for question in bundled(slug)["questions"]:
        answers[question["key"]] = "no"
        if question["key"] == key:
            break
    return {**answers, key: "yes"}
