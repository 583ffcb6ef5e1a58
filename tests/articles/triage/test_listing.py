"""Checks stand where their sign is: on pages, under an animal, beside the results of a search."""

import pytest
from django.test import Client

from articles.models import Species
from articles.publishing.checks import publish_check
from articles.triage.finding import checks_about
from tests.factories import LiveArticleFactory, SpeciesFactory, check_rows, live_check

pytestmark = pytest.mark.django_db

OFFER = "60-second check: being sick"


def found(text: str, *species: str) -> list[str]:
    return [check.href for check in checks_about(text, species)]


@pytest.mark.parametrize(
    "text",
    [
        "Being sick",
        "my puppy is vomiting!!",
        "she vomits after food",
        "he keeps THROWING UP",
        "throws up a lot",
    ],
)
def test_a_check_is_found_by_its_title_and_by_owners_words(text: str) -> None:
    live_check()
    assert found(text) == ["/check/being-sick/"]


@pytest.mark.parametrize(
    "text", ["", "why do cats purr", "throwing a ball up the hill", "' | !& <-> )", "\x00"]
)
def test_other_words_find_none(text: str) -> None:
    # A line without a letter finds nothing, and breaks nothing.
    live_check(also=["vomiting", "🤮", "???", "–"])
    assert found(text) == []


def test_the_animal_that_is_named_is_asked_about() -> None:
    live_check()
    assert found("dog vomiting", "dogs") == ["/check/being-sick/?animal=dog"]
    # Two animals, or one that may be several: the check asks.
    assert found("vomiting", "dogs", "cats") == ["/check/being-sick/"]
    # A rabbit cannot vomit, and the check is not about it.
    assert found("rabbit vomiting", "rabbits") == []


def test_only_published_words_find_a_check() -> None:
    check = check_rows()
    assert found("vomiting") == []
    publish_check(check, by=None)
    assert found("vomiting")


def test_at_most_two_are_offered_and_the_likeliest_first() -> None:
    live_check("swollen", title="Swollen belly", also=["vomiting"])
    live_check()
    live_check("third", title="A third", also=["vomiting"])
    assert found("vomiting and throwing up") == ["/check/being-sick/", "/check/swollen/"]


def test_a_search_offers_the_check_of_its_sign(client: Client) -> None:
    SpeciesFactory(slug="dogs", name="Dogs", singular="dog")
    live_check()
    page = client.get("/search/", {"q": "my dog keeps vomiting"}).content.decode()
    assert OFFER in page
    assert "/check/being-sick/?animal=dog" in page
    assert OFFER not in client.get("/search/", {"q": "purring"}).content.decode()


def test_a_page_offers_the_checks_that_name_it(client: Client) -> None:
    article = LiveArticleFactory(slug="grass", species=[SpeciesFactory(slug="dogs")])
    LiveArticleFactory(slug="purr", category=article.category)
    check = live_check(pages=["grass"])
    page = client.get("/articles/grass/").content.decode()
    assert OFFER in page
    assert "/check/being-sick/?animal=dog" in page
    assert OFFER not in client.get("/articles/purr/").content.decode()
    # What an editor chooses is shown once it is published.
    check.pages.clear()
    assert OFFER in client.get("/articles/grass/").content.decode()


def test_an_animal_s_page_lists_its_checks(client: Client) -> None:
    dogs: Species = SpeciesFactory(slug="dogs", name="Dogs")
    SpeciesFactory(slug="rabbits", name="Rabbits")
    SpeciesFactory(slug="owls", name="Owls")
    live_check()
    assert 'href="/check/being-sick/?animal=dog"' in client.get(dogs.get_absolute_url()).content.decode()
    for other in ("rabbits", "owls"):
        assert "/check/being-sick/" not in client.get(f"/species/{other}/").content.decode()


def test_the_home_page_asks_for_the_animal(client: Client) -> None:
    assert "/checks/?animal" not in client.get("/").content.decode()
    live_check()
    assert 'href="/checks/?animal=dog"' in client.get("/").content.decode()
