"""What was typed and never saved: offered back on the form, and to be read on a page of its own."""

import json
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from articles.admin.autosave import clock, window_of
from articles.admin.conflict import ConflictPages
from articles.admin.form_reading import FormWords
from articles.admin.form_values import FormValues, differing, marks_of, only, said, untouched_values
from articles.admin.pages import ArticlePages
from articles.drafts.locking import lock_article
from articles.drafts.sessions import Typed, discard_typed, entries_of, forget_typed, others_at, typed_of
from articles.models import Article
from articles.roles import may_edit


class TypedPages(ConflictPages, ArticlePages):
    pages = {"typed": "typed_view"}

    def typed_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """All of it as text, so that nobody needs a script to get at their own words."""
        article = self.fetch(request, pk, allowed=may_edit)
        if request.method == "POST":
            with transaction.atomic():
                lock_article(article.pk)
                discard_typed(article, window_of(request).user, request.POST.get("at", ""))
            return redirect(reverse("admin:articles_article_typed", args=[article.pk]))
        forms = self.untouched_forms(request, article)
        words, saved = FormWords(forms), untouched_values(forms.values())
        entries = entries_of(article, window_of(request).user)
        kept = [
            {
                "at": typed.at,
                "name": typed.at.isoformat(),
                "parts": words.parts(names, typed.values),
            }
            for typed in typed_of(entries)
            if (names := still_untaken(typed, saved, words))
        ]
        return self.page(request, article, "typed", title=f"Typed and not saved: {article}", kept=kept)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        article: Article | None = context.get("original")
        if article is not None and self.has_change_permission(request, article):
            context["autosave"] = self._autosave_context(request, article, context)
        return super().render_change_form(request, context, *args, **kwargs)

    def _autosave_context(
        self, request: HttpRequest, article: Article, context: dict[str, Any]
    ) -> dict[str, Any]:
        """What the form says of itself to article-form.js and to its own Save."""
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        forms = {"": context["adminform"].form} | {formset.prefix: formset for formset in formsets}
        rendered = untouched_values(forms.values())
        entries = entries_of(article, window_of(request).user)
        answered = request.method == "POST"
        return {
            "user": request.user.pk,
            # A form that comes back with its mistakes is still one that was opened on its old version.
            "version": window_of(request).version if "version" in request.POST else article.version,
            "base": request.POST.get("base", "") if answered else json.dumps(marks_of(rendered)),
            "is_unsaved": answered,
            "others": others_at(article, window_of(request).user),
            # Windows whose text the article is: what they kept is not older than it.
            "own": [tab for tab, entry in entries.items() if entry.get("saved_version") == article.version],
            "taken": [tab for tab, entry in entries.items() if entry.get("taken")],
            "typed": None if answered else self._offer(entries, FormWords(forms), rendered),
        }

    def _offer(
        self, entries: dict[str, Any], words: FormWords, rendered: FormValues
    ) -> dict[str, Any] | None:
        """The newest text that the form does not show, as article-form.js puts it back."""
        for typed in typed_of(entries):
            if names := still_untaken(typed, rendered, words):
                values = only(typed.values, names)
                return {
                    "at": typed.at.isoformat(),
                    "clock": clock(typed.at),
                    "version": typed.version,
                    "base": {name: typed.base.get(name, "") for name in names},
                    "values": values,
                    "labels": words.option_labels(values),
                }
        return None

    def note_save(self, request: HttpRequest, article: Article) -> None:
        """The whole form is in the article now."""
        forget_typed(article, window_of(request))


def still_untaken(typed: Typed, shown: FormValues, words: FormWords) -> list[str]:
    """The fields and groups of it which the form does not show so, in the form's order."""
    mine = said(typed.values)
    known = {*words.fields, *words.row_fields}
    return [name for name in differing(typed.values, shown) if name in mine and name in known]
