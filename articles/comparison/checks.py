"""Comparing two texts of a 60-second check, question by question and line by line."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.text import capfirst

from articles.comparison import Comparison, TextChange
from articles.comparison.lines import compare_lines
from articles.comparison.words import WordMarker
from articles.models import CheckQuestion, SymptomCheck
from articles.models.symptom_check import CHECK_FIELDS, QUESTION_FIELDS, RESULT_FIELDS
from articles.triage.content import LEVELS
from articles.triage.lines import animal_names

OWN, ORDER, NONE = "The check", "The order of the questions", "When every answer is no"


def compare_checks(before: Mapping[str, Any], after: Mapping[str, Any]) -> Comparison:
    """Take two contents (SymptomCheck.content). A question keeps its place in the comparison by its name."""
    marker = WordMarker()
    old, new = _parts(before), _parts(after)
    old[ORDER], new[ORDER] = _order(before, after), _order(after, before)
    sides = {label: (old.get(label, ""), new.get(label, "")) for label in [*new, *old]}
    return Comparison(
        tuple(
            TextChange(label, compare_lines(left, right, marker, in_paragraphs=False))
            for label, (left, right) in sides.items()
            if left != right
        )
    )


def _parts(content: Mapping[str, Any]) -> dict[str, str]:
    """Return the lines of each part by its name."""
    questions = {
        f"Question “{entry.get('key', '')}”": _lines(entry, CheckQuestion, QUESTION_FIELDS + RESULT_FIELDS)
        for entry in content["questions"]
    }
    return {
        OWN: _lines(content, SymptomCheck, CHECK_FIELDS),
        **questions,
        NONE: _lines(content["none"], SymptomCheck, RESULT_FIELDS),
    }


def _order(content: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """Return the names of the questions that both have: one that is new or gone moves no other."""
    kept = {entry.get("key", "") for entry in other["questions"]}
    return "\n".join(key for entry in content["questions"] if (key := entry.get("key", "")) in kept)


def _lines(entry: Mapping[str, Any], model: type, names: tuple[str, ...]) -> str:
    return "\n".join(line for name in names for line in _field_lines(entry, model, name))


def _field_lines(entry: Mapping[str, Any], model: Any, name: str) -> Iterator[str]:
    label = capfirst(str(model._meta.get_field(name).verbose_name))
    value = entry.get(name)
    if name == "animals":
        value = ", ".join(animal_names(value or []))
    elif name == "level" and value in LEVELS:
        value = LEVELS[value].word
    elif value is True:
        value = "yes"
    for line in value if isinstance(value, list) else [value]:
        if line:
            yield f"{label}: {line}"
