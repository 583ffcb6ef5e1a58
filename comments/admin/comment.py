"""The moderators' list of comments, those on hold first."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from articles.admin.lists import QuickList
from articles.listings.prefix_search import having_words
from comments import moderation
from comments.admin.asked import articles_titled, person
from comments.admin.blocking import BlockPages
from comments.admin.comment_pages import CommentPages
from comments.admin.filters import (
    CheckFilter,
    OrderFilter,
    PhotoFilter,
    ReportedFilter,
    ScoreFilter,
    StatusFilter,
    UrgentFilter,
    asked_order,
)
from comments.models import COMMENT_WORDS, Comment


@admin.register(Comment)
class CommentAdmin(BlockPages, CommentPages, QuickList):
    # Its template shows cards (cards.py), so the list has no columns.
    list_display = ("pk",)
    list_filter = (
        OrderFilter,
        StatusFilter,
        UrgentFilter,
        ScoreFilter,
        CheckFilter,
        ReportedFilter,
        PhotoFilter,
        "rating",
    )
    list_per_page = 25
    # OrderFilter sorts: Django's own sorting would mix what may mean danger with the rest.
    sortable_by = ()
    search_fields = ("name", "text", "article__title")
    search_help_text = "Beginnings of words from the comment, its writer’s name, or the article."
    actions = ("approve_selected", "reject_selected", "spam_selected", "hold_selected", "blur_selected")
    # Without this Django would build fields for all columns. The template _comment.html shows these.
    fields = ("article", "status", "name", "text")

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return asked_order(request)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Comment], search_term: str
    ) -> tuple[QuerySet[Comment], bool]:
        if not search_term:
            return queryset, False
        said = having_words(COMMENT_WORDS, search_term)
        return queryset.filter(said | Q(article__in=articles_titled(search_term))), False

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """To delete comes last: nobody can undo it."""
        actions: dict[str, Any] = super().get_actions(request)
        return dict(sorted(actions.items(), key=lambda item: item[0] == "delete_selected"))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Everything: moderators decide on comments and never rewrite them."""
        return self.fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Comment, form: Any, change: bool) -> None:
        """Saves nothing: the row as it was read could undo another moderator's decision."""

    # The admin's log would keep the name of the comment's writer. Decision keeps what was decided, and
    # no name.
    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]  # see above
        """Writes nothing."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:  # type: ignore[override]  # see above
        """Writes nothing."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Reports are deleted with their comment, though nobody may delete a report alone."""
        to_delete, counts, _, protected = super().get_deleted_objects(objs, request)
        return to_delete, counts, set(), protected

    def delete_model(self, request: HttpRequest, obj: Comment) -> None:
        moderation.delete([obj], by=person(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        moderation.delete(queryset, by=person(request))
