"""The stored order of published pages follows the rule of the A to Z."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.listings import stored_keys
from articles.listings.stored_keys import refresh_order
from articles.models import Edition
from tests.factories import LiveArticleFactory, live_edition, many_live_editions

pytestmark = pytest.mark.django_db


def term(name: str) -> dict[str, str]:
    return {"key": name.casefold(), "name": name, "meaning": "What it means."}


def test_a_key_of_an_older_rule_is_written_again() -> None:
    article = LiveArticleFactory(title="The Épagneul")
    Edition.objects.update(index_key="the épagneul")

    count = refresh_order()

    assert count == 1
    assert live_edition(article).index_key == "epagneul"


def test_explained_words_are_put_in_order() -> None:
    article = LiveArticleFactory()
    Edition.objects.update(terms=[term("The zygote"), term("Épaule"), term("Fever")])

    refresh_order()

    assert [word["name"] for word in live_edition(article).terms] == ["Épaule", "Fever", "The zygote"]


def test_nothing_else_of_an_edition_changes() -> None:
    LiveArticleFactory()
    before = Edition.objects.values().get()
    Edition.objects.update(index_key="another")

    refresh_order()

    assert Edition.objects.values().get() == before


def test_an_edition_whose_order_is_right_is_not_written() -> None:
    LiveArticleFactory()

    with CaptureQueriesContext(connection) as queries:
        count = refresh_order()

    assert count == 0
    assert [query["sql"] for query in queries if "UPDATE" in query["sql"]] == []


def test_many_editions_are_written_a_batch_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    many_live_editions(LiveArticleFactory(), 6)
    Edition.objects.update(index_key="another")
    monkeypatch.setattr(stored_keys, "AT_ONCE", 3)

    with CaptureQueriesContext(connection) as queries:
        count = refresh_order()

    assert count == 7
    assert len([query for query in queries if query["sql"].startswith("UPDATE")]) == 3
    assert not Edition.objects.filter(index_key="another").exists()
