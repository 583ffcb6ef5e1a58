"""The editors' board of what readers look for, and its download."""

import csv
import re
from io import StringIO

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.search.log.board import Which
from tests.articles.admin.search_board import BOARD, DOWNLOAD, asked, listed

pytestmark = pytest.mark.django_db


# --- the page


def test_the_page_shows_each_list_with_its_numbers(editor_client: Client) -> None:
    asked("why does my dog bark", 4)
    asked("purring", 8, results=3, opened=2)
    asked("kneading", 3, results=5)
    asked("christmas tree", 7, days_ago=40)

    html = editor_client.get(BOARD).content.decode()

    assert listed(html) == {
        "nothing-found": ["why does my dog bark"],
        "never-opened": ["kneading"],
        "falling": ["christmas tree"],
        "most-asked": ["purring", "why does my dog bark", "kneading"],
    }
    assert '<td data-h="Before">7</td>' in html
    assert '<td data-h="Now">0</td>' in html
    assert '<td data-h="Asked">8</td>' in html
    assert '<td data-h="Opened">2 (25 %)</td>' in html


def test_a_period_is_chosen_by_a_link(editor_client: Client) -> None:
    asked("barking", 4, days_ago=20)

    week = editor_client.get(BOARD, {"days": 7}).content.decode()
    month = editor_client.get(BOARD, {"days": 30}).content.decode()

    assert listed(week)["most-asked"] == []
    assert listed(month)["most-asked"] == ["barking"]
    assert re.search(r'href="\?days=7"\s+aria-current="true"', week)


@pytest.mark.parametrize("days", ["", "8", "-1", "x", "\x00", "9" * 10_000])
def test_a_period_that_nobody_offers_is_the_usual_one(editor_client: Client, days: str) -> None:
    response = editor_client.get(BOARD, {"days": days})

    assert response.status_code == 200
    assert re.search(r'href="\?days=30"\s+aria-current="true"', response.content.decode())


def test_an_empty_board_says_what_will_stand_there(editor_client: Client) -> None:
    html = editor_client.get(BOARD).content.decode()

    assert "Nobody has searched in the last 30 days" in html
    assert "once it was asked twice" in html
    assert listed(html) == {str(which): [] for which in Which}
    assert "What to do" not in html


def test_what_readers_typed_is_text_on_the_board(editor_client: Client) -> None:
    asked("<b>'\"&", 3)

    html = editor_client.get(BOARD).content.decode()

    assert "&lt;b&gt;" in html
    assert "<b>'" not in html


def test_the_page_costs_as_many_queries_for_many_rows_as_for_none(
    editor_client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(40):
        asked(f"barking {chr(97 + number % 26)} {number // 26}", 9, results=number % 2, days_ago=number)

    # Session, person, their permissions twice (own and of groups), and one for each list.
    with django_assert_num_queries(8):
        editor_client.get(BOARD)


# --- the download


def test_the_lists_can_be_downloaded(editor_client: Client) -> None:
    asked("barking", 4)
    asked("purring", 8, results=3, opened=2)

    response = editor_client.get(DOWNLOAD, {"days": 7})

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="what-readers-look-for-7-days.csv"' in response.headers["Content-Disposition"]
    rows = list(csv.reader(StringIO(response.content.decode())))
    assert rows[0][:3] == ["list", "question", "asked"]
    assert rows[1:] == [
        ["nothing-found", "barking", "4", "", "0", "0", "0"],
        ["most-asked", "purring", "8", "", "3", "2", "25"],
        ["most-asked", "barking", "4", "", "0", "0", "0"],
    ]


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@sum", "\t=1"])
def test_no_spreadsheet_takes_a_question_for_a_formula(editor_client: Client, words: str) -> None:
    asked(words, 4)

    rows = list(csv.reader(StringIO(editor_client.get(DOWNLOAD).content.decode())))

    assert rows[1][1] == f"'{words}"
