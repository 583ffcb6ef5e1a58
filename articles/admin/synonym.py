"""Owners' words for what texts call by another name, and a page on which an editor tries a question."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.text import Truncator, slugify

from articles.admin.search_words import SearchWordsAdmin
from articles.models import Species, Synonym
from articles.search import Match, search
from articles.search.lexemes import normalise
from articles.search.query import MOST_CHARACTERS, Concept, read
from articles.search.synonyms import keep_rewrites

# Enough to recognise a row.
WORDS_SHOWN = 3
CHARACTERS_SHOWN = 90
MOST_WARNINGS = 5
PAGES_SHOWN = 5
INSTEAD_SHOWN = 8

HOW_MUCH = {
    Match.ALL: "The best of these has all that is asked.",
    Match.MOST: "The best of these has most of what is asked.",
    Match.ANY: "The best of these has some of what is asked.",
    Match.FAR: "Readers are told that nothing here answers this, and that these come nearest.",
    Match.NONE: "Nothing is found.",
}


class QuestionForm(forms.Form):
    text = forms.CharField(
        max_length=MOST_CHARACTERS,
        label="What an owner might ask",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


@admin.register(Synonym)
class SynonymAdmin(SearchWordsAdmin):
    list_display = ("term", "first_words", "species")
    list_filter = ("species",)
    list_select_related = ("species",)
    empty_value_display = "All animals"
    search_fields = ("term", "words")
    fields = ("term", "slug", "words", "species")
    prepopulated_fields = {"slug": ("term",)}

    @admin.display(description="owners’ words")
    def first_words(self, row: Synonym) -> str:
        lines = row.words.splitlines()
        shown = "; ".join(lines[:WORDS_SHOWN]) + ("; …" if len(lines) > WORDS_SHOWN else "")
        return Truncator(shown).chars(CHARACTERS_SHOWN)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, str | list[str]]:
        """From the link to this form, such as words that readers looked for and did not find."""
        # The script that fills in the slug follows what is typed, and a link types nothing.
        given = super().get_changeform_initial_data(request)
        return {"slug": slugify(str(given.get("term", ""))), **given}

    def save_model(self, request: HttpRequest, obj: Synonym, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        keep_rewrites(obj)
        for other, phrases in islice(_sharing_phrases(obj), MOST_WARNINGS):
            address = reverse("admin:articles_synonym_change", args=[other.pk])
            words = '“<a href="{}">{}</a>” has {} too: who searches for that finds the words of both.'
            messages.warning(request, format_html(words, address, other, phrases))

    def get_urls(self) -> list[URLPattern]:
        own = path("try/", self.admin_site.admin_view(self.try_view), name="articles_synonym_try")
        return [own, *super().get_urls()]

    def try_view(self, request: HttpRequest) -> HttpResponse:
        """Takes a POST although it changes nothing, so that the server's log does not hold the question."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = QuestionForm(
            request.POST or None, initial={"text": request.GET.get("text", "")[:MOST_CHARACTERS]}
        )
        context = {
            **self.admin_site.each_context(request),
            "title": "Try a question",
            "opts": self.opts,
            "form": form,
            **(_tried(form.cleaned_data["text"]) if form.is_valid() else {}),
        }
        return TemplateResponse(request, "admin/articles/synonym/try.html", context)


def _sharing_phrases(row: Synonym) -> Iterator[tuple[Synonym, str]]:
    """Other rows with the phrases that they share with `row`, unless the two are about different animals."""
    mine = {normalise(phrase): phrase for phrase in row.phrases}
    others = Synonym.objects.exclude(pk=row.pk)
    if row.species_id:
        others = others.filter(species_id=row.species_id) | others.filter(species=None)
    for other in others:
        shared = [phrase for phrase in dict.fromkeys(map(normalise, other.phrases)) if phrase in mine]
        if shared:
            yield other, ", ".join(f"“{mine[phrase]}”" for phrase in shared)


def _tried(text: str) -> dict[str, Any]:
    question, results = read(text), search(text)
    return {
        "question": question,
        "words": [_looked_for(concept) for concept in question.concepts],
        "animals": Species.objects.filter(pk__in=question.species | question.breed_of),
        "results": results,
        "how_much": HOW_MUCH[results.match],
        "pages": results.editions[:PAGES_SHOWN],
    }


def _looked_for(concept: Concept) -> dict[str, Any]:
    rows = ({"row": row, "instead": _instead(row, concept.word)} for row in concept.synonyms)
    return {"word": concept.word, "is_ours": concept.is_ours, "synonyms": list(rows)}


def _instead(row: Synonym, word: str) -> str:
    phrases = [phrase for phrase in row.phrases if normalise(phrase) != word]
    return "; ".join(phrases[:INSTEAD_SHOWN]) + ("; …" if len(phrases) > INSTEAD_SHOWN else "")
