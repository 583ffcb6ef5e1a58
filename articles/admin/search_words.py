"""Tells the search when an editor changes rows that hold owners' words."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from articles.admin.live_rows import LiveRowAdmin
from articles.search.vocabulary import words_changed


class SearchWordsAdmin(LiveRowAdmin):
    """The admin of such a model. Each change tells the search first, which lets in one writer at a time."""

    @transaction.atomic
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Before the row is locked: all writers take the two locks in this order.
        if request.method == "POST":
            words_changed()
        return super().changeform_view(request, *args, **kwargs)

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        words_changed()
        super().save_model(request, obj, form, change)

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        words_changed()
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        words_changed()
        super().delete_queryset(request, queryset)
