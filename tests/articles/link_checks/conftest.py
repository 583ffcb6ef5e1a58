"""Fixtures that several test files here share."""

from collections.abc import Iterator

import pytest

from articles.management.commands import check_links
from tests.articles.link_checks.answers import Internet
from tests.articles.link_checks.elsewhere import PUBLIC, Site, site_at


@pytest.fixture
def internet(monkeypatch: pytest.MonkeyPatch) -> Internet:
    there = Internet()
    monkeypatch.setattr(check_links, "Asker", lambda agent: there)
    return there


@pytest.fixture
def site() -> Iterator[Site]:
    with site_at(PUBLIC) as site:
        yield site
