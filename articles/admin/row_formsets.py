"""The rows of an article's form when somebody else has changed them meanwhile.

A row that somebody else deleted becomes a new row, and a new row whose key somebody else has
used becomes that row. Django would refuse the first and fail on the second.
"""

from typing import Any

from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import QueryDict

from articles.admin.form_values import (
    GROUPS,
    INITIAL,
    FormRow,
    FormValues,
    rows_of,
    sent_values,
    written_rows,
)
from kbsite.numbers import read_number


def matched(rows: list[FormRow], present: dict[str, str], key: str) -> list[FormRow]:
    """The rows with their present primary keys; `present` is {primary key: key} of the saved rows."""
    kept = {row.get("id") for row in rows}
    free = {name: pk for pk, name in present.items() if pk not in kept}
    found = []
    for row in rows:
        if row.get("id") in present:
            found.append(row)
        # A row that both people deleted is gone already.
        elif not (row.get("DELETE") and row.get("id")):
            found.append({**row, "id": free.pop(row.get(key, "").strip(), "")})
    return found


def only_mine(mine: FormValues, saved: FormValues, prefix: str) -> FormValues:
    """The group as in `mine`, with every saved row that it does not hold marked for deletion."""
    key = GROUPS[prefix]
    present = {row["id"]: row for row in rows_of(saved, prefix) if row.get("id")}
    names = {pk: row.get(key, "") for pk, row in present.items()}
    rows = matched(rows_of(mine, prefix), names, key)
    held = {row["id"] for row in rows}
    gone = [{**row, "DELETE": "on"} for pk, row in present.items() if pk not in held]
    return written_rows([*rows, *gone], prefix)


class RowFormSet(BaseInlineFormSet):
    """Matches what was sent with the rows that exist now, before Django reads it."""

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        instance: Any = None,
        save_as_new: bool = False,
        prefix: str | None = None,
        queryset: QuerySet | None = None,
        **kwargs: Any,
    ) -> None:
        prefix = prefix or self.get_default_prefix()
        if data is not None and instance is not None:
            data = self._fitted(data, instance, prefix)
        super().__init__(data, files, instance, save_as_new, prefix, queryset, **kwargs)

    def _fitted(self, data: QueryDict, article: Any, prefix: str) -> QueryDict:
        if not article.pk:
            return data
        key = GROUPS[prefix]
        saved = getattr(article, prefix)
        present = {str(pk): str(name) for pk, name in saved.values_list("pk", key)}
        sent = sent_values(data)
        rows = rows_of(sent, prefix)
        fitted = matched(rows, present, key)
        ids = [row.get("id", "") for row in fitted]
        # In nearly every save no row has changed its number, and then the data stays as it was sent.
        if [row.get("id", "") for row in rows] == ids and _are_counted(ids, sent, prefix):
            return data
        return with_values(data, written_rows(fitted, prefix), prefix)


def _are_counted(ids: list[str], sent: FormValues, prefix: str) -> bool:
    """Whether INITIAL_FORMS tells the saved rows from the new: an autosave makes new rows into saved ones."""
    initial = read_number((sent.get(f"{prefix}-{INITIAL}") or [""])[-1]) or 0
    return all(ids[:initial]) and not any(ids[initial:])


def with_values(data: QueryDict, values: FormValues, prefix: str = "") -> QueryDict:
    """A copy of `data` with these values, which replace all rows of the group `prefix`."""
    copy = data.copy()
    for name in data:
        # MIN_NUM_FORMS and MAX_NUM_FORMS stay, since the rows that replace these do not have them.
        if prefix and name.startswith(f"{prefix}-") and not name.startswith(f"{prefix}-M"):
            del copy[name]
    for name, found in values.items():
        copy.setlist(name, found)
    return copy
