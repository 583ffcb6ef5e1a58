"""Dangers in a text: which rows match it, and the emergency card that readers then see."""

import time
from collections.abc import Iterable

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template
from pytest_django import DjangoAssertNumQueries

from articles.models import DangerPhrase, PoisonLine, Species
from articles.search.dangers import dangers_in
from tests.factories import DangerPhraseFactory, PoisonLineFactory, SpeciesFactory

CHOCOLATE = "ate/eaten … chocolate"


@pytest.fixture
def dogs() -> Species:
    species: Species = SpeciesFactory(slug="dogs", name="Dogs", singular="dog")
    return species


@pytest.fixture
def cats() -> Species:
    species: Species = SpeciesFactory(name="Cats", singular="cat", other_names="kitten\nmog")
    return species


def names(text: str, species: Iterable[Species] = ()) -> list[str]:
    return [row.name for row in dangers_in(text, species)]


@pytest.mark.django_db
def test_rows_come_in_the_editors_order() -> None:
    DangerPhraseFactory(name="Second", position=2)
    DangerPhraseFactory(name="First", position=1)
    DangerPhraseFactory(name="Not met", phrases="collapsed")

    assert names("a seizure") == ["First", "Second"]
    assert names("a nap") == names("") == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "is_met"),
    [
        ("ate lilies", False),
        ("my cat ate lilies", True),
        ("both CATS ate lilies", True),
        ("my kitten’s brother ate lilies. Kitten too", True),
        ("our mog ate lilies", True),
        ("my caterpillar ate lilies", False),
    ],
)
def test_a_row_of_another_species_counts_where_that_animal_is_named(
    dogs: Species, cats: Species, text: str, is_met: bool
) -> None:
    DangerPhraseFactory(species=cats, phrases="ate lilies")

    assert bool(names(text, [dogs])) is is_met
    assert names(text, [dogs, cats])


@pytest.mark.django_db
def test_a_species_of_two_words_is_named_by_both(dogs: Species) -> None:
    small = SpeciesFactory(slug="small", name="Small pets", singular="small pet")
    DangerPhraseFactory(species=small, phrases="not eating")

    assert names("my small pet is not eating", [dogs])
    assert not names("my pet is small and not eating", [dogs])


@pytest.mark.django_db
def test_two_hundred_rows_and_a_long_text_take_one_query_and_a_moment(
    cats: Species, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    lines = "\n".join(f"ate/eaten/swallow* … word{number}*" for number in range(30))
    DangerPhrase.objects.bulk_create(
        DangerPhrase(slug=f"d{n}", name="A danger", phrases=f"{lines}\nown{n}", source="x", species=cats)
        for n in range(200)
    )
    text = "He ate and swallowed what he had eaten. " * 50
    dangers_in(text, [])
    start = time.process_time()

    with django_assert_num_queries(1):
        assert dangers_in(text, [cats]) == []

    # Of this process alone; some hundredths of a second on a slow machine. A slow algorithm takes seconds.
    assert time.process_time() - start < 0.5


@pytest.mark.django_db
def test_a_wrong_row_that_bypassed_the_form_raises_nothing() -> None:
    DangerPhraseFactory(phrases="*\n/\nseizure*\n…")

    assert names("a seizure") == ["A fit"]


@pytest.mark.django_db
@pytest.mark.parametrize("phrases", ["", "  \n ", "ate/", "*", "x" * 2001, None])
def test_a_row_that_cannot_be_read_is_refused(phrases: str) -> None:
    with pytest.raises(ValidationError) as error:
        DangerPhrase(slug="a", name="A", source="x", phrases=phrases).full_clean()

    assert list(error.value.error_dict) == ["phrases"]


@pytest.mark.django_db
def test_lines_are_kept_without_what_a_browser_adds() -> None:
    row = DangerPhrase(slug="a", name="A", source="x", phrases="  ate  it \r\n\r\nseizure*\r\n")

    row.full_clean()

    assert row.phrases == "ate it\nseizure*"


# --- the card


def card(**context: object) -> str:
    return Template("{% load dangers %}{% emergency_card names %}").render(Context(context))


@pytest.mark.django_db
def test_the_card_names_the_dangers_and_whom_to_phone(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    PoisonLineFactory(country="Ruritania", name="The line", number="+44 1234 567890", cost="A fee")

    with django_assert_num_queries(1):
        shown = card(names=["A fit", "Cats & lilies"])

    assert "<li>A fit</li>" in shown
    assert "<li>Cats &amp; lilies</li>" in shown
    assert "Phone a vet now" in shown
    assert 'href="tel:+441234567890"' in shown
    assert 'aria-label="Phone The line, Ruritania: +44 1234 567890"' in shown
    assert '<time datetime="2026-01">January 2026</time>' in shown
    assert 'href="/emergency/"' in shown


@pytest.mark.django_db
def test_without_lines_the_card_still_says_to_phone_a_vet() -> None:
    PoisonLine.objects.all().delete()

    shown = card(names=["A fit"])

    assert "Phone a vet now" in shown
    assert "poison line tells" not in shown


@pytest.mark.django_db
def test_without_dangers_there_is_no_card_and_no_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        assert card(names=[]).strip() == ""
