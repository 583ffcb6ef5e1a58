"""Owners' words that may mean danger, and a page on which an editor tries them on a text."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.text import Truncator

from articles.models import DangerPhrase, Species
from articles.phrases import Said, words_in
from articles.search.dangers import dangers_in, lines_met

# Enough to recognise a row.
PHRASES_SHOWN = 3
SIGNS_SHOWN = 90
# As long as a comment.
MAX_TEXT = 2000


class DangerTextForm(forms.Form):
    text = forms.CharField(
        max_length=MAX_TEXT, widget=AdminTextareaWidget, label="What a reader might write", strip=False
    )
    species = forms.ModelChoiceField(
        Species.objects.all(), required=False, empty_label="No animal", label="Under a page about"
    )


@admin.register(DangerPhrase)
class DangerPhraseAdmin(admin.ModelAdmin):
    list_display = ("name", "species", "first_phrases", "source", "position")
    list_filter = ("species",)
    list_select_related = ("species",)
    empty_value_display = "All animals"
    search_fields = ("name", "phrases", "source")
    fields = ("name", "slug", "species", "phrases", "source", "position")
    prepopulated_fields = {"slug": ("name",)}

    @admin.display(description="phrases")
    def first_phrases(self, row: DangerPhrase) -> str:
        lines = row.phrases.splitlines()
        shown = "; ".join(lines[:PHRASES_SHOWN]) + ("; …" if len(lines) > PHRASES_SHOWN else "")
        return Truncator(shown).chars(SIGNS_SHOWN)

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = path("try/", wrap(self.try_view), name="articles_dangerphrase_try")
        return [own, *super().get_urls()]

    def try_view(self, request: HttpRequest) -> HttpResponse:
        """Takes a POST although it changes nothing, so that the server's log does not hold the text."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = DangerTextForm(request.POST or None)
        found = _found(form) if form.is_valid() else None
        context = {
            **self.admin_site.each_context(request),
            "title": "Try the danger phrases",
            "opts": self.opts,
            "form": form,
            "found": found,
        }
        return TemplateResponse(request, "admin/articles/dangerphrase/try.html", context)


def _found(form: DangerTextForm) -> list[dict[str, Any]]:
    text, species = form.cleaned_data["text"], form.cleaned_data["species"]
    said = Said(tuple(words_in(text)))
    rows = dangers_in(text, [species] if species else [])
    return [{"row": row, "lines": lines_met(row, said)} for row in rows]
