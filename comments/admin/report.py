"""Readers' reports; a decision on the comment settles them."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import pluralize
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.characters import isolated
from comments.admin.read_only import ReadOnlyList, comment_link
from comments.models import Report, with_neighbours


class OpenFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("open", "Open"), ("settled", "Settled")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Report]) -> QuerySet[Report]:
        if self.value() not in {"open", "settled"}:
            return queryset
        return queryset.filter(settled_at__isnull=self.value() == "open")


def same_network(neighbours: int) -> str:
    return f"As {neighbours} other{pluralize(neighbours)}" if neighbours else ""


@admin.register(Report)
class ReportAdmin(ReadOnlyList):
    list_display = ("created_at", "reason", "detail", "about", "neighbourhood", "state")
    list_display_links = None
    list_filter = (OpenFilter, "reason")
    list_select_related = ("comment", "comment__article")
    list_defer = ("comment__html", "comment__email", "comment__article__body", "comment__article__parts")
    sortable_by = ()
    fields = ("created_at", "reason", "detail", "about", "neighbourhood", "state")
    readonly_fields = fields

    @admin.display(description="comment")
    def about(self, report: Report) -> SafeString:
        comment = report.comment
        link = comment_link(comment.pk, isolated(comment.name) or "A rating")
        return format_html("{} on “{}”", link, comment.article)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        return with_neighbours(super().get_queryset(request))

    @admin.display(description="same network")
    def neighbourhood(self, report: Any) -> str:
        """Whether others who reported the comment are neighbours; no address is known."""
        blocked = "From a blocked connection" if report.is_blocked else ""
        return "; ".join(filter(None, (same_network(report.neighbours), blocked)))

    @admin.display(description="state")
    def state(self, report: Report) -> str:
        if report.settled_at is None:
            return "Open"
        return f"Settled {timezone.localtime(report.settled_at):%-d %b %Y}"
