"""Words that may mean danger: how lines are read, what they meet, and what they let pass."""

import time
from collections.abc import Iterable

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from articles.models import DangerPhrase, PoisonLine, Species
from articles.phrases import Said, problems_in, read, words_in
from articles.search.dangers import dangers_in
from tests.factories import DangerPhraseFactory, PoisonLineFactory, SpeciesFactory


def meets(lines: str, text: str) -> bool:
    return bool(read(lines).met_by(Said(tuple(words_in(text)))))


# --- words


@pytest.mark.parametrize(
    "text",
    ["can't", "CAN’T", "cant", "can‘t", "can`t", "can´t", "canʼt", "ｃａｎ't", "c\u00adant", "cán't"],
)
def test_a_word_is_the_same_with_any_apostrophe_case_or_accent(text: str) -> None:
    assert words_in(text) == ["cant"]


def test_signs_part_words_and_are_none() -> None:
    assert words_in("blue-green_algae, he/she… \x00 (\U0001f62d)") == ["blue", "green", "algae", "he", "she"]


# --- lines


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("seizure*", "Two SEIZURES!"),
        ("can't breathe", "she cant breathe"),
        ("cant breathe", "she can’t breathe"),
        ("ate/eaten/swallow* … chocolate", "He ate chocolate"),
        ("ate/eaten/swallow* … chocolate", "swallowed a very big bar of chocolate"),
        ("ate ... chocolate", "ate the chocolate"),
        ("blue-green alga*", "blue green algae"),
        ("blue-green alga*", "Blue-Green Algae"),
        ("cant … breathe … properly", "cant can cant he breathe and breathe now properly"),
        # The nearest word is not always the one that counts.
        ("ate … bar … milk chocolate", "ate a bar, a bar of one and two milk chocolate"),
        ("ate … chocolate", "ate it. Chocolate!"),
    ],
)
def test_a_line_meets(line: str, text: str) -> None:
    assert problems_in(line) == []
    assert meets(line, text)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("seizure", "seizures"),
        ("ate … chocolate", "ate a b c d e f chocolate"),
        ("ate … chocolate", "the chocolate he ate"),
        ("ate … chocolate", "late for chocolate"),
        ("cant breathe", "cant he breathe"),
        ("cant breathe", "cant"),
        ("cant breathe", ""),
        ("seizure*\n!no seizure*", "no seizures so far"),
        ("cant stand\n!cant stand the", "she can't stand the vacuum cleaner"),
        # Harmless words take part in no other line, not even as its end.
        ("ate … chocolate\n!chocolate lab*", "ate with a chocolate labrador"),
    ],
)
def test_a_line_lets_pass(line: str, text: str) -> None:
    assert not meets(line, text)


def test_harmless_words_hide_no_danger_elsewhere_in_the_text() -> None:
    lines = "cant stand\n!cant stand the"

    assert meets(lines, "He can't stand the noise, and now he can't stand")


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("ate/ chocolate", "Line 1 (“ate/ chocolate”): “/” stands between two words"),
        ("seizure\n\nate/eaten / chewed", "Line 3 (“ate/eaten / chewed”): “/”"),
        ("… chocolate", "“…” stands between words"),
        ("ate … … chocolate", "“…” stands between words"),
        ("ate …", "“…” stands between words"),
        ("seizure\n!", "Line 2 (“!”): “…” stands between words"),
        ("*", "“*” stands at the end of a word"),
        ("ate *", "“*” stands at the end of a word"),
        ("at*", "“*” stands at the end of a word"),
        ("sei*ure", "“*” stands at the end of a word"),
        ("*ing", "“*” stands at the end of a word"),
        ("it/is … a", "at least one word needs 3 letters"),
        ("ate/blue-green", "“/” divides single words"),
        ("ate, eaten", "a line holds words"),
        ("(ate)", "a line holds words"),
        ("ate \x00", "a line holds words"),
        ("ate - chocolate", "a line holds words"),
        ("one … two … three … four … five", "at most 3 times"),
        ("!harmless", "At least one line must stand without a “!”"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_with_its_number(lines: str, problem: str) -> None:
    (found,) = problems_in(lines)

    assert problem in found


def test_every_wrong_line_is_told_and_none_keeps_the_others_from_working() -> None:
    lines = "ate/\nseizure*\n*"

    assert len(problems_in(lines)) == 2
    assert meets(lines, "a seizure")


# --- whatever anybody writes

ODD = st.text(st.sampled_from("ab a*/…!.'’-\n\x00\u0301ﷺé"), max_size=80)


@given(st.one_of(st.text(max_size=300), ODD), st.one_of(st.text(max_size=300), ODD))
def test_nothing_that_anybody_writes_raises(lines: str, text: str) -> None:
    problems_in(lines)
    meets(lines, text)


@given(st.lists(st.sampled_from(["ate", "the", "chocolate", "seizure"]), max_size=30))
def test_a_gap_is_bridged_just_when_it_is_short_enough(words: list[str]) -> None:
    found = meets("ate … chocolate", " ".join(words))

    expected = any(
        word == "ate" and "chocolate" in words[place + 1 : place + 7] for place, word in enumerate(words)
    )
    assert found is expected


@given(st.text(max_size=200))
def test_a_text_meets_itself_whatever_its_case(text: str) -> None:
    words = " ".join(words_in(text))
    if words and not problems_in(words):
        assert meets(words, text.swapcase()) == (words_in(text.swapcase()) == words_in(text))


def seconds(lines: str, text: str) -> float:
    best = float("inf")
    for _ in range(3):
        read.cache_clear()
        start = time.perf_counter()
        meets(lines, text)
        best = min(best, time.perf_counter() - start)
    return best


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("aaa … aaa … aaa … bbb", "aaa "),
        ("aaa* … aaa* … aaa* … aaab", "aaa aaab "),
        ("seizure*", "s" * 400),
        ("ate … chocolate\n!ate … chocolate", "ate chocolate "),
    ],
)
def test_a_text_ten_times_as_long_takes_about_ten_times_as_long(lines: str, text: str) -> None:
    short, long = (seconds(lines, text * times) for times in (300, 3000))

    # Were it to grow with the square, it would be a hundred times.
    assert long < 40 * short + 0.01


# --- rows

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
    start = time.perf_counter()

    with django_assert_num_queries(1):
        assert dangers_in(text, [cats]) == []

    # A few hundredths on a slow machine; a slow way of looking takes seconds.
    assert time.perf_counter() - start < 0.5


@pytest.mark.django_db
def test_a_row_that_went_round_the_form_harms_nobody() -> None:
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
