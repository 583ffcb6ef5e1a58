"""The values of an article's form, {name: [values]}: as sent, as saved, and where the two differ."""

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any

from django.forms import BaseForm, BaseFormSet
from django.http import QueryDict

from articles.drafts.fields import ROW_GROUPS, same_line_ends
from articles.drafts.parts import ROW_LISTS
from kbsite.numbers import read_number

FormValues = dict[str, list[str]]
FormRow = dict[str, str]

# Within one article no two rows of a group share the value of this field: it matches two people's rows.
GROUPS = {name: ROW_LISTS[name].key for name in ROW_GROUPS}
# Nobody types into these, so a row that has nothing else is empty.
NOT_TYPED = ("id", "article", "DELETE")
POSITION = "position"
TOTAL, INITIAL = "TOTAL_FORMS", "INITIAL_FORMS"
# More rows than any article has. Without a limit, a sender could name any number.
MOST_ROWS = 1000


def sent_values(data: QueryDict) -> FormValues:
    """All that was sent, with a mark in place of each NUL, which PostgreSQL cannot store."""
    return {
        _storable(name): [_storable(str(value)) for value in values]
        for name, values in data.lists()
        # These values are stored with the article, and the token belongs to the person's session.
        if name != "csrfmiddlewaretoken"
    }


def _storable(text: str) -> str:
    return text.replace("\0", "\ufffd")


def untouched_values(forms: Iterable[BaseForm | BaseFormSet]) -> FormValues:
    """What a browser would send of these forms if nobody touched them."""
    values: FormValues = {}
    for form in forms:
        parts = [form] if isinstance(form, BaseForm) else [form.management_form, *form.forms]
        for part in parts:
            values |= {bound.html_name: _as_sent(bound.value()) for bound in part}
    return values


def _as_sent(value: Any) -> list[str]:
    # A browser sends nothing for a box without a tick.
    if value is None or value is False:
        return []
    if value is True:
        return ["on"]
    if isinstance(value, list | tuple):
        return [str(getattr(item, "pk", item)) for item in value]
    return [str(value)]


def rows_of(values: FormValues, prefix: str) -> list[FormRow]:
    """The rows of a group in the order in which they stand in the form."""
    rows: dict[int, FormRow] = {}
    pattern = re.compile(rf"{prefix}-([0-9]{{1,4}})-(\w+)", re.ASCII)
    for name, found in values.items():
        match = pattern.fullmatch(name)
        if match and found and int(match[1]) < _total(values, prefix):
            # Of a field that was sent twice Django takes the last value, and so does this.
            rows.setdefault(int(match[1]), {})[match[2]] = found[-1]
    return [rows[number] for number in sorted(rows)]


def _total(values: FormValues, prefix: str) -> int:
    total = (values.get(f"{prefix}-{TOTAL}") or [""])[-1]
    return min(read_number(total) or 0, MOST_ROWS)


def filled_rows(values: FormValues, prefix: str) -> list[FormRow]:
    """The rows that are neither marked for deletion nor left empty."""
    return [row for row in rows_of(values, prefix) if not row.get("DELETE") and not _is_blank(row)]


def _is_blank(row: FormRow) -> bool:
    # A new row has a position already, before anybody types into it.
    return not row.get("id") and not any(value.strip() for value in said_by(row).values())


def is_of(name: str, prefix: str) -> bool:
    return name.startswith(f"{prefix}-")


def group_values(values: FormValues, prefix: str) -> FormValues:
    return {name: value for name, value in values.items() if is_of(name, prefix)}


def written_rows(rows: list[FormRow], prefix: str) -> FormValues:
    """The rows as a form sends them: those that exist already first, then the new ones."""
    # Django takes as many rows as INITIAL_FORMS says, from the first one on, for saved ones.
    ordered = sorted(rows, key=lambda row: not row.get("id"))
    saved = sum(bool(row.get("id")) for row in rows)
    values = {f"{prefix}-{TOTAL}": [str(len(rows))], f"{prefix}-{INITIAL}": [str(saved)]}
    for number, row in enumerate(ordered):
        values |= {f"{prefix}-{number}-{name}": [value] for name, value in row.items()}
    return values


def said(values: FormValues) -> dict[str, Any]:
    """By field and group, without line ends and row numbers, which make no difference."""
    groups = [prefix for prefix in GROUPS if f"{prefix}-{TOTAL}" in values]
    fields = {
        name: sorted(text for value in found if (text := same_line_ends(value)))
        for name, found in values.items()
        if not any(is_of(name, prefix) for prefix in GROUPS)
    }
    return fields | {prefix: _said_rows(values, prefix) for prefix in groups}


def _said_rows(values: FormValues, prefix: str) -> list[list[tuple[str, str]]]:
    """The rows as text; the order counts where editors choose it, and the numbers that make it never."""
    rows = [
        sorted((name, text) for name, value in said_by(row).items() if (text := value.strip()))
        for row in ordered_rows(values, prefix)
    ]
    return rows if ROW_LISTS[prefix].is_ordered else sorted(rows)


def ordered_rows(values: FormValues, prefix: str) -> list[FormRow]:
    """The filled rows as readers get them."""
    # Python keeps the order of the form where two rows have one number.
    return sorted(filled_rows(values, prefix), key=lambda row: read_number(row.get(POSITION, "")) or 0)


def said_by(row: FormRow) -> FormRow:
    """What somebody typed into the row."""
    return {name: value for name, value in row.items() if name not in (*NOT_TYPED, POSITION)}


def differing(mine: FormValues, theirs: FormValues) -> list[str]:
    """The fields and groups of `theirs` that differ in `mine`."""
    my, their = said(mine), said(theirs)
    # A group that was not sent was not in that form, so it does not differ. A field that was not sent
    # is empty, as where no species is chosen.
    return [name for name in their if my.get(name, [] if name not in GROUPS else their[name]) != their[name]]


def marks_of(values: FormValues) -> dict[str, str]:
    """A short digest of each field and group, which shows later whether it was changed."""
    return {
        name: hashlib.sha256(json.dumps(value).encode()).hexdigest()[:16]
        for name, value in said(values).items()
    }


def read_marks(text: str) -> dict[str, str]:
    """From the form's hidden field; none where it holds anything else."""
    try:
        marks = json.loads(text)
    except ValueError:
        return {}
    return {str(name): str(mark) for name, mark in marks.items()} if isinstance(marks, dict) else {}


def only(values: FormValues, names: list[str]) -> FormValues:
    """Only these fields and groups; one that was emptied is included as empty."""
    chosen = {name: values.get(name, []) for name in names if name not in GROUPS}
    for prefix in GROUPS:
        if prefix in names:
            chosen |= group_values(values, prefix)
    return chosen
