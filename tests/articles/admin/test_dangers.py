"""Vets and editors keep the words of danger, and try them before a reader does."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles.models import DangerPhrase, DangerWords
from tests.articles.search.dangers.stored import STORED
from tests.factories import DangerPhraseFactory, DangerWordsFactory, SpeciesFactory, VetFactory

pytestmark = pytest.mark.django_db

LIST = reverse("admin:articles_dangerphrase_changelist")
WORDS = reverse("admin:articles_dangerwords_changelist")
TRY = reverse("admin:articles_dangerphrase_try")


@pytest.fixture
def vet_client(client: Client) -> Client:
    vet: User = VetFactory()
    client.force_login(vet)
    return client


def values(**fields: object) -> dict[str, Any]:
    row = {"name": "A fit", "slug": "fits", "species": "", "source": "example.org", "position": 1}
    return {**row, "phrases": "seizure*", "questions": "", **fields}


def test_a_vet_adds_a_row_and_changes_and_deletes_it(vet_client: Client) -> None:
    vet_client.post(f"{LIST}add/", values(phrases="seizure*\r\nhaving a fit\r\n"))
    row = DangerPhrase.objects.get()
    assert row.phrases == "seizure*\nhaving a fit"

    vet_client.post(f"{LIST}{row.pk}/change/", values(name="Convulsions"))
    assert DangerPhrase.objects.get().name == "Convulsions"

    vet_client.post(f"{LIST}{row.pk}/delete/", {"post": "yes"})
    assert not DangerPhrase.objects.exists()


def test_a_wrong_line_is_told_and_what_was_typed_is_kept(vet_client: Client) -> None:
    page = vet_client.post(f"{LIST}add/", values(phrases="seizure*\r\n\r\nate/\r\n*")).content.decode()

    assert "Line 3 (“ate/”): “/” stands between two words" in page
    assert "Line 4 (“*”)" in page
    assert "seizure*\r\n\r\nate/\r\n*</textarea>" in page
    assert not DangerPhrase.objects.exists()


def test_the_list_shows_what_a_row_is_known_by(vet_client: Client) -> None:
    DangerPhraseFactory(name="Many", phrases="one1\ntwo2\nthree3\nfour4", species=SpeciesFactory(name="Owls"))
    DangerPhraseFactory(name="Few", phrases="seizure*")

    page = vet_client.get(LIST).content.decode()

    assert "one1; two2; three3; …<" in page
    assert "four4" not in page
    assert "seizure*<" in page
    assert "Owls" in page
    assert f'href="{TRY}"' in page


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_costs_as_much_with_many_rows(
    vet_client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        DangerPhraseFactory(species=SpeciesFactory(name=f"Species {number}"))

    # Login and rights, the filter's species, counts, and the rows with theirs.
    with django_assert_num_queries(8):
        vet_client.get(LIST)


def test_a_text_is_tried_on_the_rows_and_nothing_is_kept(vet_client: Client) -> None:
    fits = DangerPhraseFactory(name="A fit", phrases="seizure*\nsiezure*\nfits")
    DangerPhraseFactory(name="Not this", phrases="collapsed")

    page = vet_client.post(TRY, {"text": "Two seizures, <b>siezures</b>"}).content.decode()

    assert "Meets 1 row" in page
    assert f"/dangerphrase/{fits.pk}/change/" in page
    assert ">seizure*; siezure*</td>" in page
    assert "Not this" not in page
    assert "&lt;b&gt;siezures" in page


def test_a_text_is_tried_under_a_page_about_some_animal(vet_client: Client) -> None:
    cats = SpeciesFactory(name="Cats", singular="cat")
    DangerPhraseFactory(name="Lilies", phrases="ate lilies", species=cats)

    dogs = SpeciesFactory(name="Dogs", singular="dog")

    assert b"Meets no row" in vet_client.post(TRY, {"text": "ate lilies", "species": dogs.pk}).content
    assert b"Lilies</a>" in vet_client.post(TRY, {"text": "ate lilies", "species": cats.pk}).content


def test_a_question_that_only_the_stored_ones_recognise_is_shown_with_the_nearest(vet_client: Client) -> None:
    DangerPhraseFactory(name="Swallowed", phrases="nobody types this", questions=STORED)

    page = vet_client.post(TRY, {"text": "she swallows socks and stones"}).content.decode()

    assert "Swallowed</a>" in page
    assert "much like the question “" in page


# --- the lists of words


def test_a_vet_adds_to_a_list_and_keeps_its_name_in_phrases(vet_client: Client) -> None:
    harms = DangerWordsFactory(slug="harms", words="grape")

    data = {"name": "Harms", "slug": "renamed", "words": "grape\r\n sugar  free gum \r\n"}
    vet_client.post(f"{WORDS}{harms.pk}/change/", data)

    harms.refresh_from_db()
    assert (harms.slug, harms.name, harms.words) == ("harms", "Harms", "grape\nsugar free gum")


def test_a_wrong_entry_or_list_is_told(vet_client: Client) -> None:
    page = vet_client.post(
        f"{WORDS}add/", {"name": "A", "slug": "a", "words": "grape\nate …"}
    ).content.decode()
    assert "Line 2 (“ate …”): a list holds words" in page

    page = vet_client.post(f"{LIST}add/", values(phrases="{harms} … ate")).content.decode()
    assert "there is no list “harms”" in page
    assert not DangerPhrase.objects.exists()


def test_a_list_that_phrases_name_cannot_be_deleted(vet_client: Client) -> None:
    harms, unused = DangerWordsFactory(slug="harms"), DangerWordsFactory(slug="unused")
    DangerPhraseFactory(name="Eating it", phrases="ate {harms}")

    page = vet_client.post(f"{WORDS}{harms.pk}/delete/", {"post": "yes"}).content.decode()
    vet_client.post(f"{WORDS}{unused.pk}/delete/", {"post": "yes"})

    assert "Eating it" in page
    assert list(DangerWords.objects.all()) == [harms]


def test_the_lists_show_how_phrases_name_them(vet_client: Client) -> None:
    DangerWordsFactory(slug="harms", words="grape\nraisin")

    page = vet_client.get(WORDS).content.decode()

    assert "{harms}" in page
    assert "grape; raisin" in page


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"text": ""}, "This field is required"),
        ({"text": "a\x00b"}, "Null characters are not allowed"),
        ({"text": "a" * 2001}, "at most 2000 characters"),
        ({"text": "a", "species": "x"}, "Select a valid choice"),
        ({"text": "a", "species": "9" * 30}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_tried_is_told(vet_client: Client, data: dict[str, str], message: str) -> None:
    response = vet_client.post(TRY, data)

    assert response.status_code == 200
    assert message in response.content.decode()
    assert b"Meets" not in response.content


def test_who_may_not_see_the_rows_may_not_try_them(moderator_client: Client) -> None:
    DangerPhraseFactory()

    assert moderator_client.get(TRY).status_code == 403
    assert moderator_client.post(TRY, {"text": "a seizure"}).status_code == 403
