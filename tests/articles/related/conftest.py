"""Pages of the same category and animal, which differ in their words."""

from typing import Any

import pytest

from articles.models import Article
from tests.articles.related.pages import about
from tests.factories import (
    CategoryFactory,
    SpeciesFactory,
)


@pytest.fixture
def same_subject() -> dict[str, Any]:
    """Return a category and an animal. Articles that share both differ only in their words."""
    return {"category": CategoryFactory(), "species": [SpeciesFactory()]}


@pytest.fixture
def others(same_subject: dict[str, Any]) -> list[Article]:
    """Publish enough pages for words to be rare. None of them is about fleas."""
    titles = ("Sleep on sofas", "Purring at noon", "Whiskers and bowls", "Grass on walks", "Barking at post")
    return [about(title, **same_subject) for title in titles]
