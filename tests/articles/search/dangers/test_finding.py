"""Dangers in a text: which rows match it, and the emergency card that readers then see."""

import time
from collections.abc import Iterable

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template
from pytest_django import DjangoAssertNumQueries

from articles.models import DangerPhrase, DangerWords, PoisonLine, Species
from articles.models.article import Kind
from articles.search.dangers import dangers_in
from tests.articles.search.dangers.stored import ASKED, STORED
from tests.factories import (
    DangerPhraseFactory,
    DangerWordsFactory,
    LiveArticleFactory,
    PoisonLineFactory,
    SpeciesFactory,
)

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
    return [danger.name for danger in dangers_in(text, species)]


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
        ("my dog ate lilies", False),
    ],
)
def test_under_a_page_about_one_animal_a_row_of_another_counts_where_that_is_named(
    dogs: Species, cats: Species, text: str, is_met: bool
) -> None:
    DangerPhraseFactory(species=cats, phrases="ate lilies")

    assert bool(names(text, [dogs])) is is_met
    assert names(text, [dogs, cats])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "is_met"),
    [
        ("ate lilies", True),
        ("he ate lilies", True),
        ("my cat ate lilies", True),
        ("my dog ate lilies", False),
        ("dog and cat ate lilies", True),
    ],
)
def test_a_search_meets_a_row_of_one_animal_unless_it_names_only_others(
    dogs: Species, cats: Species, text: str, is_met: bool
) -> None:
    DangerPhraseFactory(species=cats, phrases="ate lilies")

    assert bool(names(text)) is is_met


@pytest.mark.django_db
def test_the_name_of_a_breed_names_its_animal(dogs: Species, cats: Species) -> None:
    LiveArticleFactory(kind=Kind.BREED, title="Beagle", species=[dogs])
    DangerPhraseFactory(species=cats, phrases="panting")

    assert names("panting")
    assert not names("my beagle is panting")


@pytest.mark.django_db
def test_a_species_of_two_words_is_named_by_both(dogs: Species) -> None:
    small = SpeciesFactory(slug="small", name="Small pets", singular="small pet")
    DangerPhraseFactory(species=small, phrases="not eating")

    assert names("my small pet is not eating", [dogs])
    assert not names("my pet is small and not eating", [dogs])


@pytest.mark.django_db
def test_words_of_a_list_count_as_soon_as_somebody_adds_them() -> None:
    harms = DangerWordsFactory(slug="harms", words="grape/grapes")
    DangerPhraseFactory(phrases="ate ~ {harms}")
    assert names("ate the grapes")
    assert not names("ate a tulip")

    DangerWords.objects.filter(pk=harms.pk).update(words="grape/grapes\ntulip*")

    assert names("ate a tulip")


@pytest.mark.django_db
def test_a_row_of_harmless_lines_alone_holds_for_every_row() -> None:
    DangerPhraseFactory(name="Heat", phrases="hot ~ dog")
    DangerPhraseFactory(name="Food", phrases="dog for sale\n!sale of work")
    DangerPhraseFactory(name="Everyday", phrases="!hot dog/dogs")

    assert names("hot dog for sale") == []
    assert names("the dog is hot") == ["Heat"]


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["he colapsed", "a siezure", "cant brethe", "MAGGETS", "vommiting"])
def test_misspelt_words_of_danger_are_read_as_they_are_meant(text: str) -> None:
    DangerPhraseFactory(phrases="collaps*\nseizure*\ncant breathe\nmaggots\nvomiting")

    assert names(text)


@pytest.mark.django_db
def test_an_english_word_or_the_name_of_an_animal_is_no_misspelling(dogs: Species) -> None:
    SpeciesFactory(name="Other dogs", singular="other dog", other_names="cockapoo")
    DangerPhraseFactory(phrases="cockatoo\nwheezing\nlilies\n!wheeking")

    assert not names("my cockapoo is wheeking about the flies")


@pytest.mark.django_db
def test_a_list_with_the_slug_of_an_animal_holds_further_names_for_it(cats: Species) -> None:
    birds = SpeciesFactory(slug="birds", name="Birds", singular="bird")
    DangerWordsFactory(slug="birds", words="finch*\nlove bird")
    DangerPhraseFactory(name="Caught", phrases="cat caught", species=birds)

    assert names("the cat caught my love bird", [cats]) == ["Caught"]
    assert names("the cat caught my sleeve", [cats]) == []


@pytest.mark.django_db
def test_lines_that_cannot_be_read_do_not_make_a_row_hold_for_all() -> None:
    DangerPhraseFactory(name="Fits", phrases="seizure*")
    DangerPhraseFactory(name="Broken", phrases="{no-such-list}\n!seizure*")

    assert names("a seizure") == ["Fits"]


@pytest.mark.django_db
def test_a_row_that_names_no_danger_takes_no_question_of_danger() -> None:
    with pytest.raises(ValidationError) as error:
        DangerPhrase(slug="a", name="A", source="x", phrases="!hot dog", questions="ate a dog").full_clean()

    assert list(error.value.error_dict) == ["questions"]


# --- the second opinion


@pytest.mark.django_db
def test_a_question_much_like_a_stored_one_means_the_same_danger() -> None:
    row = DangerPhraseFactory(phrases="nobody types this", questions=STORED)

    (danger,) = dangers_in("she swallows socks and stones", [])

    assert (danger.row, danger.lines) == (row, ())
    assert danger.question in ASKED.splitlines()
    assert not names("which sock size for a puppy")
    assert not names("qwertz")
    assert not names("")


@pytest.mark.django_db
def test_the_nearest_question_is_one_for_the_animal_that_is_named(dogs: Species, cats: Species) -> None:
    DangerPhraseFactory(name="Cats", phrases="nobody types this", questions=STORED, species=cats)
    DangerPhraseFactory(name="All", phrases="nor this", questions="puppy swallowed a toy")

    assert names("dog swallowed a sock") == ["All"]
    assert names("cat swallowed a sock") == ["Cats"]


@pytest.mark.django_db
def test_words_that_are_harmless_speak_for_no_danger() -> None:
    DangerPhraseFactory(phrases="nobody types this\n!swallowed by", questions=STORED)

    assert not names("swallowed by")


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
@pytest.mark.parametrize("phrases", ["", "  \n ", "ate/", "*", "{nothing}", "x" * 6001, None])
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
    assert '<time datetime="2026-01-02">2 January 2026</time>' in shown
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
