"""The glossary: its words, and deleting those that no text explains."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from articles import glossary
from articles.admin.live_rows import LiveRowAdmin
from articles.models import Article, GlossaryTerm
from articles.roles import Person, may_read

NAMED = 5


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(LiveRowAdmin):
    list_display = ("name", "slug", "meaning")
    search_fields = ("name", "slug", "meaning")
    fields = ("name", "slug", "meaning")

    def view_on_site(self, obj: GlossaryTerm) -> str:
        return obj.get_absolute_url()

    def get_readonly_fields(self, request: HttpRequest, obj: GlossaryTerm | None = None) -> tuple[str, ...]:
        """The key stays: texts name the word by it, also texts in the history and in files."""
        return ("slug",) if obj else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: GlossaryTerm | None = None) -> Any:
        return {} if obj else {"slug": ("name",)}

    def save_model(self, request: HttpRequest, obj: GlossaryTerm, form: Any, change: bool) -> None:
        count = glossary.save(obj, by=request.user)
        if count:
            copies = "1 working copy explains" if count == 1 else f"{count} working copies explain"
            messages.warning(
                request,
                f"{copies} this word: sign-offs and approvals of the text as it was no longer hold. "
                "Live pages keep what they say until they are published anew.",
            )

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        term = self.get_object(request, object_id)
        try:
            if term is not None and self.has_delete_permission(request, term):
                glossary.refuse_if_used(term)
            return super().delete_view(request, object_id, extra_context)
        except glossary.TermInUse as error:
            messages.error(request, f"{error} {_named(error.usage.articles, request.user)}")
            return redirect(reverse("admin:articles_glossaryterm_change", args=[object_id]))

    def delete_model(self, request: HttpRequest, obj: GlossaryTerm) -> None:
        glossary.delete(obj, by=request.user)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Without Django's own bulk deletion, which does not ask which texts explain a word."""
        return {
            name: action for name, action in super().get_actions(request).items() if name != "delete_selected"
        }


def _named(articles: list[Article], reader: Person) -> str:
    """The first few that the person may read; the others, drafts that are not theirs too, are counted."""
    readable = [article for article in articles if may_read(reader, article)]
    named = [f"“{article}”" for article in readable[:NAMED]]
    more = len(articles) - len(named)
    return f"{'; '.join([*named, *([f'{more} more'] if more else [])])}."
