"""The filters of the article list; the editors' first page links to them."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest

from articles.link_checks.broken import articles_with_broken_references
from articles.models import Article, Species
from articles.publishing import worklists

YES = "yes"

# Filters of another app, such as by readers' ratings; this app may not import them.
_offered: list[type[SimpleListFilter]] = []


def offer(list_filter: type[SimpleListFilter]) -> type[SimpleListFilter]:
    """Add a filter to the article list, as its decorator."""
    _offered.append(list_filter)
    return list_filter


def offered() -> tuple[type[SimpleListFilter], ...]:
    return tuple(_offered)


class WorkFilter(SimpleListFilter):
    """`choices_offered` maps the value in the address to its name and its worklist."""

    choices_offered: ClassVar[dict[str, tuple[str, Callable[[Any], Any]]]] = {}

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(value, name) for value, (name, _) in self.choices_offered.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value is None:
            return queryset
        return self.choices_offered[value][1](queryset) if value in self.choices_offered else queryset.none()


class ReadersFilter(WorkFilter):
    title = "readers"
    parameter_name = "readers"
    choices_offered = {
        "live": ("Live", worklists.live),
        "scheduled": ("Scheduled", worklists.scheduled),
        "withdrawn": ("Withdrawn", worklists.withdrawn),
        "never": ("Never published", worklists.never_published),
    }


class VetFilter(WorkFilter):
    title = "vet"
    parameter_name = "vet"
    choices_offered = {
        "waiting": ("In review or approved, not signed", worklists.awaiting_signature),
        "live-unsigned": ("Live without a signature", worklists.live_unsigned),
        "unsigned": ("Working copy not signed", worklists.unsigned),
    }


class ReviewFilter(WorkFilter):
    """When somebody should look again at what readers see."""

    title = "review"
    parameter_name = "review"
    choices_offered = {
        "overdue": ("Review overdue", worklists.review_overdue),
        "soon": ("Due within a month", worklists.ageing),
        "due": ("Overdue, or due within a month", worklists.due),
        "year": ("Not reviewed for a year", worklists.not_reviewed_for_a_year),
    }


def broken_references(articles: QuerySet[Article]) -> QuerySet[Article]:
    return articles.filter(pk__in=articles_with_broken_references().values("pk"))


class ReferencesFilter(WorkFilter):
    title = "references"
    parameter_name = "references"
    choices_offered = {"broken": ("Broken", broken_references)}


class OwnerFilter(SimpleListFilter):
    """Offers only one's own: there may be more logins than a list can show."""

    title = "owner"
    parameter_name = "owner"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("me", "Mine")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        return worklists.owned_by(request.user)(queryset) if self.value() == "me" else queryset


class SpeciesFilter(SimpleListFilter):
    """Asks without a join. Django's own filter lists an article once for each of its species."""

    title = "species"
    parameter_name = "species"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(species.slug, species.name) for species in Species.objects.all()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        if self.value() is None:
            return queryset
        about = Article.species.through.objects.filter(species__slug=self.value())
        return queryset.filter(pk__in=about.values("article"))
