"""Questions are counted without whoever asked them, and each as often as it was asked."""

import logging
from datetime import date, timedelta
from io import StringIO
from typing import Any
from unittest.mock import Mock
from urllib.parse import urlencode

import pytest
import time_machine
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from articles.models import Edition, SearchCount
from articles.models.article import Kind
from articles.search import Correction, Match, Results, log
from articles.search.log import counting
from articles.search.log.counting import DAYS_KEPT
from articles.search.log.scrubbing import scrub
from tests.comments.writing.test_concurrency import at_once
from tests.factories import LiveArticleFactory, SpeciesFactory

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def asking(query: str, method: str = "GET", more: str = "", **headers: str) -> HttpRequest:
    """As a browser asks; `more` is what else the address asks for."""
    values = {"User-Agent": BROWSER, **{name.replace("_", "-"): value for name, value in headers.items()}}
    address = f"/search/?{urlencode({'q': query})}&{more}"
    return RequestFactory(headers=values).generic(method, address)


def found(query: str, total: int = 3, match: Match = Match.ALL, **fields: Any) -> Results:
    return Results(query, match=match, total=total, **fields)


def ask(query: str, **fields: Any) -> SearchCount | None:
    return log.count(found(query, **fields), asking(query))


# --- what is left of a question

NOTHING_PERSONAL = {
    "Why does my dog scratch?": "why does my dog scratch",
    "  WHY   DOES my dog\tscratch ??!": "why does my dog scratch",
    "my dogs leg goes mad wen i rub his tummy": "my dogs leg goes mad wen i rub his tummy",
    "why can’t dogs eat grapes": "why can't dogs eat grapes",
    "my dog doesnt eat coz he is old": "my dog doesnt eat coz he is old",
    "Why Does My Dog Chase Her Tail": "why does my dog chase her tail",
    "dog limps. Should i worry": "dog limps should i worry",
    "i'm worried about my cat": "i'm worried about my cat",
    "is this normal for a rabbit": "is this normal for a rabbit",
    "my dog has IBD": "my dog has ibd",
    "xylitol gum": "xylitol gum",
    "giardia in a puppy": "giardia in a puppy",
    "the zoomies": "the zoomies",
    "cat ate a lily": "cat ate a lily",
    "can dogs eat mango": "can dogs eat mango",
    "two legs": "two legs",
    "Jack Russell digging": "jack russell digging",
    "st bernards drool": "st bernards drool",
    "tom cat spraying": "tom cat spraying",
    "devon rex shedding": "devon rex shedding",
    "My Labrador sheds": "my labrador sheds",
    "what is it called when cats knead": "what is it called when cats knead",
}
PERSONAL = {
    "jane@example.com cat sneezing": "… cat sneezing",
    "cat sneezing, write to jane.doe+cats@mail.example.co.uk please": "cat sneezing write to … please",
    "jane @ example.com cat": "… cat",
    "jane at example dot com my dog barks": "… my dog barks",
    "see https://example.org/jane?x=1#y for my dog": "see … for my dog",
    "www.example.org dog": "… dog",
    "example.org/jane dog": "… dog",
    "@janedoe my dog barks": "… my dog barks",
    "call me on +44 7700 900123 about my cat": "call me on … about my cat",
    "call me on ٠١٢٣٤٥ about my cat": "call me on … about my cat",
    "phone 07700-900-123 my dog": "phone … my dog",
    "dog with 2 or ½ legs": "dog with … or … legs",
    "vet near SW1A 1AA": "vet near …",
    "12 Acacia Avenue vet for a cat": "… vet for a cat",
    "12 acacia avenue vet for a cat": "… vet for a cat",
    "my dog Biscuit keeps limping": "my dog … keeps limping",
    "my cat Shadow keeps limping": "my cat … keeps limping",
    "my dog called shadow bites": "my dog called … bites",
    "my name is grace hopper and my cat sneezes": "my name is … and my cat sneezes",
    "my cats name is shadow": "my cats name is …",
    "the dogs names are tom and jerry": "the dogs names are … and …",
    "i am sarah and my cat sneezes": "i am … and my cat sneezes",
    "Hi I'm Daisy, my dog itches": "hi i'm … my dog itches",
    "why does my dog (max) bark": "why does my dog … bark",
    "bella, luna and rex fight": "… and … fight",
    "is jack’s bite bad": "is … bite bad",
    "johns dog barks": "… dog barks",
    "our neighbour mrs worthington has a barking dog": "our neighbour mrs … has a barking dog",
    "J. Smith dog barks": "… dog barks",
    "kowalczykowna's dog bites": "… dog bites",
    "my rabbit José thumps": "my rabbit … thumps",
    "my rabbit ＪＯＳＥ thumps": "my rabbit … thumps",
    "devon rex shedding, my rex is old": "devon rex shedding my … is old",
    "jo\u200bhn's dog barks": "… dog barks",
}
NOTHING_LEFT = [
    "",
    "Bella",
    "12345",
    "jane@example.com",
    "собака лает",
    "犬が吠える",
    "…",
    "☺ ☺",
    "a",
    "\x00",
]


@pytest.mark.django_db
@pytest.mark.parametrize(("question", "left"), [*NOTHING_PERSONAL.items(), *PERSONAL.items()])
def test_what_could_tell_who_asked_is_left_out_and_nothing_else(question: str, left: str) -> None:
    SpeciesFactory(name="Dogs", singular="dog")
    SpeciesFactory(name="Cats", singular="cat")

    assert scrub(question) == left


@pytest.mark.django_db
@pytest.mark.parametrize("question", NOTHING_LEFT)
def test_a_question_of_which_nothing_would_be_left_is_empty(question: str) -> None:
    assert scrub(question) == ""


@pytest.mark.django_db
def test_words_of_our_pages_stay_though_they_are_in_no_dictionary() -> None:
    assert scrub("is it florbonitis") == "is it …"
    LiveArticleFactory(title="What is florbonitis?")

    assert scrub("is it florbonitis") == "is it florbonitis"


@pytest.mark.django_db
def test_names_in_the_title_of_a_breed_file_stay_there_and_only_there() -> None:
    LiveArticleFactory(kind=Kind.BREED, title="Otto Hound")

    assert scrub("otto hounds snore, my otto snores") == "… hounds snore my … snores"
    assert scrub("why does an otto hound snore") == "why does an otto hound snore"


@pytest.mark.django_db
def test_a_misspelt_word_is_what_the_search_took_it_for_and_never_a_name() -> None:
    assert scrub("dog with diarhea", {"diarhea": "diarrhoea"}) == "dog with diarrhoea"
    assert scrub("dog with jhonn", {"jhonn": "john"}) == "dog with …"


@pytest.mark.django_db
def test_what_is_left_is_cut_at_a_word() -> None:
    left = scrub("barking " * 60)

    assert len(left) <= 200
    assert set(left.split()) == {"barking"}


@pytest.mark.django_db
@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_whatever_is_typed_holds_no_number_and_no_address_afterwards(question: str) -> None:
    left = scrub(question)

    assert not any(sign.isnumeric() or sign in "@/:" or sign.isupper() for sign in left)
    assert "… …" not in left


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
def test_a_mended_question_is_counted_as_the_words_that_were_meant() -> None:
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
def test_what_is_nothing_but_names_is_not_stored() -> None:
    assert ask("Bella") is None
    assert not SearchCount.objects.exists()


@pytest.mark.django_db
def test_a_flood_of_new_questions_stops_and_old_ones_still_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_NEW_A_DAY", 2)

    counted = [ask(words) for words in ("barking", "biting", "purring", "barking")]

    assert [row.times if row else None for row in counted] == [1, 1, None, 2]
    assert SearchCount.objects.count() == 2


@pytest.mark.django_db
def test_a_flood_on_one_day_is_no_hindrance_on_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_NEW_A_DAY", 1)
    SearchCount.objects.create(day=timezone.localdate() - timedelta(days=1), words="biting", times=1)

    assert ask("barking") is not None


@pytest.mark.django_db(transaction=True)
def test_twenty_who_ask_the_same_at_once_are_twenty() -> None:
    at_once([lambda: ask("barking")] * 20)

    assert list(SearchCount.objects.values_list("words", "times")) == [("barking", 20)]


@pytest.mark.django_db
def test_counting_takes_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ask("barking")

    # The vocabulary's version and the row, within a savepoint.
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


# --- what was opened


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

    assert out.getvalue().endswith("2 old counts of searches.\n")
    assert SearchCount.objects.count() == 2


@pytest.mark.django_db
def test_the_page_on_privacy_says_how_long(client: Client) -> None:
    page = client.get("/privacy/").content.decode()

    assert f"after {DAYS_KEPT} days it is deleted" in page
