"""Questions that may mean danger show whom to phone, and questions without an answer say so."""

import pytest
from django.test import Client

from articles.search import Correction, Match
from tests.articles.views.search_pages import Links, Show, hits, page_of
from tests.factories import DangerPhraseFactory, LiveArticleFactory, PoisonLineFactory, SpeciesFactory

pytestmark = pytest.mark.django_db

CARD = "This may be something that cannot wait"

# --- danger


def test_words_that_may_mean_danger_show_whom_to_phone_above_the_results(client: Client) -> None:
    DangerPhraseFactory(name="A fit", phrases="seizure*")
    PoisonLineFactory(number="+44 1234 567890")
    LiveArticleFactory(title="Why does my dog have a seizure?")

    page = page_of(client, q="my dog has a seizure")

    assert page.index(CARD) < page.index("data-results")
    assert "A fit" in page
    assert 'href="tel:+441234567890"' in page


@pytest.mark.parametrize("applied", [True, False])
def test_misspelt_words_for_a_danger_show_the_card_too(show: Show, applied: bool) -> None:
    DangerPhraseFactory(name="A fit", phrases="seizure*")

    page = show(query="siezure", correction=Correction((("seizure", True),), applied=applied))

    assert page.count(CARD) == 1
    assert page.index(CARD) < page.index("search-correction")


def test_a_danger_for_some_animals_is_told_unless_the_question_names_only_others(client: Client) -> None:
    cats = SpeciesFactory(name="Cats", singular="cat")
    DangerPhraseFactory(name="Lilies", phrases="lily/lilies", species=cats)

    SpeciesFactory(name="Dogs", singular="dog")

    assert CARD in page_of(client, q="cat chewed a lily")
    assert CARD in page_of(client, q="chewed a lily")
    other = page_of(client, q="dog chewed a lily")
    assert CARD not in other
    assert "data-danger" not in other


def test_a_danger_at_the_end_of_a_long_story_is_noticed(client: Client) -> None:
    DangerPhraseFactory(phrases="ate … poison")

    assert CARD in page_of(client, q="we were out in the park all afternoon " * 8 + "and he ate rat poison")


def test_a_word_of_danger_is_not_taken_for_a_misspelling_of_another(client: Client) -> None:
    DangerPhraseFactory(phrases="not pooping")
    LiveArticleFactory(title="Popping ears")

    page = page_of(client, q="pooping")

    assert "Showing results for" not in page
    assert "Did you mean" not in page


# --- nothing


def test_a_question_without_a_match_is_told_so_above_the_nearest_pages(show: Show) -> None:
    SpeciesFactory(name="Cats", slug="cats")

    page = show(match=Match.FAR, hits=hits(), total=1)

    assert "Nothing here answers “<bdi>dog kiking</bdi>”" in page
    assert 'data-state="nothing"' in page
    assert page.index("Or look through all articles, A to Z") < page.index("The closest results")
    assert page.index("The closest results") < page.index("data-results")
    assert page.count('href="/species/cats/"') > page.split("<main")[0].count('href="/species/cats/"')


def test_nothing_found_is_said_with_ways_on(client: Client) -> None:
    page = page_of(client, q="zebra")

    assert "Nothing here answers “<bdi>zebra</bdi>”" in page
    assert 'data-state="nothing"' in page
    assert "data-results" not in page
    assert Links(page).by_words["Whom to phone, and signs that cannot wait"] == "/emergency/"
    assert Links(page).by_words["Or look through all articles, A to Z"] == "/articles/"
