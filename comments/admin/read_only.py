"""Lists that people read and never change by hand."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from articles.admin.lists import QuickList


class ReadOnlyList(QuickList, admin.ModelAdmin):
    list_per_page = 50

    class Media:
        css: ClassVar = {"all": ("css/moderation.css",)}

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Only what the list's filters ask for.

        Django lets an address ask for any field of the model: an e-mail address that the list never shows
        could be guessed from it, a letter at a time.
        """
        offered = self.get_list_filter(request) if request else self.list_filter
        names = (getattr(one, "parameter_name", one) for one in offered)
        return lookup.removesuffix("__exact").removesuffix("__isnull") in names

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title} | (extra_context or {}))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def comment_link(pk: int | None, words: str) -> SafeString | str:
    """Return a link to a comment's page in the admin, or only the words if the comment was deleted."""
    # The log and its lists outlive the comment.
    if pk is None:
        return words
    return format_html('<a href="{}">{}</a>', reverse("admin:comments_comment_change", args=[pk]), words)
