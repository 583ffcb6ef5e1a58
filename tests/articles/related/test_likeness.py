"""Which pages are most alike."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.models import Article
from articles.publishing import Release, publish
from tests.articles.related.pages import about, listed
from tests.factories import (
    CategoryFactory,
    GlossaryTermFactory,
    LiveArticleFactory,
    SpeciesFactory,
)

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def test_pages_that_say_the_same_are_nearer_than_those_of_the_same_animal(
    same_subject: dict[str, Any], others: list[Article]
) -> None:
    comb = about("Is it fleas?", "A flea comb finds fleas and their dirt.", **same_subject)
    itch = about("Why is my dog itchy?", "Fleas bite; a comb finds their dirt.", **same_subject)

    assert listed(itch)[0] == comb
    assert listed(comb)[0] == itch


def test_the_same_animal_is_closer_than_the_same_category() -> None:
    category, species = CategoryFactory(), SpeciesFactory()
    same_animal = LiveArticleFactory(species=[species])
    same_category = LiveArticleFactory(category=category)
    LiveArticleFactory()

    article = LiveArticleFactory(category=category, species=[species])

    assert listed(article)[0] == same_animal
    assert same_category not in listed(article)[:1]


def test_a_shared_word_of_the_glossary_brings_pages_nearer(
    same_subject: dict[str, Any], others: list[Article]
) -> None:
    GlossaryTermFactory(slug="reflex", name="Reflex")
    body = "## What happens\n\nA [movement](term:reflex) of {}.\n"
    first = LiveArticleFactory(title="Kicking", body=body.format("legs"), **same_subject)

    article = LiveArticleFactory(title="Blinking", body=body.format("eyes"), **same_subject)

    assert listed(article)[0] == first


def test_a_page_that_the_text_links_to_is_nearer(same_subject: dict[str, Any], others: list[Article]) -> None:
    target = others[0]

    article = about("Dreams", f"[More](article:{target.slug})", **same_subject)

    assert listed(article)[0] == target
    assert listed(target)[0] == article


def test_a_breed_file_offers_what_is_about_its_breed_before_another_breed(
    same_subject: dict[str, Any], others: list[Article]
) -> None:
    words = "The heart, the spine and the coat of a spaniel: how heart, spine and coat stay well."
    spaniel = about("Cavalier", words, kind="breed", **same_subject)
    springer = about("Springer", words, kind="breed", **same_subject)
    spine = about("Scratching at the air", words, **same_subject)

    assert listed(spaniel)[:2] == [spine, springer]
    assert set(listed(spine)[:2]) == {spaniel, springer}


def test_of_equals_the_newest_comes_first(same_subject: dict[str, Any]) -> None:
    first, second, third = (LiveArticleFactory(title="The same", **same_subject) for _ in range(3))

    assert listed(first) == [third, second]
    assert listed(second) == [third, first]


def test_the_first_article_of_a_site_stands_alone() -> None:
    assert listed(LiveArticleFactory()) == []


def test_an_article_is_never_beside_itself() -> None:
    article = LiveArticleFactory()
    other = LiveArticleFactory(category=article.category, species=article.species.all())

    publish(article, by=None, release=Release(at=timezone.now() + HOUR))

    assert listed(article) == [other]


def test_pages_without_anything_in_common_are_not_brought_together() -> None:
    LiveArticleFactory(title="Kneading")

    assert listed(LiveArticleFactory(title="Moulting")) == []
