"""The tiles of the admin's first page: each a number, linked to the list of what it counts."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from articles.admin.paginator import CAP, capped, count_up_to


@dataclass(frozen=True)
class Tile:
    name: str
    number: int
    url: str

    @property
    def figure(self) -> str:
        return capped(self.number)


def tile(name: str, rows: QuerySet, **query: str) -> Tile:
    """The tile of `rows`; the admin's list of their model has to show the same rows for `query`."""
    options = rows.model._meta
    url = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
    return Tile(name, count_up_to(CAP, rows), f"{url}?{urlencode(query)}")
