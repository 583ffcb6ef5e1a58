"""Which pages a question finds, and in which order."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Edition
from articles.publishing import withdraw
from articles.search import Match, search
from tests.articles.search.questions import animal, synonym, titles
from tests.factories import LiveArticleFactory

pytestmark = pytest.mark.django_db


# --- what is found


def test_a_page_is_found_by_words_of_its_title_in_another_form() -> None:
    LiveArticleFactory(title="Why do cats knead?")
    LiveArticleFactory(title="Why do dogs wag?")

    assert titles("kneading") == ["Why do cats knead?"]


def test_the_title_counts_more_than_the_text() -> None:
    LiveArticleFactory(title="Why do dogs wag?", body="Some cats purr.")
    LiveArticleFactory(title="Why do cats purr?", body="Nobody is sure.")

    assert titles("purr") == ["Why do cats purr?", "Why do dogs wag?"]


def test_a_heading_counts_more_than_the_text() -> None:
    LiveArticleFactory(title="About wagging", body="Some cats purr. Others do not.")
    LiveArticleFactory(title="About stalking", body="## Do cats purr?\n\nSome do.")

    assert titles("purr")[0] == "About stalking"


def test_a_page_is_found_by_its_heading_in_the_a_to_z() -> None:
    LiveArticleFactory(title="Why is my dog so itchy?", index_term="Atopic dermatitis")

    assert titles("atopic dermatitis") == ["Why is my dog so itchy?"]


def test_of_equals_the_newest_comes_first() -> None:
    old = LiveArticleFactory(title="Why do cats purr?")
    LiveArticleFactory(title="Why do cats purr?")
    Edition.objects.filter(article=old).update(live_from=timezone.now() - timedelta(days=30))

    assert [edition.article_id for edition in search("purr").editions][1] == old.pk


def test_what_readers_cannot_see_is_not_found() -> None:
    article = LiveArticleFactory(title="Why do cats knead?")
    withdraw(article, by=None)
    later = LiveArticleFactory(title="Why do kittens knead?")
    Edition.objects.filter(article=later).update(live_from=timezone.now() + timedelta(days=1))

    assert titles("knead") == []


def test_the_words_of_cards_for_other_pages_do_not_count() -> None:
    LiveArticleFactory(title="Why do cats purr?", slug="purring")
    LiveArticleFactory(title="Why do dogs wag?", body="Like this.\n\n::: also purring\n:::")

    assert titles("purr") == ["Why do cats purr?"]


# --- whole questions


def test_a_missing_word_does_not_leave_a_question_without_result() -> None:
    LiveArticleFactory(title="Why do cats knead blankets?")
    LiveArticleFactory(title="Why do dogs wag?")

    found = search("why on earth is she always kneading my blankets")

    assert [edition.title for edition in found.editions] == ["Why do cats knead blankets?"]
    assert found.match in {Match.MOST, Match.ANY}


def test_a_page_with_more_of_the_words_comes_first() -> None:
    LiveArticleFactory(title="Why do cats chew blankets?")
    LiveArticleFactory(title="Why do cats knead blankets?")

    assert titles("knead blankets")[0] == "Why do cats knead blankets?"


def test_it_says_when_every_word_was_found() -> None:
    LiveArticleFactory(title="Why do cats knead blankets?")

    assert search("kneading a blanket").match == Match.ALL


def test_a_question_far_from_everything_says_so() -> None:
    LiveArticleFactory(title="Why do cats knead blankets?", body="They live long.")

    found = search("how long does a car engine live")

    assert found.match == Match.FAR


def test_a_question_whose_words_no_page_has_finds_nothing() -> None:
    LiveArticleFactory(title="Why do cats knead?")

    found = search("xylophones")

    assert (found.match, found.total, found.editions) == (Match.NONE, 0, [])


# --- animals


def test_the_animal_that_is_named_comes_first() -> None:
    dogs, rabbits = animal("Dogs", "dog", "pup"), animal("Rabbits", "rabbit", "bunny")
    LiveArticleFactory(title="Kicking, and more kicking", body="Kick. " * 9, species=[dogs])
    LiveArticleFactory(title="Thumping", body="Rabbits kick.", species=[rabbits])

    assert titles("bunny kicking")[0] == "Thumping"
    assert titles("my pup kicking")[0] == "Kicking, and more kicking"


def test_the_name_of_an_animal_alone_finds_pages() -> None:
    cats = animal("Cats", "cat", "kitty")
    LiveArticleFactory(title="What cats like", species=[cats])

    assert titles("cats") == ["What cats like"]


# --- whatever is typed


TYPED = [
    *("", " ", "\0", "a" * 10_000, "a " * 5_000, "& | ! ( ) : * <-> '", '"unclosed', "- - or or -or"),
    *(
        "<script>alert(1)</script>",
        "%00%",
        "\ud7ff\u202e\u200d🐶",
        "' OR 1=1 --",
        "\\",
        "\ud800",
        "\uffff",
    ),
    *(
        "e\u0301" * 500,
        "a" + "\u0301" * 5_000,
        "ﬁﬂ ß İ ı ǅ",
        "１２３",
        "कुत्ता",
        "狗 为什么",
        "\ue000knead\ue001",
    ),
    *("knead:*", "kne'ad", "$$knead$$", "knead\\'", "::tsquery", "%s %(now)s {0}", "1e999", "the of and"),
]


def test_nothing_that_is_typed_is_an_error() -> None:
    LiveArticleFactory(title="Why do cats knead?")

    for query in TYPED:
        found = search(query)

        assert len(found.query) <= 200, query
        assert "\0" not in found.query, query


def test_a_search_takes_a_fixed_number_of_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    animal("Cats", "cat")
    synonym("knead", "make biscuits")
    for number in range(12):
        LiveArticleFactory(title=f"Why do cats knead {number}?")
    search("warm")

    with django_assert_max_num_queries(10):
        found = search("why does my cat make bisciuts and neads")
        list(found.editions)
