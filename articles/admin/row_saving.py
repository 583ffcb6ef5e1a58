"""Saves the rows of an article's form while somebody types: a group as soon as all its rows are whole."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest

from articles.admin.form_values import (
    GROUPS,
    FormValues,
    filled_rows,
    marks_of,
    rows_of,
    sent_values,
)
from articles.models import Article


def changed_groups(sent: FormValues, base: dict[str, str]) -> set[str]:
    """The groups of which the window sent something else than it was last told."""
    marks = marks_of(sent)
    return {prefix for prefix in GROUPS if prefix in marks and marks[prefix] != base.get(prefix)}


def save_rows(model_admin: ModelAdmin, request: HttpRequest, article: Article, groups: set[str]) -> None:
    """Save those groups that have no mistakes. The caller holds the lock and takes stock afterwards."""
    if not groups:
        return
    sent = sent_values(request.POST)
    for formset_class, inline in model_admin.get_formsets_with_inlines(request, article):
        prefix = formset_class.get_default_prefix()
        if prefix not in groups or not _are_decided(sent, prefix) or not _may_save(inline, request, article):
            continue
        rows: Any = formset_class(
            request.POST, instance=article, prefix=prefix, queryset=inline.get_queryset(request)
        )
        if rows.is_valid():
            rows.save()


def _are_decided(sent: FormValues, prefix: str) -> bool:
    """Whether every row has its key: one that was only looked up gets it when the person takes it."""
    return all(row.get("id") or row.get(GROUPS[prefix]) for row in filled_rows(sent, prefix))


def _may_save(inline: Any, request: HttpRequest, article: Article) -> bool:
    rights = (inline.has_add_permission, inline.has_change_permission, inline.has_delete_permission)
    return all(may(request, article) for may in rights)


def new_ids(article: Article, sent: FormValues, groups: set[str]) -> dict[str, str]:
    """{name of the hidden field: primary key} of the rows that have become rows of the article.

    With them the window changes these rows next time, also where it changes their keys.
    """
    found: dict[str, str] = {}
    for prefix in groups:
        key = GROUPS[prefix]
        rows = rows_of(sent, prefix)
        if all(row.get("id") for row in rows):
            continue
        present = {str(name): str(pk) for pk, name in getattr(article, prefix).values_list("pk", key)}
        for number, row in enumerate(rows):
            pk = present.get(row.get(key, "").strip())
            if pk and not row.get("id"):
                found[f"{prefix}-{number}-id"] = pk
    return found
