"""Owners' words that may mean danger, and a page on which an editor tries them on a text."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.text import Truncator

from articles.admin.followed_rows import FollowedRows, Follower
from articles.admin.live_rows import LiveRowAdmin
from articles.models import DangerPhrase, DangerWords, Species
from articles.phrases import lists_named
from articles.search.dangers import Danger, dangers_in

# What else is worked out from danger phrases, such as which comments are urgent.
FOLLOWERS: list[Follower] = []
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
class DangerPhraseAdmin(FollowedRows, LiveRowAdmin):
    followers = FOLLOWERS
    list_display = ("name", "species", "first_phrases", "source", "position")
    list_filter = ("species",)
    list_select_related = ("species",)
    empty_value_display = "All animals"
    search_fields = ("name", "phrases", "source")
    fields = ("name", "slug", "species", "phrases", "questions", "source", "position")
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
        found = _found(**form.cleaned_data) if form.is_valid() else None
        context = {
            **self.admin_site.each_context(request),
            "title": "Try the danger phrases",
            "opts": self.opts,
            "form": form,
            "found": found,
        }
        return TemplateResponse(request, "admin/articles/dangerphrase/try.html", context)


def _found(text: str, species: Species | None) -> list[Danger]:
    return dangers_in(text, [species] if species else [])


@admin.register(DangerWords)
class DangerWordsAdmin(FollowedRows, LiveRowAdmin):
    followers = FOLLOWERS
    list_display = ("name", "in_phrases", "first_words")
    search_fields = ("name", "slug", "words")
    fields = ("name", "slug", "words")

    @admin.display(description="in phrases", ordering="slug")
    def in_phrases(self, row: DangerWords) -> str:
        return f"{{{row.slug}}}"

    @admin.display(description="words")
    def first_words(self, row: DangerWords) -> str:
        return Truncator("; ".join(row.words.splitlines())).chars(SIGNS_SHOWN)

    def get_prepopulated_fields(self, request: HttpRequest, obj: DangerWords | None = None) -> dict[str, Any]:
        return {} if obj else {"slug": ("name",)}

    def get_readonly_fields(self, request: HttpRequest, obj: DangerWords | None = None) -> tuple[str, ...]:
        """Phrases name a list by its slug, so it keeps that."""
        return ("slug",) if obj else ()

    def get_deleted_objects(
        self, objs: QuerySet[DangerWords] | Sequence[DangerWords], request: HttpRequest
    ) -> tuple[Any, ...]:
        """A list that phrases name is not deleted: their lines would no longer match anything."""
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        slugs = {one.slug for one in objs}
        users = (row for row in DangerPhrase.objects.all() if slugs.intersection(lists_named(row.phrases)))
        return to_delete, counts, perms_needed, [*protected, *map(str, users)]
