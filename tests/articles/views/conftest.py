"""Fixtures that several test files here share."""

from typing import Any

import pytest
from django.test import Client

from articles.models.article import Kind
from articles.publishing import editions
from articles.search import Results
from tests.articles.views.full_site import PAGES, full_article
from tests.articles.views.search_pages import Show, page_of


@pytest.fixture
def site() -> list[str]:
    """Publish a site with something on every page, and return its addresses."""
    full_article("wag")
    full_article("cavalier", kind=Kind.BREED)
    full_article("bark")
    return PAGES


@pytest.fixture
def show(client: Client, monkeypatch: pytest.MonkeyPatch) -> Show:
    """Return a function that shows prepared results, so that a test can look at one state alone."""

    def of(asked: dict[str, str] | None = None, **results: Any) -> str:
        given = Results(**{"query": "dog kiking", "words": "dog kicking", **results})
        monkeypatch.setattr("articles.search.search", lambda *args, **options: given)
        return page_of(client, **{"q": given.query, **(asked or {})})

    return of


@pytest.fixture
def _lone_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Publish pages without search entries, mentions and related pages, in half the time."""
    monkeypatch.setattr(editions, "tell_dependents", lambda *_: None)
