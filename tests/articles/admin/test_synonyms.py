"""Editors and vets keep owners' words, and try a question before a reader asks it."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles.models import Species, Synonym
from articles.search import search
from tests.factories import (
    AuthorFactory,
    LiveArticleFactory,
    SpeciesFactory,
    SynonymFactory,
    VetFactory,
)

pytestmark = pytest.mark.django_db

LIST = reverse("admin:articles_synonym_changelist")
ADD = reverse("admin:articles_synonym_add")
TRY = reverse("admin:articles_synonym_try")
SPECIES = reverse("admin:articles_species_changelist")
HARD = "Why is the abdomen hard?"


@pytest.fixture
def vet_client(client: Client) -> Client:
    vet: User = VetFactory()
    client.force_login(vet)
    return client


def values(**fields: object) -> dict[str, Any]:
    return {"term": "abdomen", "slug": "abdomen", "words": "tummy\r\nbelly", "species": "", **fields}


def titles(question: str) -> list[str]:
    return [edition.title for edition in search(question).editions]


# --- keeping them


def test_a_vet_adds_a_row_and_readers_find_by_it_at_once(vet_client: Client) -> None:
    LiveArticleFactory(title=HARD)
    assert titles("tummy") == []

    vet_client.post(ADD, values(words="  tummy \r\n\r\nhis  belly\r\ntummy"))

    assert Synonym.objects.get().words == "tummy\nhis belly"
    assert titles("tummy") == [HARD]


def test_a_changed_row_finds_by_its_new_words_only(vet_client: Client) -> None:
    LiveArticleFactory(title=HARD)
    row = SynonymFactory(words="tummy")
    assert titles("tummy") == [HARD]

    vet_client.post(f"{LIST}{row.pk}/change/", values(words="paunch"))

    assert titles("tummy") == []
    assert titles("paunch") == [HARD]


def test_a_row_thrown_away_finds_nothing_any_more(vet_client: Client) -> None:
    LiveArticleFactory(title=HARD)
    row = SynonymFactory(words="tummy")
    assert titles("tummies") == titles("tumy") == [HARD]

    vet_client.post(f"{LIST}{row.pk}/delete/", {"post": "yes"})

    assert titles("tummies") == titles("tumy") == []


def test_many_are_thrown_away_at_once(vet_client: Client) -> None:
    LiveArticleFactory(title=HARD)
    rows = [SynonymFactory(words="tummy"), SynonymFactory(words="paunch")]
    assert titles("tumy") == [HARD]

    chosen = {"action": "delete_selected", "_selected_action": [row.pk for row in rows], "post": "yes"}
    vet_client.post(LIST, chosen)

    assert not Synonym.objects.exists()
    assert titles("tumy") == []


def test_a_wrong_line_is_told_and_what_was_typed_is_kept(vet_client: Client) -> None:
    page = vet_client.post(ADD, values(words="tummy\r\n(?!)")).content.decode()

    assert "“(?!)” holds no word." in page
    assert "(?!)</textarea>" in page
    assert not Synonym.objects.exists()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"words": ""}, "This field is required"),
        ({"words": "a" * 2001}, "at most 2000 characters"),
        ({"words": "tum\x00my"}, "Null characters are not allowed"),
        ({"term": "…"}, "A term holds at least one word."),
        ({"slug": "big--words"}, "Use small letters, digits and single hyphens."),
        ({"species": "9" * 30}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_a_row_is_told(vet_client: Client, fields: dict[str, str], message: str) -> None:
    response = vet_client.post(ADD, values(**fields))

    assert response.status_code == 200
    assert message in response.content.decode()
    assert not Synonym.objects.exists()


# --- words in two rows


def warnings(client: Client, **fields: object) -> list[str]:
    page = client.post(ADD, values(**fields), follow=True)
    return [str(message) for message in page.context["messages"] if message.level_tag == "warning"]


def test_a_phrase_that_another_row_has_too_is_told_with_that_row(vet_client: Client) -> None:
    other = SynonymFactory(term="gut <b>", words="Tum-my\nbelly button\nBelly")

    (warning,) = warnings(vet_client, words="tum my\r\nbelly")

    assert "has “tum my”, “belly” too" in warning
    assert f"/synonym/{other.pk}/change/" in warning
    assert "gut &lt;b&gt;</a>" in warning
    assert Synonym.objects.count() == 2


def test_rows_of_different_animals_may_have_the_same_phrase(vet_client: Client) -> None:
    cats, pigs = SpeciesFactory(name="Cats"), SpeciesFactory(name="Small pets")
    SynonymFactory(term="purring", words="rumbling", species=cats)

    assert warnings(vet_client, words="rumbling", species=pigs.pk) == []
    assert len(warnings(vet_client, slug="second", words="rumbling", species=cats.pk)) == 1
    assert len(warnings(vet_client, slug="third", words="rumbling")) == 3


# --- the form and the list


def test_a_link_fills_in_the_form(vet_client: Client) -> None:
    page = vet_client.get(ADD, {"words": "tummy <i>", "term": "Lower abdomen"}).content.decode()

    assert "tummy &lt;i&gt;</textarea>" in page
    assert 'value="Lower abdomen"' in page
    assert 'value="lower-abdomen"' in page


@pytest.mark.parametrize("words", ["\0", "a" * 3000, "\ud7ff\u202e"])
def test_whatever_a_link_brings_along_the_form_opens(vet_client: Client, words: str) -> None:
    assert vet_client.get(ADD, {"words": words, "species": "x", "slug": "9"}).status_code == 200


def test_the_list_shows_what_a_row_is_known_by(vet_client: Client) -> None:
    SynonymFactory(term="Many", words="one\ntwo\nthree\nfour", species=SpeciesFactory(name="Owls"))
    SynonymFactory(term="Few", words="tummy")

    page = vet_client.get(LIST).content.decode()

    assert "one; two; three; …<" in page
    assert "four" not in page
    assert "tummy<" in page
    assert "Owls" in page
    assert f'href="{TRY}"' in page


def test_the_list_is_searched_by_term_and_by_owners_words_and_filtered_by_animal(vet_client: Client) -> None:
    owls = SpeciesFactory(name="Owls")
    SynonymFactory(term="abdomen", words="tummy")
    SynonymFactory(term="purring", words="rumbling", species=owls)

    def found(**asked: str | int) -> list[str]:
        return [row.term for row in vet_client.get(LIST, asked).context["cl"].result_list]

    assert found(q="tumm") == ["abdomen"]
    assert found(q="purr") == ["purring"]
    assert found(species__id__exact=owls.pk) == ["purring"]


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_costs_as_much_with_many_rows(
    vet_client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        SynonymFactory(species=SpeciesFactory(name=f"Species {number}"))

    # Login and rights, the filter's species, counts, and the rows with theirs.
    with django_assert_num_queries(8):
        vet_client.get(LIST)


# --- trying a question


@pytest.fixture
def dogs() -> Species:
    species: Species = SpeciesFactory(name="Dogs", singular="dog", other_names="pup\npups")
    return species


def test_a_question_is_tried_word_by_word(vet_client: Client, dogs: Species) -> None:
    article = LiveArticleFactory(title=HARD, species=[dogs])
    row = SynonymFactory(words="tummy\nbelly", species=dogs)

    page = vet_client.post(TRY, {"text": "my pup’s hard tummy xylophone"}).content.decode()

    assert "Asked about Dogs" in page
    assert ">tummy</th>" in page
    assert ">abdomen; belly</td>" in page
    assert f'/synonym/{row.pk}/change/">abdomen</a>' in page
    assert ">hard</th>" in page
    assert "Itself alone" in page
    assert "Nothing: no page has it" in page
    assert f'href="{article.get_absolute_url()}">{HARD}</a>' in page


def test_what_was_mended_is_told(vet_client: Client) -> None:
    LiveArticleFactory(title="Why do cats knead blankets?")

    page = vet_client.post(TRY, {"text": "knead <b> blankits"}).content.decode()

    assert "Mended to" in page
    assert "<strong>blankets</strong>" in page
    assert "knead &lt;b&gt; blankits" in page


def test_a_question_that_nothing_answers_is_tried_too(vet_client: Client) -> None:
    assert "Nothing is found" in vet_client.post(TRY, {"text": "xylophones"}).content.decode()
    assert "No word of the question says" in vet_client.post(TRY, {"text": "what is the"}).content.decode()


def test_no_more_than_the_first_pages_are_listed(vet_client: Client) -> None:
    for number in range(7):
        LiveArticleFactory(title=f"Why do cats knead {number}?")

    assert vet_client.post(TRY, {"text": "knead"}).content.decode().count(">Why do cats knead") == 5


def test_the_form_of_a_row_leads_to_trying_its_first_words(vet_client: Client) -> None:
    row = SynonymFactory(words="sore & tummy\nbelly")

    page = vet_client.get(f"{LIST}{row.pk}/change/").content.decode()
    assert f'href="{TRY}?text=sore%20%26%20tummy"' in page

    tried = vet_client.get(f"{TRY}?text=sore%20%26%20tummy").content.decode()
    assert 'value="sore &amp; tummy"' in tried
    assert "What readers get" not in tried


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "This field is required"),
        ("a\x00b", "Null characters are not allowed"),
        ("a" * 201, "at most 200 characters"),
    ],
)
def test_what_cannot_be_tried_is_told(vet_client: Client, text: str, message: str) -> None:
    response = vet_client.post(TRY, {"text": text})

    assert response.status_code == 200
    assert message in response.content.decode()
    assert b"What readers get" not in response.content


def test_authors_may_try_and_moderators_may_not(client: Client, moderator_client: Client) -> None:
    client.force_login(AuthorFactory())

    assert client.post(TRY, {"text": "tummy"}).status_code == 200
    assert moderator_client.post(TRY, {"text": "tummy"}).status_code == 403


# --- other names of species


def test_an_animal_is_understood_by_a_new_name_at_once_and_no_longer_by_an_old_one(
    editor_client: Client, dogs: Species
) -> None:
    LiveArticleFactory(title="Sleep", species=[dogs])
    LiveArticleFactory(title="Sleep, and more sleep", body="Sleep. " * 9)
    assert titles("my pup sleep")[0] == "Sleep"
    page = editor_client.get(f"{SPECIES}{dogs.pk}/change/")
    assert "pup\npups</textarea>" in page.content.decode()

    form = {name: value or "" for name, value in page.context["adminform"].form.initial.items()}
    editor_client.post(f"{SPECIES}{dogs.pk}/change/", form | {"other_names": " pooch \r\n\r\npooch\r\nmutt"})

    dogs.refresh_from_db()
    assert dogs.other_names == "pooch\nmutt"
    assert titles("my pooch sleep")[0] == "Sleep"
    assert titles("my pup sleep")[0] == "Sleep, and more sleep"
