"""Lists of the admin that stay quick however many rows there are."""

from typing import Any

from django.contrib.admin import ModelAdmin, ShowFacets
from django.contrib.admin.views.main import PAGE_VAR, SEARCH_VAR, ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest

from articles.admin import paginator
from articles.admin.paginator import CappedPaginator
from articles.admin.seen_text import SeenText
from kbsite.numbers import read_number

# Django has one name for lists and another for the fields in which an editor chooses a row.
PAGE_NUMBERS = (PAGE_VAR, "page")
SEARCHES = (SEARCH_VAR, "term")


class KeysFirst(ChangeList):
    """Finds a page's keys first, which an index holds, and then fetches only those rows.

    In a single query, Postgres would work out every column also of the rows that it skips.
    """

    model_admin: "QuickList"

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        keys = self._keys()
        rows = self.model_admin.get_list_rows(self.root_queryset)
        found = self.apply_select_related(rows).in_bulk(keys)
        # Somebody may delete a row between the two queries.
        self.result_list = [found[key] for key in keys if key in found]

    def _keys(self) -> list[Any]:
        """Asks for all keys where there are few: with a limit, Postgres tends to read the whole table."""
        if not self.multi_page or self.show_all or self.paginator.counted > paginator.CAP:
            return list(self.result_list.values_list("pk", flat=True))
        first = (self.page_num - 1) * self.list_per_page
        return list(self.queryset.values_list("pk", flat=True))[first : first + self.list_per_page]


class QuickList(SeenText, ModelAdmin):
    """The admin of a model with many rows. `list_defer` names long columns that its list does not show."""

    # Otherwise Django would count the whole table too, to show its size beside the number found.
    show_full_result_count = False
    # Facets would count the rows of every choice of every filter.
    show_facets = ShowFacets.NEVER
    list_defer: tuple[str, ...] = ()

    def get_list_rows(self, rows: QuerySet) -> QuerySet:
        """The rows of one page, with what only the list shows and without what it does not show."""
        return rows.defer(*self.list_defer)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return KeysFirst

    def get_paginator(self, request: HttpRequest, *args: Any, **kwargs: Any) -> CappedPaginator:
        """A search ends at a thousand results: nobody reads more, and later pages are slower."""
        searched = any(request.GET.get(name) for name in SEARCHES)
        return CappedPaginator(*args, number=None if searched else _page_number(request), **kwargs)


def _page_number(request: HttpRequest) -> int:
    asked = next((request.GET[name] for name in PAGE_NUMBERS if name in request.GET), "")
    return read_number(asked) or 1
