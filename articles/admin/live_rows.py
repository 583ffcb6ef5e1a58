"""Rows that readers see as soon as they are saved, so that two people's saves must not undo each other.

The form tells the server what each field showed when it was opened. A field that the person left
alone keeps what somebody else has saved meanwhile. A field that both have changed is not saved: the
form comes back with all that was typed and says what the field holds now.
"""

import hashlib
import json
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.text import get_text_list

from articles.admin.seen_text import SeenText
from articles.models.primary_key import read_pk
from articles.names import name_of

SHOWN = "shown"
MOST_QUOTED = 300


class LiveRowForm(forms.ModelForm):
    """`shown` is JSON: for each field the digest of what the form showed. Its admin has locked the row."""

    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Read before the sent values are put into the instance.
        self.saved = model_to_dict(self.instance, self._row_fields()) if self.instance.pk else {}
        self.initial[SHOWN] = json.dumps(_marks(self.saved))
        # The fields in which somebody else's later text was kept.
        self.kept: list[str] = []

    def _row_fields(self) -> list[str]:
        return [name for name in self.fields if name != SHOWN]

    @property
    def changed_data(self) -> list[str]:
        """Without fields that differ in their line ends only, as browsers send them."""
        names: list[str] = super().changed_data
        sent = getattr(self, "cleaned_data", {})
        return [
            name
            for name in names
            if name != SHOWN
            and not (name in sent and name in self.saved and _mark(sent[name]) == _mark(self.saved[name]))
        ]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        shown = _read(data.get(SHOWN, ""))
        saved = _marks(self.saved)
        moved_on = [name for name in saved if name in data and shown.get(name, saved[name]) != saved[name]]
        for name in moved_on:
            if _mark(data[name]) == saved[name]:
                continue
            if _mark(data[name]) == shown[name]:
                data[name] = self.fields[name].clean(self._as_sent(name))
                self.kept.append(name)
            else:
                self.add_error(name, self._both_changed(name))
                shown[name] = saved[name]
        if self.errors:
            # Whoever sends the form once more has read what the field holds now.
            sent = QueryDict(mutable=True)
            sent.update(self.data)
            sent[self.add_prefix(SHOWN)] = json.dumps(shown)
            self.data = sent
        return data

    def _as_sent(self, name: str) -> Any:
        """What is saved, as a browser would send it."""
        value = self.saved[name]
        if isinstance(value, list):
            return [one.pk if isinstance(one, Model) else one for one in value]
        return value

    def _both_changed(self, name: str) -> ValidationError:
        who = _last_changed_by(self.instance)
        text = " ".join(str(self._as_sent(name) or "nothing").split())
        quoted = text if len(text) <= MOST_QUOTED else f"{text[:MOST_QUOTED]}…"
        return ValidationError(
            f"{who} changed this too while your form was open. It now says: “{quoted}”. "
            "Nothing is saved yet. Take over what you want of it, and save again: "
            "then your text stands in place of theirs.",
            code="both-changed",
        )


class LiveRowAdmin(SeenText, admin.ModelAdmin):
    form = LiveRowForm

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Lock the row for a save, so that nobody else saves between the comparison and the end.

        It is locked here alone, before Django reads it for the form. Whoever only looks at a row does not.
        """
        pk = read_pk(unquote(object_id)) if object_id and request.method == "POST" else None
        if pk is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            self.model._default_manager.select_for_update().filter(pk=pk).order_by().first()
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """A hidden row holds what the form showed. A new row has nothing to compare."""
        fieldsets = super().get_fieldsets(request, obj)
        own = [
            (title, {**options, "fields": [name for name in options["fields"] if name != SHOWN]})
            for title, options in fieldsets
        ]
        changes = obj is not None and self.has_change_permission(request, obj)
        return [*own, (None, {"fields": (SHOWN,), "classes": ("hidden",)})] if changes else own

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if form.kept:
            names = get_text_list([f"“{form[name].label}”" for name in form.kept], "and")
            who = _last_changed_by(form.instance)
            messages.info(request, f"{who} had saved {names} while your form was open; that is kept.")


def _last_changed_by(row: Model) -> str:
    kind = ContentType.objects.get_for_model(row)
    entry = LogEntry.objects.filter(content_type=kind, object_id=str(row.pk)).select_related("user").first()
    return name_of(entry.user if entry else None, otherwise="Somebody else")


def _marks(values: dict[str, Any]) -> dict[str, str]:
    return {name: _mark(value) for name, value in values.items()}


def _mark(value: Any) -> str:
    return hashlib.sha256(json.dumps(_plain(value)).encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    """The value alike from the database and from a form: line ends, keys of rows, order of boxes."""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, str):
        return "\n".join(value.strip().splitlines())
    if isinstance(value, bool):
        return value
    if hasattr(value, "__iter__"):
        return sorted(str(_plain(one)) for one in value)
    return "" if value is None else str(value)


def _read(sent: str) -> dict[str, str]:
    """What a browser sent back; nothing where that is no object of texts."""
    try:
        shown = json.loads(sent)
    except ValueError:
        return {}
    return {str(name): str(mark) for name, mark in shown.items()} if isinstance(shown, dict) else {}
