"""The search page: a reader's words in, pages out, whatever is typed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Edition
from articles.publishing import withdraw
from articles.search import MOST_RESULTS, search
from tests.factories import DangerPhraseFactory, LiveArticleFactory, PoisonLineFactory, SpeciesFactory

pytestmark = pytest.mark.django_db

CARD = "This may be something that cannot wait"


def titles(query: str) -> list[str]:
    return [edition.title for edition in search(query).editions]


def test_a_page_is_found_by_words_of_its_title_in_another_form() -> None:
    LiveArticleFactory(title="Why do cats knead?")
    LiveArticleFactory(title="Why do dogs wag?")

    assert titles("kneading cat") == ["Why do cats knead?"]


def test_the_title_counts_more_than_the_text() -> None:
    LiveArticleFactory(title="Why do dogs wag?", body="Some cats purr.")
    LiveArticleFactory(title="Why do cats purr?", body="Nobody is sure.")

    assert titles("purr") == ["Why do cats purr?", "Why do dogs wag?"]


def test_a_page_is_found_by_its_heading_in_the_a_to_z() -> None:
    LiveArticleFactory(title="Why is my dog so itchy?", index_term="Atopic dermatitis")

    assert titles("atopic dermatitis") == ["Why is my dog so itchy?"]


def test_one_word_too_many_still_finds_and_says_so(client: Client) -> None:
    LiveArticleFactory(title="Why do cats knead?")

    found = search("knead zebra")

    assert [edition.title for edition in found.editions] == ["Why do cats knead?"]
    assert not found.all_words
    assert "No page has all of these words" in client.get("/search/", {"q": "knead zebra"}).content.decode()


def test_what_readers_cannot_see_is_not_found() -> None:
    article = LiveArticleFactory(title="Why do cats knead?")
    withdraw(article, by=None)
    later = LiveArticleFactory(title="Why do kittens knead?")
    Edition.objects.filter(article=later).update(live_from=timezone.now() + timedelta(days=1))

    assert titles("knead") == []


def test_results_are_an_ordered_list_with_links(client: Client) -> None:
    article = LiveArticleFactory(title="Why do cats knead?")

    page = client.get("/search/", {"q": "knead"}).content.decode()

    assert "data-results" in page
    assert f'href="{article.get_absolute_url()}"' in page
    assert 'value="knead"' in page
    assert "1 result, best match first" in page


def test_words_that_may_mean_danger_show_whom_to_phone_above_the_results(client: Client) -> None:
    DangerPhraseFactory(name="A fit", phrases="seizure*")
    PoisonLineFactory(number="+44 1234 567890")
    LiveArticleFactory(title="Why does my dog have a seizure?")

    page = client.get("/search/", {"q": "my dog has a seizure"}).content.decode()

    assert page.index(CARD) < page.index("data-results")
    assert "A fit" in page
    assert 'href="tel:+441234567890"' in page


def test_a_danger_for_some_animals_is_told_when_the_question_names_them(client: Client) -> None:
    cats = SpeciesFactory(name="Cats", singular="cat")
    DangerPhraseFactory(name="Lilies", phrases="lily/lilies", species=cats)

    assert CARD in client.get("/search/", {"q": "cat chewed a lily"}).content.decode()
    assert CARD not in client.get("/search/", {"q": "is a lily pretty"}).content.decode()


def test_nothing_found_is_said_with_ways_on(client: Client) -> None:
    page = client.get("/search/", {"q": "zebra"}).content.decode()

    assert "Nothing found for “zebra”" in page
    assert "data-results" not in page
    assert "/articles/" in page


@pytest.mark.parametrize(
    "query",
    [
        "\0",
        "a" * 10_000,
        "& | ! ( ) : * <-> '",
        '"unclosed',
        "- - or or -or",
        "<script>alert(1)</script>",
        "%00%",
        "\ud7ff\u202e\u200d🐶",
        "' OR 1=1 --",
        "\\",
    ],
)
def test_whatever_is_typed_gets_a_page(client: Client, query: str) -> None:
    LiveArticleFactory(title="Why do cats knead?")

    response = client.get("/search/", {"q": query})

    assert response.status_code == 200
    assert b"<script>alert" not in response.content


def test_a_common_word_lists_a_bounded_number_at_constant_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(MOST_RESULTS + 3):
        LiveArticleFactory(title=f"Why do cats knead {number}?")

    with django_assert_max_num_queries(5):
        page = client.get("/search/", {"q": "knead"}).content.decode()

    assert page.count('class="card-title"') == MOST_RESULTS
