"""The editors' board of what readers look for, and the ways on from there."""

import csv
import re
from datetime import timedelta
from html import unescape
from io import StringIO
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import SearchCount
from articles.search.log import board, drafting
from articles.search.log.board import Asked, Which
from tests.factories import AuthorFactory, VetFactory

pytestmark = pytest.mark.django_db

BOARD = reverse("admin:articles_searchcount_changelist")
DOWNLOAD = reverse("admin:articles_searchcount_download")
DROP = reverse("admin:articles_searchcount_drop")


def asked(words: str, times: int, *, results: int = 0, opened: int = 0, days_ago: int = 1) -> None:
    day = timezone.localdate() - timedelta(days=days_ago)
    SearchCount.objects.create(day=day, words=words, times=times, results=results, opened=opened)


def words_of(which: Which, days: int = 30) -> list[str]:
    return [row.words for row in board.most(which, days)[0]]


def listed(html: str) -> dict[str, list[str]]:
    """The questions of each list, as the page shows them."""
    parts = re.findall(r'<section class="module" id="([\w-]+)"(.*?)</section>', html, re.DOTALL)
    return {name: re.findall(r'<th scope="row">(.*?)</th>', part) for name, part in parts}


def links(html: str, text: str) -> list[str]:
    return [unescape(link) for link in re.findall(rf'<a href="([^"]*)">{text}</a>', html)]


# --- the lists


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


# --- the ways on


def test_a_draft_starts_with_the_question_as_its_title(editor_client: Client) -> None:
    asked("why does my dog … bark when i sing", 3)

    draft = links(editor_client.get(BOARD).content.decode(), "Start a draft")[0]
    form = editor_client.get(draft).content.decode()

    assert 'value="Why does my dog bark when I sing?"' in form
    assert 'value="why-does-my-dog-bark-when-i-sing"' in form


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("why do dogs bark", "Why do dogs bark?"),
        ("can't dogs eat grapes", "Can't dogs eat grapes?"),
        ("dog barking", "Dog barking"),
        ("when i'm out my dog barks", "When I'm out my dog barks?"),
        ("", ""),
    ],
)
def test_titles_begin_with_a_capital_and_questions_end_with_a_mark(words: str, title: str) -> None:
    assert drafting.title_of(words) == title


def test_a_long_question_makes_a_title_that_fits_and_ends_at_a_word() -> None:
    title = drafting.title_of("why " + "barking " * 30)

    assert len(title) <= drafting.MAX_TITLE
    assert title.endswith("barking?")
    assert len(drafting.slug_of("barking " * 30)) <= drafting.MAX_SLUG


def test_a_synonym_starts_with_the_question_as_owners_words(editor_client: Client) -> None:
    asked("leg … thumping", 3)

    form = editor_client.get(links(editor_client.get(BOARD).content.decode(), "Add as owners’ word")[0])

    assert re.search(r'<textarea name="words"[^>]*>\s*leg thumping</textarea>', form.content.decode())


def test_looking_at_the_results_does_not_count_as_a_reader(editor_client: Client) -> None:
    asked("barking", 3)
    search = links(editor_client.get(BOARD).content.decode(), "Search for it")[0]

    Client(headers={"User-Agent": "Mozilla/5.0"}).get(search)

    assert parse_qs(urlsplit(search).query)["q"] == ["barking"]
    assert SearchCount.objects.get().times == 3


def test_an_editor_deletes_a_question_of_all_days_and_nothing_names_it_any_more(
    editor_client: Client,
) -> None:
    asked("our neighbour", 3)
    asked("our neighbour", 3, days_ago=50)
    asked("barking", 3)

    page = editor_client.post(DROP, {"words": "our neighbour", "days": "7"}, follow=True)

    assert page.redirect_chain == [(f"{BOARD}?days=7", 302)]
    assert "The question is deleted" in page.content.decode()
    assert "our neighbour" not in page.content.decode()
    assert list(SearchCount.objects.values_list("words", flat=True)) == ["barking"]
    assert not LogEntry.objects.exists()


def test_the_form_that_deletes_carries_its_token(editor: User) -> None:
    asked("barking", 3)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)

    form = re.search(
        rf'<form method="post" action="{DROP}">(.*?)</form>', strict.get(BOARD).content.decode(), re.DOTALL
    )
    assert form is not None
    values = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[1]))

    assert strict.post(DROP, values).status_code == 302
    assert not SearchCount.objects.exists()


@pytest.mark.parametrize("words", ["", "gone", "\x00", "x" * 10_000])
def test_deleting_what_is_not_there_is_told(editor_client: Client, words: str) -> None:
    page = editor_client.post(DROP, {"words": words}, follow=True)

    assert "no longer there" in page.content.decode()


def test_nothing_is_deleted_by_a_link_or_from_another_site(editor_client: Client) -> None:
    asked("barking", 3)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = editor_client.cookies

    assert editor_client.get(DROP, {"words": "barking"}).status_code == 405
    assert strict.post(DROP, {"words": "barking"}).status_code == 403
    assert SearchCount.objects.exists()


@pytest.mark.parametrize(
    ("factory", "offered"),
    [
        (AuthorFactory, {"Start a draft", "Search for it"}),
        (VetFactory, {"Add as owners’ word", "Search for it"}),
    ],
)
def test_only_what_a_person_may_do_is_offered(factory: Any, offered: set[str], client: Client) -> None:
    asked("barking", 3)
    client.force_login(factory())

    html = client.get(BOARD).content.decode()

    names = ("Start a draft", "Add as owners’ word", "Search for it")
    assert {name for name in names if links(html, name)} == offered
    assert DROP not in html
    assert client.post(DROP, {"words": "barking"}).status_code == 403


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
