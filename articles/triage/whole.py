"""The whole check at once, for those who decide about it: each question beside its result and source.

A line that holds for some animals only keeps their names, which readers do not see.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from articles.triage.content import LEVELS
from articles.triage.lines import animal_names, split_line
from articles.urgency import AT_HOME, CareLevel


@dataclass(frozen=True)
class WholeLine:
    """A line and the animals for which it holds; it holds for all if none are named."""

    animals: list[str]
    words: str


@dataclass(frozen=True)
class WholeResult:
    level: CareLevel
    head: str
    why: str
    do: list[WholeLine]
    dont: list[WholeLine]
    watch: list[WholeLine]
    again_hours: int | None
    poison: bool
    source: str


@dataclass(frozen=True)
class WholeQuestion:
    """`goes_to` is the title of the check to which a yes leads, or its address if there is none."""

    key: str
    text: str
    hint: str
    items: list[WholeLine]
    animals: list[str]
    shows_gums: bool
    goes_to: str
    source: str
    result: WholeResult | None


@dataclass(frozen=True)
class WholeCheck:
    title: str
    question: str
    summary: str
    animals: list[str]
    also: list[str]
    sources: list[str]
    questions: list[WholeQuestion]
    otherwise: WholeResult


def whole_check(content: Mapping[str, Any], titles: Mapping[str, str]) -> WholeCheck:
    """`titles` are those of other checks, by their addresses."""
    return WholeCheck(
        title=content.get("title", ""),
        question=content.get("question", ""),
        summary=content.get("summary", ""),
        animals=animal_names(content.get("animals", [])),
        also=content.get("also", []),
        sources=content.get("sources", []),
        questions=[_question(entry, titles) for entry in content["questions"]],
        otherwise=_result(content["none"], AT_HOME),
    )


def _question(entry: Mapping[str, Any], titles: Mapping[str, str]) -> WholeQuestion:
    goes_to = entry.get("goes_to", "")
    level = LEVELS.get(entry.get("level", ""))
    return WholeQuestion(
        key=entry.get("key", ""),
        text=entry.get("text", ""),
        hint=entry.get("hint", ""),
        items=_lines(entry, "items"),
        animals=animal_names(entry.get("animals", [])),
        shows_gums=entry.get("shows_gums", False),
        goes_to=titles.get(goes_to, goes_to),
        source=entry.get("source", ""),
        result=_result(entry, level) if level else None,
    )


def _result(entry: Mapping[str, Any], level: CareLevel) -> WholeResult:
    return WholeResult(
        level=level,
        head=entry.get("head", ""),
        why=entry.get("why", ""),
        do=_lines(entry, "do"),
        dont=_lines(entry, "dont"),
        watch=_lines(entry, "watch"),
        again_hours=entry.get("again_hours"),
        poison=entry.get("poison", False),
        source=entry.get("source", ""),
    )


def _lines(entry: Mapping[str, Any], name: str) -> list[WholeLine]:
    split = map(split_line, entry.get(name, []))
    return [WholeLine(animal_names(names), words) for names, words in split]
