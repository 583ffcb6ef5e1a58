"""The article's admin: its list, and who may do what. The form is a page of its own (writing_page.py)."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern

from articles.admin.article_rows import with_row_parts
from articles.admin.bulk import approve_selected, publish_selected, submit_selected, withdraw_selected
from articles.admin.filters import (
    OwnerFilter,
    ReadersFilter,
    ReferencesFilter,
    ReviewFilter,
    SpeciesFilter,
    VetFilter,
    offered,
)
from articles.admin.lists import QuickList
from articles.admin.pages import page_urls
from articles.admin.states import with_states
from articles.admin.writing_page import WritingPage
from articles.listings.prefix_search import having_words
from articles.models import Article
from articles.models.admin_search import ARTICLE_WORDS
from articles.roles import APPROVE, PUBLISH, may, may_edit, may_read, readable


@admin.register(Article)
class ArticleAdmin(WritingPage, QuickList):
    actions = (submit_selected, approve_selected, publish_selected, withdraw_selected)
    # An action takes at most 100 articles, so the list offers no button that selects all its pages.
    acts_on_one_page = True
    # The template draws the rows (article_rows.py); these are the columns that an address can sort by.
    list_display = ("title", "changed_at")
    list_filter = (
        *("stage", VetFilter, ReviewFilter, ReadersFilter, OwnerFilter, ReferencesFilter),
        *("kind", "category", SpeciesFilter, "urgency"),
    )
    list_select_related = ("owner",)
    list_defer = ("standfirst", "description", "answer", "key_points", "body", "parts")
    list_per_page = 25
    # An index supports this order and the usual one, and no other.
    sortable_by = ("changed_at",)
    # Named only so that Django shows a search: get_search_results asks the index.
    search_fields = ("title", "slug", "answer")
    search_help_text = "Beginnings of words from the title, the address or the short answer."

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return readable(super().get_queryset(request), request.user)

    def get_list_rows(self, rows: QuerySet[Article]) -> QuerySet[Article]:
        return with_row_parts(with_states(super().get_list_rows(rows)))

    def get_list_filter(self, request: HttpRequest) -> Any:
        return (*self.list_filter, *offered())

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """Find articles for the list, and for the fields in which an editor chooses an article."""
        return (queryset.filter(having_words(ARTICLE_WORDS, search_term)) if search_term else queryset), False

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return super().has_view_permission(request, obj) and (obj is None or may_read(request.user, obj))

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or may_edit(request.user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """What readers have seen is withdrawn, not deleted: its editions and comments stay."""
        if obj is not None and (obj.editions.exists() or not may_edit(request.user, obj)):
            return False
        return super().has_delete_permission(request, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Without bulk deletion, which does not check whether an article was published."""
        return {
            name: action for name, action in super().get_actions(request).items() if name != "delete_selected"
        }

    def has_approve_permission(self, request: HttpRequest) -> bool:
        return may(request.user, APPROVE)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may(request.user, PUBLISH)

    def get_urls(self) -> list[URLPattern]:
        return [*page_urls(self.admin_site), *super().get_urls()]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """HistoryPage answers at this address, unless its end is not a number."""
        raise Http404

    def get_view_on_site_url(self, obj: Article | None = None) -> str | None:
        # Django's own address for this, /admin/r/, does not exist here, and a draft has no page.
        edition = obj.editions.live().first() if obj else None
        return edition.get_absolute_url() if edition else None
