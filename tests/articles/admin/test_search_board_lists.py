"""Which questions the board of what readers look for lists."""

import pytest

from articles.search.log import board
from articles.search.log.board import Asked, Which
from tests.articles.admin.search_board import asked

pytestmark = pytest.mark.django_db


def words_of(which: Which, days: int = 30) -> list[str]:
    return [row.words for row in board.most(which, days)[0]]


def test_what_was_asked_twice_and_found_nothing_is_listed_most_asked_first() -> None:
    asked("barking", 2)
    asked("biting", 3)
    asked("biting", 2, days_ago=2)
    asked("purring", 1)
    asked("kneading", 9, results=1)

    assert words_of(Which.NOTHING_FOUND) == ["biting", "barking"]


def test_what_finds_something_by_now_leaves_the_list_and_comes_back_with_the_page_gone() -> None:
    asked("barking", 5, days_ago=3)
    asked("barking", 1, results=2, days_ago=2)
    assert words_of(Which.NOTHING_FOUND) == []

    asked("barking", 1, results=0, days_ago=1)
    assert words_of(Which.NOTHING_FOUND) == ["barking"]


def test_what_was_found_and_opened_by_nobody_is_listed() -> None:
    asked("barking", 3, results=2)
    asked("biting", 2, results=2)
    asked("purring", 4, results=2, opened=1)
    asked("kneading", 4)

    assert words_of(Which.NEVER_OPENED) == ["barking"]


def test_what_falls_is_compared_with_as_many_days_before_and_without_today() -> None:
    for days_ago, times in ((0, 90), (1, 1), (7, 1), (8, 4), (14, 4), (15, 90)):
        asked("barking", times, results=4, opened=1 if days_ago == 7 else 0, days_ago=days_ago)

    assert board.most(Which.FALLING, 7)[0] == [Asked("barking", 2, 4, 1, before=8)]


def test_what_falls_little_or_from_little_is_not_listed() -> None:
    for words, before, now in (
        *(("barking", 4, 0), ("biting", 5, 3), ("purring", 5, 2)),
        *(("kneading", 30, 3), ("humping", 3, 30)),
    ):
        asked(words, before, days_ago=40)
        asked(words, now, days_ago=1) if now else None

    assert words_of(Which.FALLING) == ["kneading", "purring"]


def test_ninety_days_are_compared_by_their_halves_because_nothing_older_is_kept() -> None:
    asked("barking", 9, days_ago=46)
    asked("biting", 9, days_ago=45)
    asked("purring", 9, days_ago=91)

    assert words_of(Which.FALLING, 90) == ["barking"]


def test_everything_is_listed_by_how_often_it_is_asked() -> None:
    asked("barking", 2)
    asked("biting", 1, results=1, opened=2)
    asked("purring", 3, results=4)

    rows, has_more = board.most(Which.MOST_ASKED, 30)

    assert [(row.words, row.share_opened) for row in rows] == [
        ("purring", 0),
        ("barking", 0),
        ("biting", 100),
    ]
    assert not has_more


@pytest.mark.parametrize("days", board.PERIODS)
def test_a_period_ends_today_and_is_as_long_as_it_says(days: int) -> None:
    asked("barking", 5, days_ago=0)
    asked("biting", 4, days_ago=days - 1)
    asked("purring", 3, days_ago=days)

    assert words_of(Which.MOST_ASKED, days) == ["barking", "biting"]


def test_what_should_have_been_forgotten_is_shown_in_no_list() -> None:
    asked("barking", 50, days_ago=91)

    assert {which: words_of(which, 90) for which in Which} == {which: [] for which in Which}


def test_a_list_says_that_there_is_more() -> None:
    for number in range(27):
        asked(f"barking {chr(97 + number)}", 3)

    rows, has_more = board.most(Which.NOTHING_FOUND, 30)

    assert (len(rows), has_more) == (25, True)
    assert board.count_up_to(1000, Which.NOTHING_FOUND, 30) == 27
    assert board.count_up_to(10, Which.NOTHING_FOUND, 30) == 11
