"""Misspellings: a misspelt word is mended by the words of the site."""

import pytest

from articles.publishing import withdraw
from articles.search import Results, search
from tests.factories import LiveArticleFactory

pytestmark = pytest.mark.django_db


def mended(found: Results) -> str:
    assert found.correction is not None
    return found.correction.text


def test_a_misspelt_word_is_mended_by_the_words_of_the_site() -> None:
    LiveArticleFactory(title="Why do cats knead blankets?")

    found = search("knaed blankits")

    assert mended(found) == "knead blankets"
    assert found.correction
    assert found.correction.applied
    assert found.editions


def test_a_correction_says_which_words_were_mended() -> None:
    LiveArticleFactory(title="Why do rabbits thump?")

    found = search("rabitts thump")

    assert found.correction is not None
    assert found.correction.parts == (("rabbits", True), ("thump", False))


def test_an_exact_search_mends_nothing() -> None:
    LiveArticleFactory(title="Why do rabbits thump?")

    found = search("rabit", exact=True)

    assert (found.correction, found.editions) == (None, [])


def test_an_english_word_is_never_taken_for_a_misspelling() -> None:
    LiveArticleFactory(title="Why do dogs sleep?")

    found = search("sheep")

    assert found.correction is None
    assert found.editions == []


def test_an_english_word_that_sounds_like_one_of_ours_is_only_asked_about() -> None:
    LiveArticleFactory(title="What are paws for?")

    found = search("what is a pause for")

    assert found.correction is None or not found.correction.applied


def test_spellings_of_both_sides_of_the_atlantic_find_each_other() -> None:
    LiveArticleFactory(title="How do dogs see colour?")

    found = search("color")

    assert [edition.title for edition in found.editions] == ["How do dogs see colour?"]
    assert found.correction is None


def test_words_that_were_withdrawn_mend_nothing() -> None:
    article = LiveArticleFactory(title="Why do rabbits thump?")
    withdraw(article, by=None)

    assert search("rabit").correction is None


def test_two_words_written_as_one_are_divided() -> None:
    LiveArticleFactory(title="Where is the belly rub best?")

    assert mended(search("bellyrub")) == "belly rub"
