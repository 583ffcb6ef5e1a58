"""What an editor does about a question on the board."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client

from articles.models import SearchCount
from articles.search.log import drafting
from tests.articles.admin.search_board import BOARD, DROP, asked, links
from tests.factories import AuthorFactory, VetFactory

pytestmark = pytest.mark.django_db


def test_a_draft_starts_with_the_question_as_its_title(editor_client: Client) -> None:
    asked("why does my dog … bark when i sing", 3)

    draft = links(editor_client.get(BOARD).content.decode(), "Start a draft")[0]
    form = editor_client.get(draft).content.decode()

    assert "\nWhy does my dog bark when I sing?</textarea>" in form
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
