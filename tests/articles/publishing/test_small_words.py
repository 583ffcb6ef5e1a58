"""What a careful vet would let one editor publish alone, and what the rule lets pass."""

import pytest

from articles.publishing.small import MOST_WORDS, judge_passage
from articles.search.english import is_english
from tests.articles.publishing.corrected import PAIRS


@pytest.mark.parametrize(("before", "after"), [pair[:2] for pair in PAIRS if not pair[2]])
def test_what_a_vet_wants_to_read_first_is_not_small(before: str, after: str) -> None:
    verdict = judge_passage(before, after, is_english)

    assert verdict.reasons


@pytest.mark.parametrize(("before", "after"), [pair[:2] for pair in PAIRS if pair[2]])
def test_a_mended_spelling_or_comma_is_small(before: str, after: str) -> None:
    verdict = judge_passage(before, after, is_english)

    assert verdict.reasons == []
    assert verdict.words <= MOST_WORDS
