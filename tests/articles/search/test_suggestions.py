"""What the search box suggests, from the first letters on."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Edition, SearchCount, Suggestion, Synonym
from articles.models.article import Kind
from articles.publishing import publish, withdraw
from articles.search.synonyms import keep_rewrites
from tests.factories import GlossaryTermFactory, LiveArticleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_asked_before() -> None:
    cache.clear()


def asked(client: Client, typed: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/search/suggestions/", {"q": typed}).json()["suggestions"]
    return found


def texts(client: Client, typed: str) -> list[str]:
    return [one["text"] for one in asked(client, typed)]


def count(words: str, *, times: int = 5, days: int = 2, results: int = 1) -> None:
    for day in range(days):
        SearchCount.objects.create(
            day=timezone.localdate() - timedelta(days=day), words=words, times=times, results=results
        )


# --- pages


def test_a_title_is_suggested_from_any_of_its_words(client: Client) -> None:
    article = LiveArticleFactory(title="Why do cats knead?")
    LiveArticleFactory(title="Can dogs wag?")
    expected = [{"text": "Why do cats knead?", "kind": "Article", "href": article.get_absolute_url()}]

    for typed in ("why do c", "WHY DO CATS", "cats kn", "kne", "knead", "knead cats", "Knéad"):
        assert asked(client, typed) == expected, typed


def test_the_subject_of_a_page_is_suggested_too(client: Client) -> None:
    article = LiveArticleFactory(title="Why is my dog so itchy?", index_term="Atopic dermatitis")

    assert [(one["text"], one["href"]) for one in asked(client, "atop")] == [
        ("Atopic dermatitis", article.get_absolute_url())
    ]


def test_a_breed_file_is_named_as_one(client: Client) -> None:
    LiveArticleFactory(title="Beagle", kind=Kind.BREED)

    assert [(one["text"], one["kind"]) for one in asked(client, "bea")] == [("Beagle", "Breed file")]


def test_a_title_that_begins_so_comes_before_one_with_such_a_word(client: Client) -> None:
    LiveArticleFactory(title="Why do cats purr?")
    LiveArticleFactory(title="Cats and their whiskers")

    assert texts(client, "cat") == ["Cats and their whiskers", "Why do cats purr?"]


def test_a_small_word_finds_only_titles_that_begin_with_it(client: Client) -> None:
    LiveArticleFactory(title="What is the matter?")

    assert texts(client, "the") == []
    assert texts(client, "what is the") == ["What is the matter?"]


def test_a_page_is_suggested_once(client: Client) -> None:
    LiveArticleFactory(title="Kneading: why do cats knead?", index_term="Kneading")

    assert len(texts(client, "knead")) == 1


def test_what_readers_cannot_see_is_not_suggested(client: Client) -> None:
    withdraw(LiveArticleFactory(title="Why do cats knead?"), by=None)
    later = LiveArticleFactory(title="Why do kittens knead?")
    Edition.objects.filter(article=later).update(live_from=timezone.now() + timedelta(days=1))

    assert texts(client, "knead") == []


def test_a_new_title_takes_the_place_of_the_old_one(client: Client) -> None:
    article = LiveArticleFactory(title="Why do cats knead?")
    article.title = "Why do cats tread?"
    article.save()
    publish(article, by=None)

    assert texts(client, "why do cats") == ["Why do cats tread?"]
    assert not Suggestion.objects.filter(key__startswith="knead").exists()


# --- words


def test_what_owners_say_is_suggested_as_a_question(client: Client) -> None:
    keep_rewrites(Synonym.objects.create(slug="x", term="scratch reflex", words="leg thumping\njimmy leg"))

    assert asked(client, "leg thu") == [
        {"text": "leg thumping", "kind": "Search", "href": "/search/?q=leg+thumping"}
    ]
    assert texts(client, "leg") == ["leg thumping", "jimmy leg"]


def test_a_phrase_in_singular_and_plural_is_suggested_once(client: Client) -> None:
    keep_rewrites(Synonym.objects.create(slug="x", term="hind leg", words="back leg\nback legs\nback less"))

    assert texts(client, "back l") == ["back leg", "back less"]


def test_words_that_are_explained_are_suggested(client: Client) -> None:
    GlossaryTermFactory(name="REM sleep", slug="rem-sleep")

    assert asked(client, "rem s") == [
        {"text": "REM sleep", "kind": "Word explained", "href": "/glossary/#rem-sleep"}
    ]


# --- nothing typed yet


def test_an_empty_box_suggests_what_is_asked_most(client: Client) -> None:
    LiveArticleFactory(title="Why do cats knead?")
    count("why do dogs kick", times=9)
    count("kneading")

    assert texts(client, "") == ["why do dogs kick", "kneading", "Why do cats knead?"]


@pytest.mark.parametrize(
    "seldom",
    [
        {"days": 1, "times": 50},
        {"times": 2},
        {"results": 0},
    ],
    ids=["on one day", "too few times", "found nothing"],
)
def test_a_question_that_few_asked_is_not_suggested(client: Client, seldom: dict[str, int]) -> None:
    count("is my neighbour poisoning rex", **seldom)

    assert texts(client, "") == []


def test_a_question_that_held_a_name_is_not_suggested(client: Client) -> None:
    count("… kicks")

    assert texts(client, "") == []


def test_what_was_asked_long_ago_is_forgotten(client: Client) -> None:
    count("kneading")
    for number, row in enumerate(SearchCount.objects.all()):
        SearchCount.objects.filter(pk=row.pk).update(day=timezone.localdate() - timedelta(days=31 + number))

    assert texts(client, "") == []


# --- the answer


def test_at_most_eight_are_suggested_at_constant_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(9):
        LiveArticleFactory(title=f"Knead {number}")
    asked(client, "x")

    with django_assert_max_num_queries(5):
        assert len(asked(client, "knead")) == 8
    with django_assert_max_num_queries(5):
        assert len(asked(client, "")) == 8


def test_any_cache_may_keep_an_answer_for_a_minute(client: Client) -> None:
    response = client.get("/search/suggestions/", {"q": "knead"})

    assert response["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


def test_suggestions_are_only_read(client: Client) -> None:
    assert client.post("/search/suggestions/", {"q": "knead"}).status_code == 405


TYPED = [
    "\0",
    "a" * 10_000,
    "%",
    "_",
    "\\",
    "' OR 1=1 --",
    "<b>",
    "\ud7ff\u202e",
    "e\u0301" * 900,
    "🐶",
    "a b " * 99,
]


def test_whatever_is_typed_gets_an_answer(client: Client) -> None:
    LiveArticleFactory(title="Why do cats knead?")

    for typed in TYPED:
        assert client.get("/search/suggestions/", {"q": typed}).status_code == 200, typed
