"""The references of an article's form: their keys are made here, and they stand in the order of the text."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from articles.admin.form_values import TOTAL
from articles.admin.row_formsets import RowFormSet, with_values
from articles.models import BreedFact, Reference
from articles.models.reference import AND_OTHERS, MOST_NAMES
from articles.references.cited import times_cited
from articles.references.keys import key_for
from articles.references.look_up import MOST_CHARACTERS
from kbsite.numbers import read_number

MOST_YEAR_DIGITS = 4


# In the order in which a person writes a citation; the key is made.
FIELDS = (
    *("title", "authors", "year", "source", "locator", "doi", "url"),
    *("evidence", "studied", "sample_size", "key"),
)


class ReferenceRowForm(forms.ModelForm):
    """Without a Meta: the admin names the model and the fields.

    The key is hidden: whoever writes never types it. An empty one is made before the form is read.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "key" in self.fields:
            self.fields["key"].required = False
            self.fields["key"].widget = forms.HiddenInput()
        for field in self.fields.values():
            if not field.widget.is_hidden and not isinstance(field.widget, forms.CheckboxInput):
                field.widget.attrs["class"] = "field-box"


@dataclass(frozen=True)
class CitedRow:
    """A row of the form as its panel shows it; `number` is None where the text does not cite it."""

    form: Any
    number: int | None = None
    count: int = 0
    in_facts: bool = False

    @property
    def cited_in_words(self) -> str:
        times = {0: "Not cited yet", 1: "Cited once"}.get(self.count, f"Cited {self.count} times")
        return "Cited in the fact sheet" if self.in_facts and not self.count else times


class ReferenceFormSet(RowFormSet):
    # For the script that shortens names as Reference.short_name does.
    most_names, and_others = MOST_NAMES, AND_OTHERS
    most_pasted = MOST_CHARACTERS

    def _fitted(self, data: QueryDict, article: Any, prefix: str) -> QueryDict:
        return super()._fitted(_with_keys(data, article, prefix), article, prefix)

    @property
    def cited_rows(self) -> list[CitedRow]:
        """The saved and the sent rows, in the order of their numbers; those that nothing cites come last."""
        used = [form for form in self.forms if _is_used(form)]
        counts = times_cited(self.instance.body or "", [form.instance for form in used])
        order = {key: number for number, key in enumerate(counts, start=1)}
        facts = self.instance.facts.all() if self.instance.pk else BreedFact.objects.none()
        in_facts = set(facts.values_list("reference", flat=True))
        rows = [
            CitedRow(form, order.get(key), counts.get(key, 0), form.instance.pk in in_facts)
            for form in used
            for key in [form.instance.key]
        ]
        return sorted(rows, key=lambda row: row.number or len(order) + 1)

    @property
    def empty_row(self) -> CitedRow:
        return CitedRow(self.empty_form)

    @property
    def new_rows(self) -> list[Any]:
        """The empty row in which a person without scripts writes another reference."""
        return [form for form in self.forms if not _is_used(form)]


def _is_used(form: Any) -> bool:
    return bool(form.instance.pk or form.has_changed())


def _with_keys(data: QueryDict, article: Any, prefix: str) -> QueryDict:
    """The sent rows with a key for each new one that has authors or a title, and none yet."""
    total = min(read_number(data.get(f"{prefix}-{TOTAL}", "")) or 0, 1000)
    rows = {number: _row(data, f"{prefix}-{number}") for number in range(total)}
    nameless = [number for number, row in rows.items() if not row["key"] and (row["authors"] or row["title"])]
    if not nameless:
        return data
    sent = {row["key"] for row in rows.values()}
    references = article.references.all() if article.pk else Reference.objects.none()
    saved = {
        key: (authors, title)
        for key, authors, title in references.values_list("key", "authors", "title")
        if key not in sent
    }
    made = {}
    for number in nameless:
        row = rows[number]
        # The same row sent twice is one reference: its first copy is saved already.
        taken = sent | {key for key, words in saved.items() if words != (row["authors"], row["title"])}
        key = key_for(row["authors"], row["year"][:MOST_YEAR_DIGITS], taken)
        sent.add(key)
        made[f"{prefix}-{number}-key"] = [key]
    return with_values(data, made)


def _row(data: QueryDict, start: str) -> dict[str, str]:
    names = ("id", "key", "authors", "title", "year")
    return {name: data.get(f"{start}-{name}", "").strip() for name in names}
