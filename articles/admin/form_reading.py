"""Reads an article's form as the admin builds it, and turns it into text that a person can compare."""

from collections.abc import Iterator
from typing import Any

from django.contrib.admin import ModelAdmin
from django.forms import BooleanField, ChoiceField, Field, ModelChoiceField
from django.http import HttpRequest
from django.utils.text import capfirst

from articles.admin.form_values import (
    GROUPS,
    FormRow,
    FormValues,
    filled_rows,
    ordered_rows,
    untouched_values,
)
from articles.drafts.fields import FIELD
from articles.models import Article
from articles.models.primary_key import read_pk


def untouched_forms(model_admin: ModelAdmin, request: HttpRequest, article: Article) -> dict[str, Any]:
    """The form of the saved article under "", and its groups of rows by their prefix."""
    forms: dict[str, Any] = {"": model_admin.get_form(request, article, change=True)(instance=article)}
    for formset, inline in model_admin.get_formsets_with_inlines(request, article):
        prefix = formset.get_default_prefix()
        forms[prefix] = formset(instance=article, prefix=prefix, queryset=inline.get_queryset(request))
    return forms


def saved_values(model_admin: ModelAdmin, request: HttpRequest, article: Article) -> FormValues:
    return untouched_values(untouched_forms(model_admin, request, article).values())


class FormTexts:
    """The fields of a form by name, and the text that a person sees for each: its label and its value."""

    def __init__(self, forms: dict[str, Any]) -> None:
        self.fields: dict[str, Field] = forms[""].fields
        # A group may have no rows, so the fields come from the empty form that adds one.
        self.row_fields: dict[str, dict[str, Field]] = {
            prefix: forms[prefix].empty_form.fields for prefix in GROUPS if prefix in forms
        }

    def label(self, name: str) -> str:
        if name in GROUPS:
            return FIELD[name].label
        return str(capfirst(self.fields[name].label or name.replace("_", " ")))

    def parts(self, names: list[str], values: FormValues) -> list[tuple[str, str]]:
        """Label and text of each."""
        return [(self.label(name), self.text(name, values)) for name in names]

    def text(self, name: str, values: FormValues) -> str:
        """What the field or group holds, as lines of text."""
        if name not in GROUPS:
            return self._field_text(self.fields[name], values.get(name, []))
        return "\n\n".join(self.row(name, row) for row in ordered_rows(values, name))

    def cell_label(self, prefix: str, name: str) -> str:
        return str(capfirst(self.row_fields[prefix][name].label or name))

    def cell(self, prefix: str, name: str, value: str) -> str:
        """What one field of a row holds, as text."""
        return self._field_text(self.row_fields[prefix][name], [value] if value else [])

    def row(self, prefix: str, row: FormRow) -> str:
        """What a row holds, as lines of text."""
        return "\n".join(self._row_lines(prefix, row))

    def _row_lines(self, prefix: str, row: FormRow) -> Iterator[str]:
        for name, field in self.row_fields.get(prefix, {}).items():
            text = self._field_text(field, [row[name]] if row.get(name) else [])
            if text and name not in ("id", "article", "DELETE"):
                yield f"{capfirst(field.label or name)}: {text}"

    def _field_text(self, field: Field, values: list[str]) -> str:
        if isinstance(field, ModelChoiceField):
            names = option_names(field, values)
            return ", ".join(names.get(value, "one that no longer exists") for value in values if value)
        if isinstance(field, BooleanField):
            return "Yes" if values else "No"
        if isinstance(field, ChoiceField):
            # The stubs also allow a function here, which Django has replaced by what it returns.
            choices: Any = field.choices
            names = {str(value): str(label) for value, label in choices}
            return ", ".join(names.get(value, value) for value in values if value)
        return "\n".join(values)

    def option_labels(self, values: FormValues) -> dict[str, dict[str, str]]:
        """{field: {primary key: name}} of what is chosen from other tables, because a form shows names."""
        labels = {
            name: option_names(field, values.get(name, []))
            for name, field in self.fields.items()
            if isinstance(field, ModelChoiceField)
        }
        for prefix, fields in self.row_fields.items():
            for name, field in fields.items():
                if isinstance(field, ModelChoiceField) and name not in ("id", "article"):
                    chosen = [row.get(name, "") for row in filled_rows(values, prefix)]
                    labels[f"{prefix}-{name}"] = option_names(field, chosen)
        return {name: names for name, names in labels.items() if names}


def option_names(field: ModelChoiceField, values: list[str]) -> dict[str, str]:
    pks = {pk for value in values if (pk := read_pk(value)) is not None}
    if not pks or field.queryset is None:
        return {}
    return {str(found.pk): field.label_from_instance(found) for found in field.queryset.filter(pk__in=pks)}
