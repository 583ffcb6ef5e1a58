"""Opened results are counted for their question, without telling readers apart."""

from datetime import timedelta
from typing import Any
from unittest.mock import Mock

import pytest
from django.db import DatabaseError
from django.test import Client, RequestFactory
from django.utils import timezone

from articles.models import Edition, SearchCount
from articles.search import log
from articles.search.log import counting
from tests.articles.search.log.asking import BROWSER, ask
from tests.factories import LiveArticleFactory


@pytest.fixture
def row(db: None) -> SearchCount:
    counted = ask("barking")
    assert counted is not None
    return counted


@pytest.fixture
def edition(db: None) -> Edition:
    article = LiveArticleFactory(title="Why do dogs bark?")
    return Edition.objects.live().get(article=article)


@pytest.fixture
def browser() -> Client:
    return Client(headers={"User-Agent": BROWSER})


def opened() -> int:
    return SearchCount.objects.get().opened


def test_a_key_is_short_and_the_same_for_everybody(row: SearchCount) -> None:
    key = log.key_of(row, 3)

    assert key == log.key_of(ask("Barking?"), 3)
    assert key.startswith(f"?found={row.pk}.3.")
    assert len(key) < 60
    assert log.key_of(None, 3) == ""


def test_a_result_that_is_opened_counts(row: SearchCount, edition: Edition, browser: Client) -> None:
    browser.get(edition.get_absolute_url() + log.key_of(row, 1))

    assert opened() == 1


def test_nobody_opens_more_than_two_results_of_a_question(
    row: SearchCount, edition: Edition, browser: Client
) -> None:
    for position in range(1, 6):
        browser.get(edition.get_absolute_url() + log.key_of(row, position))

    assert opened() == 2


def test_made_up_keys_count_nothing_and_get_the_page(
    row: SearchCount, edition: Edition, browser: Client
) -> None:
    key = log.key_of(row, 1).removeprefix("?found=")
    number, position, signature = key.split(".")
    wrong = [
        *("", "x", "1", "..", "\x00", "9" * 10_000, f"{number}.{position}", key[:-1], f"{key}0", f" {key}"),
        *(f"{number}.2.{signature}", f"{int(number) + 1}.{position}.{signature}", key.upper() + "\n"),
        *(f"{number}.{position}.{'0' * len(signature)}", f"{'9' * 30}.1.{signature}", f"-1.1.{signature}"),
    ]

    statuses = {browser.get(edition.get_absolute_url(), {"found": one}).status_code for one in wrong}

    assert statuses == {200}
    assert opened() == 0


def test_only_people_open_results(row: SearchCount, edition: Edition) -> None:
    address = edition.get_absolute_url() + log.key_of(row, 1)

    Client(headers={"User-Agent": "Examplebot/1.0"}).get(address)
    Client().get(address)
    Client(headers={"User-Agent": BROWSER, "Sec-Purpose": "prefetch"}).get(address)
    Client(headers={"User-Agent": BROWSER}).head(address)

    assert opened() == 0


def test_a_key_that_was_kept_for_days_counts_no_more(
    row: SearchCount, edition: Edition, browser: Client
) -> None:
    address = edition.get_absolute_url() + log.key_of(row, 1)
    SearchCount.objects.update(day=timezone.localdate() - timedelta(days=1), times=5)
    browser.get(address)
    SearchCount.objects.update(day=timezone.localdate() - timedelta(days=2))
    browser.get(address)

    assert opened() == 1


def test_the_page_is_the_same_with_a_key_and_without_a_cookie(
    row: SearchCount, edition: Edition, browser: Client
) -> None:
    plain = browser.get(edition.get_absolute_url())
    keyed = browser.get(edition.get_absolute_url() + log.key_of(row, 1))

    assert keyed.content == plain.content
    assert b"found=" not in keyed.content
    assert keyed.headers["Cache-Control"] == plain.headers["Cache-Control"]
    assert not keyed.cookies


def test_a_page_without_a_key_costs_no_query_more(
    edition: Edition, django_assert_max_num_queries: Any
) -> None:
    request = RequestFactory(headers={"User-Agent": BROWSER}).get(edition.get_absolute_url())

    with django_assert_max_num_queries(0):
        log.note_opened(request, edition)


def test_an_opened_result_that_cannot_be_counted_is_still_shown(
    row: SearchCount, edition: Edition, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "Least", Mock(side_effect=DatabaseError))

    page = browser.get(edition.get_absolute_url() + log.key_of(row, 1))

    assert page.status_code == 200
    assert opened() == 0


def test_the_links_of_the_search_page_carry_the_key(edition: Edition, browser: Client) -> None:
    page = browser.get("/search/", {"q": "bark"}).content.decode()
    row = SearchCount.objects.get()

    assert (row.words, row.results) == ("bark", 1)
    address = edition.get_absolute_url() + log.key_of(row, 1)
    assert f'href="{address}"' in page
    browser.get(address)
    assert opened() == 1
