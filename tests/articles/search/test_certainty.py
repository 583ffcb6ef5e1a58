"""Which questions get a short answer: those that the best page surely answers."""

import pytest
from pytest_django import DjangoAssertNumQueries

from articles.models import Species
from articles.models.article import Kind
from articles.search import search
from articles.search.certainty import is_sign
from tests.factories import LiveArticleFactory, SpeciesFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def dogs() -> Species:
    species: Species = SpeciesFactory(name="Dogs", singular="dog")
    LiveArticleFactory(
        title="Why do dogs tilt their heads?",
        answer="Probably to hear or see you better.",
        body="## What about the ears?\n\nA puppy may throw up grass. Some sneeze.\n",
        species=[species],
    )
    return species


@pytest.mark.usefixtures("dogs")
@pytest.mark.parametrize(
    "question",
    ["why does my dog tilt his head", "head tilt", "dog tilts its head to hear better", "dogs tilting heads"],
)
def test_what_the_title_and_the_answer_say_is_sure(question: str) -> None:
    assert search(question).is_sure


@pytest.mark.usefixtures("dogs")
@pytest.mark.parametrize(
    "question",
    [
        # The telling words stand only in its text.
        "puppy keeps throwing up",
        "dog eats grass",
        # A word that no page has, or a sign that this page does not name.
        "dog tilts head zebra",
        "dog tilts head and sneezes",
        # Only a heading says it.
        "dog ears",
        "",
    ],
)
def test_what_the_page_is_not_about_is_not_sure(question: str) -> None:
    assert not search(question).is_sure


@pytest.mark.usefixtures("dogs")
def test_a_page_about_another_animal_is_not_sure() -> None:
    SpeciesFactory(name="Cats", singular="cat")

    assert not search("why does my cat tilt her head").is_sure


def test_a_breed_file_is_never_sure(dogs: Species) -> None:
    LiveArticleFactory(kind=Kind.BREED, title="Beagle", answer="A hound.", species=[dogs])

    assert search("beagle").total == 1
    assert not search("beagle").is_sure


def test_a_page_that_does_not_lead_clearly_is_not_sure(dogs: Species) -> None:
    LiveArticleFactory(title="Do dogs tilt their heads at sounds?", answer="They may.", species=[dogs])

    assert not search("dog tilts head").is_sure


@pytest.mark.usefixtures("dogs")
def test_it_costs_one_query_however_long_the_question(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    search("tilt")

    for question in ("tilt head", "why does my dog tilt his head to hear and see better and eat"):
        with django_assert_num_queries(9):
            search(question)


def test_a_filter_makes_no_page_sure(dogs: Species) -> None:
    LiveArticleFactory(
        title="Do dogs tilt their heads at sounds?", answer="They may.", species=[dogs], urgency="watch"
    )

    assert search("dog tilts head", {"urgency": "no-worry"}).total == 1
    assert not search("dog tilts head", {"urgency": "no-worry"}).is_sure


def test_signs_are_known_in_their_other_endings() -> None:
    signs = "vomit vomiting limps limping swollen shaking weeing weakness redness urinating breathless cries"
    others = "weekend poodle weeks panther painted peek push head card reduce crate"

    assert [word for word in [*signs.split(), "crying"] if not is_sign(word)] == []
    assert [word for word in others.split() if is_sign(word)] == []
