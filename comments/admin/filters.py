"""The order and the filters of the moderators' list, and one filter in the list of articles."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from articles.admin.filters import WorkFilter, offer
from comments.models import HIDDEN_BY_REPORTS, Comment, Reason, Report, Status
from comments.models.queue import BY_GROUP, ORDERS, TO_DECIDE, URGENT_FIRST
from comments.ratings import falling
from comments.spam.checks import LIKELY_SPAM, CheckKind

ALL = "all"
YES = "yes"
NO = "no"


def asked_status(request: HttpRequest) -> str:
    return request.GET.get(StatusFilter.parameter_name) or Status.HELD


def shows_what_waits(request: HttpRequest) -> bool:
    return asked_status(request) == Status.HELD


def asked_order(request: HttpRequest) -> tuple[str, ...]:
    """What may mean danger stays first in each order of what waits, by score too."""
    asked = ORDERS.get(request.GET.get(OrderFilter.parameter_name, ""))
    if not shows_what_waits(request):
        return asked or ORDERS["newest"]
    return (URGENT_FIRST, *asked) if asked else BY_GROUP


def has_groups(request: HttpRequest) -> bool:
    """Whether the list shows what waits, group by group."""
    return asked_order(request) == BY_GROUP


class WithoutAll(admin.SimpleListFilter):
    """One of its choices always holds; `usual` where the address names none, so it offers no "All"."""

    usual: str = ""

    def choices(self, changelist: Any) -> Any:
        for value, label in self.lookup_choices:
            yield {
                "selected": (self.value() or self.usual) == str(value),
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }


class OrderFilter(WithoutAll):
    """Leaves out nothing; CommentAdmin.get_ordering() reads it. As a filter it is kept with the others."""

    title = "order"
    parameter_name = "order"
    usual = "groups"
    labels: ClassVar = {
        "groups": "As grouped, the oldest first",
        "newest": "Newest first",
        "oldest": "Oldest first",
        "highest": "Highest score first",
        "lowest": "Lowest score first",
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        offered = self.labels if shows_what_waits(request) else ORDERS
        return [(order, self.labels[order]) for order in offered]

    def value(self) -> str | None:
        """Where nothing waits there are no groups: the newest is first."""
        asked: str | None = super().value()
        return asked or ("groups" if "groups" in dict(self.lookup_choices) else "newest")

    def queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        return queryset


class StatusFilter(WithoutAll):
    """Shows the moderators' work unless a status is asked for: what is held, or reported by several."""

    title = "status"
    parameter_name = "status"
    usual = Status.HELD

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [*((str(value), str(label)) for value, label in Status.choices), (ALL, "All")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        status = self.value()
        if not status:
            return queryset.filter(TO_DECIDE)
        return queryset if status == ALL else queryset.filter(status=status)


class ScoreFilter(WorkFilter):
    title = "score"
    parameter_name = "score"
    choices_offered: ClassVar = {
        "none": ("0", lambda rows: rows.filter(score=0)),
        "some": (f"1 to {LIKELY_SPAM - 1}", lambda rows: rows.filter(score__gte=1, score__lt=LIKELY_SPAM)),
        "high": (f"{LIKELY_SPAM} or more: likely spam", lambda rows: rows.filter(score__gte=LIKELY_SPAM)),
    }


class CheckFilter(admin.SimpleListFilter):
    """Comments of which a check found something."""

    title = "what a check found"
    parameter_name = "check"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(value), str(label)) for value, label in CheckKind.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        check = self.value()
        if check is None:
            return queryset
        if check not in CheckKind.values:
            return queryset.none()
        # The index of findings answers it: a finding with any points and words holds this.
        found = queryset.filter(findings__contains=[{"check": check}])
        # What a check finds has points; without the score, Postgres would look through all comments without
        # any, the lowest score first.
        return found if check == CheckKind.IMPORT else found.filter(score__gt=0)


class ReportedFilter(admin.SimpleListFilter):
    """Comments with open reports, whether these were enough to hide the comment or not."""

    title = "reports"
    parameter_name = "reported"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        reasons = [(str(value), str(label)) for value, label in Reason.choices]
        return [
            (YES, "Reported"),
            ("several", "Reported by several"),
            ("hidden", "Hidden by reports"),
            *reasons,
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        value = self.value()
        if value == "several":
            return queryset.filter(is_reported=True)
        if value == "hidden":
            return queryset.filter(HIDDEN_BY_REPORTS)
        waiting = Report.objects.open().order_by().values("comment")
        if value == YES:
            return queryset.filter(Q(is_reported=True) | Q(pk__in=waiting))
        return queryset.filter(pk__in=waiting.filter(reason=value)) if value in Reason.values else queryset


class UrgentFilter(admin.SimpleListFilter):
    title = "danger"
    parameter_name = "urgent"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(YES, "May mean danger now"), (NO, "Names no danger")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        value = self.value()
        return queryset.filter(is_urgent=value == YES) if value in {YES, NO} else queryset


class PhotoFilter(admin.SimpleListFilter):
    title = "photo"
    parameter_name = "photo"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(YES, "With a photo")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        return queryset.filter(photo__isnull=False) if self.value() == YES else queryset


@offer
class RatingsFilter(WorkFilter):
    """A filter of the list of articles; it stands here because articles/ knows nothing of comments."""

    title = "ratings"
    parameter_name = "ratings"
    choices_offered = {"falling": ("Falling", falling)}
