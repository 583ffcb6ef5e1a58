"""What changed between two working copies, as data; templates set it out.

`compare` takes two Contents (articles/drafts/fields.py) and works a bounded time on any two.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import TextChoices

from articles.comparison.lines import Line, Row, compare_lines
from articles.comparison.rows import KEYED, Detail, Item, choice, compare_lists, label_of
from articles.comparison.words import Segment, Segments, WordMarker
from articles.drafts.fields import Contents
from articles.models import Article
from articles.models.article import Kind, Urgency

# In the order of an article's form, which is that of the page.
ORDER = [
    *("title", "slug", "kind", "category", "species", "author", "urgency"),
    *("standfirst", "answer", "key_points", "description", "index_term"),
    *("gallery", "body", "references", "facts", "pictures", "terms"),
]
TEXTS = {"standfirst", "answer", "key_points", "body"}
# These are lists of lines; the others are Markdown or sentences.
ONE_TO_A_LINE = {"key_points"}
CHOICES: dict[str, type[TextChoices]] = {"kind": Kind, "urgency": Urgency}
LABELS = {
    **{name: label_of(Article, name) for name in ORDER[:12]},
    "slug": "Address",
    "gallery": "Gallery",
    "body": label_of(Article, "body"),
    "references": "References",
    "facts": "Fact sheet",
    "pictures": "Pictures and their words",
    "terms": "Words of the glossary",
}


@dataclass(frozen=True)
class ValueChange:
    shape: ClassVar[str] = "value"
    label: str
    old: Segments
    new: Segments


@dataclass(frozen=True)
class TextChange:
    shape: ClassVar[str] = "text"
    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class ListChange:
    shape: ClassVar[str] = "list"
    label: str
    items: tuple[Item, ...]


Change = ValueChange | TextChange | ListChange


@dataclass(frozen=True)
class Comparison:
    """What differs, field by field; nothing where the two say the same."""

    changes: tuple[Change, ...]


def compare(before: Contents, after: Contents) -> Comparison:
    """From `before` to `after`, of what both have: a Contents may lack what was not kept."""
    marker = WordMarker()
    names = [name for name in ORDER if name in before and name in after and before[name] != after[name]]
    return Comparison(tuple(_change(name, before[name], after[name], marker) for name in names))


def compare_texts(before: str, after: str, label: str = LABELS["body"]) -> Comparison:
    """Of two texts on their own, such as one field of a form."""
    if before == after:
        return Comparison(())
    return Comparison((TextChange(label, compare_lines(before, after, WordMarker())),))


def _change(name: str, before: Any, after: Any, marker: WordMarker) -> Change:
    if name in TEXTS:
        return TextChange(
            LABELS[name], compare_lines(before, after, marker, in_paragraphs=name != "key_points")
        )
    if name in KEYED:
        return ListChange(LABELS[name], compare_lists(name, before, after, marker))
    old, new = (choice(CHOICES[name], value) if name in CHOICES else value for value in (before, after))
    return ValueChange(LABELS[name], *marker.mark(old, new))


__all__ = [
    "Change",
    "Comparison",
    "Detail",
    "Item",
    "Line",
    "ListChange",
    "Row",
    "Segment",
    "TextChange",
    "ValueChange",
    "compare",
    "compare_texts",
]
