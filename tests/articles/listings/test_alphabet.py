"""The order of an A to Z."""

import pytest

from articles.listings.alphabet import OTHERS, letter_of, sort_key


@pytest.mark.parametrize(
    ("term", "key"),
    [
        ("Kneading", "kneading"),
        ("Épagneul breton", "epagneul breton"),
        ("  The cat’s purr ", "cat s purr"),
        ("A dog’s nose", "dog s nose"),
        ("Atopic dermatitis", "atopic dermatitis"),
        ("“REM” sleep", "rem sleep"),
        ("", ""),
    ],
)
def test_terms_are_sorted_without_accents_case_signs_and_articles(term: str, key: str) -> None:
    assert sort_key(term) == key


@pytest.mark.parametrize(
    ("term", "letter"),
    [("Épagneul", "e"), ("The itch", "i"), ("101 dogs", OTHERS), ("猫", OTHERS), ("", OTHERS)],
)
def test_a_term_that_begins_with_no_letter_stands_apart(term: str, letter: str) -> None:
    assert letter_of(sort_key(term)) == letter
