"""The lists by which a reader finds a page: filters, letters, pages of a list, and their cost."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.listings import filtering
from articles.models import Article, Category, Contributor, Edition, Species
from articles.models.article import Kind
from articles.views.species import BREEDS
from tests.factories import (
    CategoryFactory,
    DraftArticleFactory,
    LoneArticleFactory,
    SpeciesFactory,
    many_live_editions,
)

pytestmark = pytest.mark.django_db

CATEGORY, HUB, INDEX, FILES = "/categories/facts/", "/species/dogs/", "/articles/", "/breeds/"
Publish = Callable[..., Article]


@pytest.fixture
def live() -> Publish:
    """Return a function that publishes articles in one category, about dogs by default."""
    facts = CategoryFactory(slug="facts", name="Facts", short_name="Facts", position=1)
    dogs = SpeciesFactory(slug="dogs", name="Dogs", singular="dog", position=1)

    def publish(index_term: str = "Kneading", **fields: object) -> Article:
        article: Article = LoneArticleFactory(
            **{"category": facts, "species": [dogs], "index_term": index_term} | fields
        )
        return article

    return publish


def main_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode().split("<main")[1].split("</main>")[0]


def chips_of(html: str) -> list[str]:
    """Return the text of each chip, with a star for the current one."""
    chips = re.findall(
        r'class="chip"[^>]*?(aria-current="true")?>([^<]*)<span class="chip-count">([^<]*)', html
    )
    return [f"{'*' if current else ''}{name.strip()} {count}" for current, name, count in chips]


def links_of(html: str) -> set[str]:
    return {link.replace("&amp;", "&") for link in re.findall(r'href="([^"]*)"', html)}


def terms_of(html: str) -> list[str]:
    return re.findall(r'class="index-term">([^<]*)', html)


def titles_of(html: str) -> list[str]:
    return re.findall(r'class="card-title"><a [^>]*>([^<]*)', html)


def test_a_category_is_filtered_by_animal_and_urgency_together(client: Client, live: Publish) -> None:
    cats = SpeciesFactory(slug="cats", name="Cats")
    live(title="Dog at ease")
    live(title="Dog in trouble", urgency="watch")
    live(title="Cat in trouble", urgency="watch", species=[cats])

    both = main_of(client, f"{CATEGORY}?species=cats&urgency=watch")

    assert chips_of(main_of(client, CATEGORY)) == [
        *("*All 3", "Dogs 2", "Cats 1"),
        *("*All 3", "Watch at home 2", "This is normal 1"),
    ]
    # Each count is the number of pages that the list would have with that choice.
    assert chips_of(both) == ["All 2", "Dogs 1", "*Cats 1", "All 1", "*Watch at home 1"]
    assert titles_of(both) == ["Cat in trouble"]
    assert "?species=dogs&urgency=watch#list" in links_of(both)
    assert "?urgency=watch#list" in links_of(both)


def test_a_hub_is_filtered_by_subject_and_urgency(client: Client, live: Publish) -> None:
    live(title="A fact")
    live(title="A worry", urgency="watch", category=CategoryFactory(slug="health", short_name="Health"))

    assert chips_of(main_of(client, HUB)) == [
        *("*All 2", "Facts 1", "Health 1"),
        *("*All 2", "Watch at home 1", "This is normal 1"),
    ]
    assert titles_of(main_of(client, f"{HUB}?category=health")) == ["A worry"]


def test_a_value_that_no_facet_offers_is_ignored(client: Client, live: Publish) -> None:
    live()
    whole = main_of(client, CATEGORY)

    for query in ("species=unicorns", "urgency=<b>", "letter=aa", "species=%00", "x=1"):
        assert main_of(client, f"{CATEGORY}?{query}") == whole, query


def test_a_filter_that_would_change_nothing_is_not_offered(client: Client, live: Publish) -> None:
    live()

    assert chips_of(main_of(client, CATEGORY)) == []


def test_a_page_without_results_says_so_and_links_to_the_whole_list(client: Client, live: Publish) -> None:
    live()

    html = main_of(client, f"{CATEGORY}?letter=z&urgency=emergency")

    assert "Nothing here fits “letter Z” and “Vet now”." in html
    assert f"{CATEGORY}#list" in links_of(html)
    assert chips_of(html) == ["All 0", "*Vet now 0"]


@pytest.mark.parametrize("address", [CATEGORY, HUB, INDEX, FILES])
def test_an_empty_list_says_so(client: Client, live: Publish, address: str) -> None:
    html = main_of(client, address)

    assert "Nothing is published here yet." in html
    assert "chip" not in html
    assert "?letter=" not in html


def test_a_letter_shows_its_headings_in_their_order(client: Client, live: Publish) -> None:
    for term in ("Kneading", "The Kick", "Épée", "Kapok", "9 lives"):
        live(term, title=f"Why {term}?")

    for address in (CATEGORY, HUB, INDEX):
        html = main_of(client, f"{address}?letter=k")

        assert terms_of(html) == ["Kapok", "The Kick", "Kneading"], address
        assert "Why The Kick?" in html, address
        assert terms_of(main_of(client, f"{address}?letter=e")) == ["Épée"], address
        assert terms_of(main_of(client, f"{address}?letter=other")) == ["9 lives"], address


def test_only_letters_with_something_are_links(client: Client, live: Publish) -> None:
    live("Kneading")
    live("Zoomies", urgency="watch")

    letters = {link for link in links_of(main_of(client, CATEGORY)) if "letter=" in link}
    filtered = {link for link in links_of(main_of(client, f"{CATEGORY}?urgency=watch")) if "letter=" in link}

    assert letters == {"?letter=k#list", "?letter=z#list"}
    assert filtered == {"?letter=z&urgency=watch#list"}


def test_the_index_stands_under_its_letters_and_jumps_to_them(client: Client, live: Publish) -> None:
    live("Zoomies")
    live("Kneading")
    live("9 lives")
    live("Beagle", kind=Kind.BREED)

    html = main_of(client, INDEX)

    assert re.findall(r'id="(letter-\w+)"', html) == ["letter-other", "letter-b", "letter-k", "letter-z"]
    assert {"#letter-other", "#letter-b", "#letter-k", "#letter-z"} <= links_of(html)
    assert terms_of(html) == ["9 lives", "Beagle", "Kneading", "Zoomies"]


def test_an_index_of_many_pages_leads_to_the_letters(client: Client, live: Publish) -> None:
    many_live_editions(live("Zoomies"), 200)

    html = main_of(client, INDEX)

    assert {"?letter=s#list", "?letter=z#list"} <= links_of(html)
    assert len(terms_of(html)) < 100


@pytest.mark.parametrize("address", [CATEGORY, HUB, INDEX, FILES])
def test_filters_are_kept_over_pages(client: Client, live: Publish, address: str) -> None:
    kind = Kind.BREED if address == FILES else Kind.ARTICLE
    many_live_editions(live("Subject", kind=kind), 130)
    ours = "category=facts" if address == HUB else "species=dogs"
    live("Zoomies", kind=kind, **{"category": CategoryFactory(), "species": [SpeciesFactory()]})
    seen: list[str] = []

    link = f"?{ours}"
    while link:
        html = main_of(client, address + link)
        seen += re.findall(r'href="(/(?:articles|breeds)/[^"]+/)"', html.split('id="list"')[1])
        following = re.search(r'rel="next" href="([^"#]*)#list"', html)
        link = following[1].replace("&amp;", "&") if following else ""
        assert not link or link.startswith(f"?{ours}&after=")

    assert len(seen) == len(set(seen)) == 131


def test_counts_stop_at_a_thousand(client: Client, live: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filtering, "MOST_COUNTED", 3)
    many_live_editions(live("Subject"), 5)
    live("Zoomies", species=[SpeciesFactory(name="Cats")])

    assert chips_of(main_of(client, CATEGORY)) == ["*All 3+", "Dogs 3+", "Cats 1"]
    assert filtering.in_words(3) == "3"


def test_drafts_and_pages_to_come_are_neither_listed_nor_counted(client: Client, live: Publish) -> None:
    dogs, facts = Species.objects.get(), Category.objects.get()
    live("Kneading")
    live("Zoomies", urgency="watch")
    DraftArticleFactory(category=facts, species=[dogs], index_term="Secrets")
    later = live("Later")
    Edition.objects.filter(article=later).update(live_from=timezone.now() + timedelta(hours=1))

    html = main_of(client, CATEGORY)

    assert chips_of(html) == ["*All 2", "Watch at home 1", "This is normal 1"]
    assert {"?letter=l#list", "?letter=s#list"}.isdisjoint(links_of(html))


def test_a_hub_shows_a_few_breed_files_and_leads_to_all(client: Client, live: Publish) -> None:
    for number in range(BREEDS + 1):
        live(f"Breed {number}", kind=Kind.BREED, title=f"Breed {number}")

    html = main_of(client, HUB)

    assert titles_of(html) == [f"Breed {number}" for number in range(BREEDS)]
    assert "/breeds/?species=dogs" in links_of(html)
    assert len(titles_of(main_of(client, "/breeds/?species=dogs"))) == BREEDS + 1


def test_a_list_costs_as_many_queries_for_a_thousand_as_for_one(client: Client, live: Publish) -> None:
    most = {
        CATEGORY: 7,
        f"{CATEGORY}?letter=s": 7,
        f"{CATEGORY}?species=dogs&urgency=no-worry": 7,
        HUB: 10,
        INDEX: 6,
        FILES: 6,
        "/contributors/": 4,
        "/contributors/someone/": 6,
    }
    someone = Contributor.objects.create(slug="someone", name="Someone", role="Writer")
    article, breed = live("Subject", author=someone), live("Breed", kind=Kind.BREED, author=someone)

    def counts() -> dict[str, int]:
        return {address: _queries_of(client, address) for address in most}

    few = counts()
    many_live_editions(article, 500)
    many_live_editions(breed, 500)

    assert counts() == few
    assert {address: count for address, count in few.items() if count > most[address]} == {}


def _queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        main_of(client, address)
    return len(asked)
