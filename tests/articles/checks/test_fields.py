"""Title, address, the top of the page, urgency and species: what blocks and what warns."""

from typing import Any

import pytest

from articles.checks import BLOCKS, WARNS, Level, check
from articles.composing.compose import compose
from articles.models import Article, Redirect
from articles.models.article import Kind
from tests.factories import DraftArticleFactory

pytestmark = pytest.mark.django_db

Told = list[tuple[Level, str]]


def told_of(article: Article, place: str) -> Told:
    """Levels and messages about one place."""
    findings = check(compose(article))
    return [(finding.level, finding.message) for finding in findings if finding.place == place]


def told(place: str, **fields: Any) -> Told:
    return told_of(DraftArticleFactory(**fields), place)


def test_a_title_is_there() -> None:
    assert told("title", title=" ") == [(BLOCKS, "The title is missing.")]


def test_a_title_over_70_characters_warns() -> None:
    assert told("title", title="x" * 70) == []
    assert told("title", title="x" * 71) == [
        (WARNS, "The title has 71 characters; search engines show about 70.")
    ]


def test_the_answer_is_there_and_has_35_words_at_most() -> None:
    assert told("answer", answer=" \n") == [(BLOCKS, "The answer (“In short”) is missing.")]
    assert told("answer", answer="word " * 35) == []
    assert told("answer", answer="word " * 36) == [(BLOCKS, "The answer is over 35 words.")]


def test_four_key_points_are_enough() -> None:
    assert told("key_points", key_points="One\n\n Two \r\nThree\nFour\n") == []
    assert told("key_points", key_points="1\n2\n3\n4\n5") == [(BLOCKS, "There are more than 4 plain facts.")]


@pytest.mark.parametrize("length", [70, 155])
def test_a_description_of_70_to_155_characters_is_fine(length: int) -> None:
    assert told("description", description="x" * length) == []


@pytest.mark.parametrize("length", [69, 156])
def test_a_description_of_another_length_warns(length: int) -> None:
    assert told("description", description="x" * length) == [
        (WARNS, f"The description has {length} characters; 70 to 155 characters are shown whole.")
    ]


def test_a_missing_description_warns() -> None:
    assert told("description", description="") == [
        (WARNS, "The description for search engines is missing: 70 to 155 characters.")
    ]


def test_the_urgency_is_declared() -> None:
    assert told("urgency", urgency="") == [(BLOCKS, "The urgency is not declared.")]
    assert told("urgency", urgency="watch") == []


def test_a_species_is_chosen() -> None:
    assert told("species", species=[]) == [(BLOCKS, "No species is chosen.")]
    assert told("species") == []


def test_an_address_that_another_article_has_blocks() -> None:
    DraftArticleFactory(slug="wag", title="Why wag?")
    article = DraftArticleFactory()
    assert told_of(article, "slug") == []

    article.slug = "wag"

    assert told_of(article, "slug") == [(BLOCKS, "The address “wag” belongs to “Why wag?”.")]


def test_an_address_that_leads_to_another_article_blocks() -> None:
    other = DraftArticleFactory(title="Why wag?")
    Redirect.objects.create(old_path="/articles/wag/", article=other)

    assert told("slug", slug="wag") == [
        (BLOCKS, "/articles/wag/ leads readers on to “Why wag?”: delete that redirect first.")
    ]


def test_an_old_address_of_its_own_or_of_another_kind_is_free() -> None:
    article = DraftArticleFactory(slug="wag")
    Redirect.objects.create(old_path="/articles/wag/", article=article)
    Redirect.objects.create(old_path="/articles/spaniel/", article=article)

    assert told_of(article, "slug") == []
    assert told("slug", slug="spaniel", kind=Kind.BREED) == []


@pytest.mark.parametrize("slug", ["", "Not a slug", "two--hyphens"])
def test_an_address_that_no_page_could_have_blocks(slug: str) -> None:
    article = DraftArticleFactory()
    article.slug = slug

    findings = [finding for finding in check(compose(article)) if finding.place == "slug"]

    assert [finding.message for finding in findings] == [
        "The address needs small letters, digits and single hyphens."
    ]
