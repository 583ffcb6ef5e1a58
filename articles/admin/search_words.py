"""Tells the search when an editor changes rows that hold owners' words."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from articles.search.vocabulary import words_changed


class SearchWordsAdmin(admin.ModelAdmin):
    """The admin of such a model. Each change tells the search first, which lets in one writer at a time."""

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
