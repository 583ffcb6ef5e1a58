"""The filters of the moderators' list, and one in the list of articles."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from articles.admin.filters import WorkFilter, offer
from comments.models import Comment, Report, Status
from comments.models.queue import TO_DECIDE
from comments.ratings import falling

ALL = "all"
YES = "yes"


def asked_status(request: HttpRequest) -> str:
    return request.GET.get(StatusFilter.parameter_name) or Status.HELD


class StatusFilter(admin.SimpleListFilter):
    """Shows the moderators' work unless a status is asked for: what is held, or reported by several."""

    title = "status"
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [*((str(value), str(label)) for value, label in Status.choices), (ALL, "All")]

    def choices(self, changelist: Any) -> Any:
        """Without Django's own "All": here an address without a status means held."""
        for value, label in self.lookup_choices:
            yield {
                "selected": (self.value() or Status.HELD) == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }

    def queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        status = self.value()
        if not status:
            return queryset.filter(TO_DECIDE)
        return queryset if status == ALL else queryset.filter(status=status)


class ReportedFilter(admin.SimpleListFilter):
    """Comments with open reports, whether these were enough to hide the comment or not."""

    title = "reports"
    parameter_name = "reported"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(YES, "Reported"), ("hidden", "Hidden by reports")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        if self.value() == "hidden":
            return queryset.filter(is_reported=True, status=Status.HELD)
        if self.value() == YES:
            waiting = Report.objects.filter(settled_at__isnull=True).order_by().values("comment")
            return queryset.filter(Q(is_reported=True) | Q(pk__in=waiting))
        return queryset


class UrgentFilter(admin.SimpleListFilter):
    title = "danger"
    parameter_name = "urgent"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(YES, "May mean danger now")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        return queryset.filter(is_urgent=True) if self.value() == YES else queryset


@offer
class RatingsFilter(WorkFilter):
    """A filter of the list of articles; it stands here because articles/ knows nothing of comments."""

    title = "ratings"
    parameter_name = "ratings"
    choices_offered = {"falling": ("Falling", falling)}
