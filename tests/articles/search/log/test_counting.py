"""Questions are counted as often as people ask them, and deleted after 90 days."""

import logging
from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import SearchCount
from articles.search import Correction, Match, log
from articles.search.log import counting
from articles.search.log.counting import DAYS_KEPT
from tests.articles.search.log.asking import ask, asking, found
from tests.comments.writing.test_concurrency import at_once

# --- counting


@pytest.mark.django_db
def test_a_question_is_counted_on_its_day_and_its_results_are_the_last_ones() -> None:
    ask("Why does my dog scratch?", total=0, match=Match.NONE)
    ask("why does my dog scratch", total=4)

    row = SearchCount.objects.get()
    assert (row.day, row.words) == (timezone.localdate(), "why does my dog scratch")
    assert (row.times, row.results, row.opened) == (2, 4, 0)


@pytest.mark.django_db
def test_each_day_has_a_row_of_its_own() -> None:
    for day in (date(2026, 5, 1), date(2026, 5, 2)):
        with time_machine.travel(f"{day}T12:00:00+00:00"):
            ask("barking")

    assert list(SearchCount.objects.order_by("day").values_list("day", "times")) == [
        (date(2026, 5, 1), 1),
        (date(2026, 5, 2), 1),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("match", "results"), [(Match.ALL, 3), (Match.MOST, 3), (Match.ANY, 3), (Match.FAR, 0), (Match.NONE, 0)]
)
def test_pages_that_are_only_the_nearest_count_as_nothing_found(match: Match, results: int) -> None:
    row = ask("barking", match=match)

    assert row is not None
    assert row.results == results


@pytest.mark.django_db
def test_a_mended_question_is_counted_by_its_right_words() -> None:
    ask("Dog diarhea", correction=Correction((("dog", False), ("diarrhoea", True)), applied=True))

    assert SearchCount.objects.get().words == "dog diarrhoea"


NOT_COUNTED = {
    "a HEAD": asking("barking", "HEAD"),
    "a form": asking("barking", "POST"),
    "the second page": asking("barking", more="page=2"),
    "the first page, turned back to": asking("barking", more="page=1"),
    "a filter": asking("barking", more="species=dogs"),
    "search instead for": asking("barking", more="exact=1"),
    "fetched ahead": asking("barking", Sec_Purpose="prefetch;prerender"),
    "fetched ahead, as it was once said": asking("barking", Purpose="prefetch"),
    "a crawler": asking("barking", User_Agent="Mozilla/5.0 (compatible; Examplebot/2.1)"),
    "a preview of a link": asking("barking", User_Agent="ExampleLinkPreview/1.0"),
    "nameless": asking("barking", User_Agent=""),
}


@pytest.mark.django_db
@pytest.mark.parametrize("request_", NOT_COUNTED.values(), ids=NOT_COUNTED.keys())
def test_only_people_who_ask_something_are_counted(request_: HttpRequest) -> None:
    assert log.count(found("barking"), request_) is None
    assert not SearchCount.objects.exists()


@pytest.mark.django_db
def test_an_empty_filter_of_a_form_is_no_filter() -> None:
    assert log.count(found("barking"), asking("barking", more="species=&page=")) is not None


@pytest.mark.django_db
def test_a_question_of_names_alone_is_not_stored() -> None:
    assert ask("Bella") is None
    assert not SearchCount.objects.exists()


@pytest.mark.django_db
def test_a_flood_of_new_questions_stops_and_old_ones_still_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_NEW_A_DAY", 2)

    counted = [ask(words) for words in ("barking", "biting", "purring", "barking")]

    assert [row.times if row else None for row in counted] == [1, 1, None, 2]
    assert SearchCount.objects.count() == 2


@pytest.mark.django_db
def test_a_flood_on_one_day_does_not_stop_counting_on_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_NEW_A_DAY", 1)
    SearchCount.objects.create(day=timezone.localdate() - timedelta(days=1), words="biting", times=1)

    assert ask("barking") is not None


@pytest.mark.django_db(transaction=True)
def test_a_question_asked_twenty_times_at_once_counts_twenty_times() -> None:
    at_once([lambda: ask("barking")] * 20)

    assert list(SearchCount.objects.values_list("words", "times")) == [("barking", 20)]


@pytest.mark.django_db
def test_counting_takes_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ask("barking")

    # One query for the version of the vocabulary and one for the row, within a savepoint.
    with django_assert_num_queries(4):
        ask("barking")


@pytest.mark.django_db
def test_an_error_of_the_database_costs_the_count_and_tells_nobody_the_question(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(counting, "COUNT", "SELECT 1/0 -- %(day)s %(words)s %(results)s %(most)s")

    with caplog.at_level(logging.DEBUG, logger=counting.__name__):
        assert ask("barking") is None

    assert "barking" not in caplog.text
    assert "could not be counted" in caplog.text
    assert connection.is_usable()
    assert SearchCount.objects.count() == 0


# --- forgetting


@pytest.fixture
def old_and_new(db: None) -> None:
    today = timezone.localdate()
    for days in (0, DAYS_KEPT, DAYS_KEPT + 1, 400):
        SearchCount.objects.create(day=today - timedelta(days=days), words="barking", times=1)


@pytest.mark.usefixtures("old_and_new")
def test_counts_are_forgotten_after_ninety_days() -> None:
    assert log.forget_old_counts() == 2
    assert min(SearchCount.objects.values_list("day", flat=True)) == timezone.localdate() - timedelta(days=90)


@pytest.mark.usefixtures("old_and_new")
def test_the_daily_command_forgets_them_and_says_how_many() -> None:
    out = StringIO()
    call_command("forget", stdout=out)

    assert "2 old counts of searches" in out.getvalue()
    assert SearchCount.objects.count() == 2


@pytest.mark.django_db
def test_the_page_on_privacy_says_how_long(client: Client) -> None:
    page = client.get("/privacy/").content.decode()

    assert f"after {DAYS_KEPT} days it is deleted" in page
