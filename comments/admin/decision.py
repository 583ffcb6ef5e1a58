"""The log of decisions, in which those that were made together are one line."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR
from django.db.models import BooleanField, Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString

from comments import moderation
from comments.admin.asked import may_decide, person, pks_in
from comments.admin.read_only import ReadOnlyList, comment_link
from comments.admin.telling import batch_undo_url, single_undo_url
from comments.admin.undo_page import UndoPage
from comments.models import Decision
from comments.models.decision import HEADS


class BatchFilter(admin.SimpleListFilter):
    """The decisions of one batch, line by line; a line of the log leads here."""

    title = "decided together"
    parameter_name = "batch"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        asked = request.GET.get(self.parameter_name)
        return [(asked, "These decisions")] if asked else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Decision]) -> QuerySet[Decision]:
        return queryset.filter(batch__in=pks_in([self.value() or ""])) if self.value() else queryset


def _is_folded(request: HttpRequest) -> bool:
    return not (request.GET.get(BatchFilter.parameter_name) or request.GET.get(SEARCH_VAR))


@admin.register(Decision)
class DecisionAdmin(UndoPage, ReadOnlyList):
    list_display = ("at", "what", "about", "who", "undoing")
    list_display_links = None
    list_filter = ("action", BatchFilter)
    list_select_related = ("article", "by")
    list_defer = ("article__body", "article__parts")
    sortable_by = ()
    # Named only so that Django shows a search: get_search_results asks an index.
    search_fields = ("comment_number",)
    search_help_text = "The number of a comment."
    fields = ("at", "what", "comment_page", "article", "who", "undoing")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Decision]:
        rows: QuerySet[Decision] = super().get_queryset(request)
        return rows.annotate(
            is_folded=_flag(_is_folded(request)), may_undo=_flag(may_decide(person(request)))
        )

    def get_list_rows(self, rows: QuerySet[Decision]) -> QuerySet[Decision]:
        """With how many decisions each batch has, and how many of them stand. Counted for one page only."""
        same = Decision.objects.filter(batch=OuterRef("pk")).order_by().values("batch")
        counted = same.annotate(all=Count("pk"), standing=Count("pk", filter=Q(undone_at__isnull=True)))
        listed: QuerySet[Decision] = super().get_list_rows(rows)
        return listed.annotate(
            together=Coalesce(Subquery(counted.values("all")), 1),
            standing=Coalesce(Subquery(counted.values("standing")), 0),
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Decision], search_term: str
    ) -> tuple[QuerySet[Decision], bool]:
        if search_term:
            queryset = queryset.filter(comment_number__in=pks_in([search_term]))
        elif _is_folded(request):
            queryset = queryset.filter(HEADS)
        return queryset, False

    @admin.display(description="decision")
    def what(self, decision: Decision) -> str:
        """Its name, with the status before and after where that changed."""
        before, after = decision.get_before_display(), decision.get_after_display()
        change = f" ({before or 'new'} → {after or 'gone'})" if before != after else ""
        return f"{decision.get_action_display()}{change}"

    @admin.display(description="comment")
    def about(self, decision: Any) -> SafeString:
        if _stands_for_a_batch(decision):
            return format_html('<a href="?batch={}">{} comments</a>', decision.pk, f"{decision.together:,}")
        return format_html("{} on “{}”", self.comment_page(decision), decision.article)

    @admin.display(description="comment")
    def comment_page(self, decision: Decision) -> SafeString | str:
        gone = "" if decision.comment_id else ", deleted since"
        return comment_link(decision.comment_id, f"Comment {decision.comment_number}{gone}")

    @admin.display(description="by")
    def who(self, decision: Decision) -> str:
        return moderation.decider_of(decision)

    @admin.display(description="undo")
    def undoing(self, decision: Any) -> SafeString | str:
        if _stands_for_a_batch(decision):
            return self._undoing_together(decision)
        if decision.undone_at:
            return "Undone"
        if decision.action not in moderation.UNDOABLE or decision.comment_id is None:
            return "No"
        if not decision.may_undo:
            return ""
        label = f"Undo: {decision}"
        return format_html('<a href="{}" aria-label="{}">Undo</a>', single_undo_url(decision), label)

    def _undoing_together(self, decision: Any) -> SafeString | str:
        if decision.action not in moderation.UNDOABLE:
            return "No"
        if not decision.standing:
            return "Undone"
        if not decision.may_undo:
            return ""
        label = f"Undo all: {decision.get_action_display()}, {decision.together:,} comments"
        words = "Undo all" if decision.standing == decision.together else f"Undo {decision.standing:,} more"
        return format_html('<a href="{}" aria-label="{}">{}</a>', batch_undo_url(decision.pk), label, words)

    def get_urls(self) -> list[URLPattern]:
        undo = self.admin_site.admin_view(self.undo_view)
        return [path("undo/", undo, name="comments_decision_undo"), *super().get_urls()]


def _flag(is_so: bool) -> Value:
    return Value(is_so, output_field=BooleanField())


def _stands_for_a_batch(decision: Any) -> bool:
    """On the page of one decision nothing is counted, and it stands for itself."""
    return bool(decision.is_folded and getattr(decision, "together", 1) > 1)
