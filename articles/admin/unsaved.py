"""What an article's form tells its script (js/autosave/form.js): its version, and what was never saved."""

import json
from typing import Any

from django.http import HttpRequest

from articles.admin.form_reading import FormTexts
from articles.admin.form_values import FormValues, differing, marks_of, only, said, untouched_values
from articles.admin.form_windows import clock, window_of
from articles.drafts.sessions import Typed, entries_of, others_at, typed_of
from articles.models import Article


def autosave_context(request: HttpRequest, article: Article, context: dict[str, Any]) -> dict[str, Any]:
    """For _autosave.html; `context` is that of the form."""
    formsets = [inline.formset for inline in context["inline_admin_formsets"]]
    forms = {"": context["adminform"].form} | {formset.prefix: formset for formset in formsets}
    rendered = untouched_values(forms.values())
    window = window_of(request)
    entries = entries_of(article, window.user)
    answered = request.method == "POST"
    return {
        "user": window.user.pk,
        # A form that comes back with its mistakes was still opened on its old version.
        "version": window.version if "version" in request.POST else article.version,
        "base": request.POST.get("base", "") if answered else json.dumps(marks_of(rendered)),
        "is_unsaved": answered,
        "others": others_at(article, window.user),
        # The article holds the text of these windows: what they kept is not older than it.
        "own": [tab for tab, entry in entries.items() if entry.get("saved_version") == article.version],
        "taken": [tab for tab, entry in entries.items() if entry.get("taken")],
        "typed": None if answered else _offer(entries, FormTexts(forms), rendered),
    }


def begin_context(request: HttpRequest) -> dict[str, Any]:
    """The same for an article that is being begun, and has nothing on the server yet."""
    return {
        "user": window_of(request).user.pk,
        "version": "",
        "base": "{}",
        "is_unsaved": request.method == "POST",
        "others": [],
        "own": [],
        "taken": [],
        "typed": None,
    }


def _offer(entries: dict[str, Any], texts: FormTexts, rendered: FormValues) -> dict[str, Any] | None:
    """The newest text that the form does not show, as js/autosave/form.js puts it back."""
    for typed in typed_of(entries):
        if names := still_untaken(typed, rendered, texts):
            values = only(typed.values, names)
            return {
                "at": typed.at.isoformat(),
                "clock": clock(typed.at),
                "version": typed.version,
                "base": {name: typed.base.get(name, "") for name in names},
                "values": values,
                "labels": texts.option_labels(values),
            }
    return None


def still_untaken(typed: Typed, shown: FormValues, texts: FormTexts) -> list[str]:
    """Fields and groups for which the form shows something else, in the form's order."""
    mine = said(typed.values)
    known = {*texts.fields, *texts.row_fields}
    return [name for name in differing(typed.values, shown) if name in mine and name in known]
