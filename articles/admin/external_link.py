"""Addresses of other sites as `manage.py check_links` last found them; nobody changes them here."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from articles.hosts import NoHost, shown_address
from articles.link_checks.broken import citing, linking
from articles.models import ExternalLink

TITLE = "Links elsewhere, as manage.py check_links last found them"
TOO_MANY = "There are too many texts to look through here; check_links --report names the article."
SHOWN_IN_LIST, SHOWN = 3, 50


class FailingFilter(admin.SimpleListFilter):
    title = "for readers"
    parameter_name = "failing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Broken"), ("no", "Not broken")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[ExternalLink]) -> QuerySet[ExternalLink]:
        if self.value() not in {"yes", "no"}:
            return queryset
        return queryset.filter(failing_since__isnull=self.value() == "no")


class LinkList(ChangeList):
    """With the articles that cite each address, in one query for the whole page."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        links = list(self.result_list)
        found = citing(link.url for link in links)
        for link in links:
            link.citing = found.get(link.url, {})
        self.result_list = links


@admin.register(ExternalLink)
class ExternalLinkAdmin(admin.ModelAdmin):
    list_display = ("shown", "found", "days", "cited_by")
    list_filter = (FailingFilter, "outcome")
    # What has been failing for longest comes first.
    ordering = (F("failing_since").asc(nulls_last=True), "url")
    search_fields = ("url", "detail")
    search_help_text = "Part of an address, or of what it answered."
    # Otherwise Django would count the whole table too, to show its size beside the number found.
    show_full_result_count = False
    fields = (
        *("address", "outcome", "detail", "failing_since", "last_good_at", "checked_at"),
        *("references", "texts"),
    )
    readonly_fields = fields

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {"title": TITLE} | (extra_context or {}))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return LinkList

    @admin.display(description="address", ordering="url")
    def shown(self, link: ExternalLink) -> str:
        return _shown(link.url)

    @admin.display(description="found", ordering="outcome")
    def found(self, link: ExternalLink) -> str:
        return f"{link.get_outcome_display()}: {link.detail}"

    @admin.display(description="since when", ordering="failing_since")
    def days(self, link: ExternalLink) -> str:
        last = f"last good {_day(link.last_good_at)}" if link.last_good_at else "never found good"
        since = f"failing since {_day(link.failing_since)}, " if link.failing_since else ""
        return capfirst(since + last)

    @admin.display(description="cited by")
    def cited_by(self, link: Any) -> SafeString | str:
        return _article_links(link.citing, SHOWN_IN_LIST)

    @admin.display(description="address")
    def address(self, link: ExternalLink) -> SafeString:
        # noreferrer keeps the address of this page of the admin from the other site.
        return format_html('<a href="{}" rel="noopener noreferrer">{}</a>', link.url, _shown(link.url))

    @admin.display(description="in references of")
    def references(self, link: ExternalLink) -> SafeString | str:
        return _article_links(citing([link.url]).get(link.url, {}), SHOWN)

    @admin.display(description="in the text of")
    def texts(self, link: ExternalLink) -> SafeString | str:
        found = linking(link.url)
        return TOO_MANY if found is None else _article_links(found, SHOWN)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ExternalLink | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ExternalLink | None = None) -> bool:
        return False


def _shown(address: str) -> str:
    try:
        return shown_address(address)
    except NoHost:
        return address


def _day(at: datetime) -> str:
    return f"{timezone.localtime(at):%-d %b %Y}"


def _article_links(articles: dict[int, str], most: int) -> SafeString | str:
    """As links to their forms, the first few; the others are counted."""
    if not articles:
        return "None"
    shown = list(articles.items())[:most]
    rows = [(reverse("admin:articles_article_change", args=[pk]), title) for pk, title in shown]
    links = format_html_join(", ", '<a href="{}">{}</a>', rows)
    more = len(articles) - len(shown)
    return format_html("{} and {} more", links, more) if more else links
