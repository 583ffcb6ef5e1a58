"""Old addresses and where they lead; added and deleted here, never changed in place."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.seen_text import SeenText
from articles.models import Edition, Redirect
from articles.models.article import page_address
from articles.publishing.addresses import CannotLead, check_lead, lead_on
from articles.roles import PUBLISH, may

TAKEN = "Readers are led on from this address already: delete that redirect first."
NOWHERE = "Nowhere: readers do not see the article"


class RedirectForm(forms.ModelForm):
    class Meta:
        model = Redirect
        fields = ("old_path", "article")
        error_messages = {"old_path": {"unique": TAKEN}}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            # The admin's transaction keeps the lock, so this still holds when the row is written.
            try:
                check_lead(data["old_path"], data["article"])
            except CannotLead as error:
                raise ValidationError(str(error)) from error
        return data


@admin.register(Redirect)
class RedirectAdmin(SeenText, admin.ModelAdmin):
    form = RedirectForm
    list_display = ("old_path", "target", "leads_to", "created_at")
    # Nobody changes a row in place, so no row leads to a form.
    list_display_links = None
    list_select_related = ("article",)
    search_fields = ("old_path", "article__title", "article__slug")
    search_help_text = "Part of an address, or of an article's title."
    autocomplete_fields = ("article",)
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Redirect]:
        live = Edition.objects.live().filter(article=OuterRef("article"))
        redirects: QuerySet[Redirect] = super().get_queryset(request)
        return redirects.annotate(live_kind=Subquery(live.values("kind")[:1]))

    @admin.display(description="article", ordering="article__title")
    def target(self, redirect: Redirect) -> SafeString:
        address = reverse("admin:articles_article_change", args=[redirect.article_id])
        return format_html('<a href="{}">{}</a>', address, redirect.article)

    @admin.display(description="leads to")
    def leads_to(self, redirect: Any) -> str:
        return page_address(redirect.live_kind, redirect.article.slug) if redirect.live_kind else NOWHERE

    def save_model(self, request: HttpRequest, obj: Redirect, form: Any, change: bool) -> None:
        # The verb writes the row. Django needs its number for the log and its message.
        obj.pk = lead_on(obj.old_path, obj.article, by=request.user).pk

    def has_view_permission(self, request: HttpRequest, obj: Redirect | None = None) -> bool:
        return may(request.user, PUBLISH) and super().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may(request.user, PUBLISH) and super().has_add_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Redirect | None = None) -> bool:
        return may(request.user, PUBLISH) and super().has_delete_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Redirect | None = None) -> bool:
        """Never: only adding a row checks it (articles/publishing/addresses.py)."""
        return False
