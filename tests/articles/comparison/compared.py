"""Two working copies to compare, and what the comparison says in short."""

from typing import Any

from articles.comparison import Row, TextChange, compare, compare_texts
from articles.drafts.fields import PARTS, PLAIN_FIELDS
from articles.drafts.parts import Contents

STUDY = {
    "key": "study1906",
    "authors": "Sherrington CS",
    "year": 1906,
    "title": "Observations on the scratch-reflex",
    "source": "Journal of Physiology",
    "locator": "34, 1–50",
    "doi": "",
    "url": "",
    "evidence": "study",
    "studied": "dogs",
    "sample_size": None,
}


RUG = {
    "digest": "a" * 64,
    "alt": "A dog on a rug",
    "is_decorative": False,
    "caption": "",
    "credit": "",
    "tone": "mist",
}


def contents(**changed: Any) -> Contents:
    plain = dict.fromkeys(PLAIN_FIELDS, "") | {"kind": "article", "slug": "wag", "title": "Why do dogs wag?"}
    parts: Contents = {part: [] for part in PARTS} | {"category": "facts", "author": "editors"}
    return plain | parts | {"pictures": {}, "terms": {}} | changed


def only_change(before: Contents, after: Contents) -> Any:
    (change,) = compare(before, after).changes
    return change


def rows_of(before: str, after: str) -> tuple[Row, ...]:
    (change,) = compare_texts(before, after).changes
    assert isinstance(change, TextChange)
    return change.rows


def said(row: Row) -> tuple[str | None, str | None]:
    """Both sides, with what is marked in brackets."""
    sides = [
        "".join(f"[{one.text}]" if one.is_changed else one.text for one in line.segments) if line else None
        for line in (row.left, row.right)
    ]
    return sides[0], sides[1]


def changed(before: str, after: str) -> list[tuple[str | None, str | None]]:
    return [said(row) for row in rows_of(before, after) if row.is_changed]


def numbered(count: int) -> list[str]:
    return [f"Paragraph {number}." for number in range(count)]
