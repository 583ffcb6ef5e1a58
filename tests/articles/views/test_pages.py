"""What each page shows readers, and what stays hidden from them."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from articles.models import Article, ArticlePicture, BreedFact, Contributor, Reference
from articles.models.article import Kind
from articles.models.edition import UNSIGNED
from articles.publishing import Release, publish, withdraw
from articles.related.showing import KEEP_READING
from articles.views.home import NEWEST
from tests.articles.views.full_site import assert_links_lead_somewhere, full_article, text_of
from tests.factories import (
    CategoryFactory,
    DraftArticleFactory,
    LiveArticleFactory,
    LoneArticleFactory,
    SpeciesFactory,
    live_edition,
)

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def test_an_empty_site_has_a_home_page(client: Client) -> None:
    response = client.get("/")

    assert response.status_code == 200
    assert "What is your animal trying to tell you?" in text_of(response)
    assert "New on Scratchpost" not in text_of(response)


def test_the_home_page_leads_with_the_newest_and_lists_the_next(client: Client) -> None:
    with time_machine.travel(timezone.now() - HOUR) as clock:
        articles = []
        for _ in range(NEWEST + 2):
            articles.append(LoneArticleFactory())
            clock.shift(1)

    context = client.get("/").context

    newest_first = articles[::-1]
    assert context["lead"].article == newest_first[0]
    assert [edition.article for edition in context["newest"]] == newest_first[1 : NEWEST + 1]


def test_the_home_page_leads_with_the_article_that_editors_chose(client: Client) -> None:
    chosen, newest = LoneArticleFactory(is_featured=True), LoneArticleFactory()

    before = client.get("/").context
    withdraw(chosen, by=None)
    after = client.get("/").context

    assert before["lead"].article == chosen
    assert [edition.article for edition in before["newest"]] == [newest]
    assert after["lead"].article == newest


def test_the_home_page_shows_the_newest_breed_file_and_never_leads_with_it(client: Client) -> None:
    article = LoneArticleFactory()
    breed = LoneArticleFactory(kind=Kind.BREED, title="Cavalier")

    response = client.get("/")

    assert response.context["lead"].article == article
    assert f'href="/breeds/{breed.slug}/"' in response.content.decode()


def test_the_home_page_counts_only_what_is_live(client: Client) -> None:
    dogs, cats = SpeciesFactory(name="Dogs"), SpeciesFactory(name="Cats")
    article = LoneArticleFactory(species=[dogs])
    publish(article, by=None)
    publish(LoneArticleFactory(species=[dogs]), by=None, release=Release(at=timezone.now() + HOUR))
    withdraw(LoneArticleFactory(species=[cats]), by=None)
    DraftArticleFactory(species=[cats])

    words = text_of(client.get("/"))

    assert "Dogs 2 pages" in words
    assert "Cats Nothing yet" in words


def test_an_article_shows_what_its_edition_holds(client: Client, site: list[str]) -> None:
    response = client.get("/articles/wag/")

    words = text_of(response)
    edition = live_edition(Article.objects.get(slug="wag"))
    assert edition.title in words
    assert "They do it for a reason." in words
    assert "In short Because they can. It is normal. It passes." in words
    assert "By Scratchpost editors" in words
    assert UNSIGNED in words
    assert "If this is all that you notice, it is normal." in words
    assert "Edition 1 What changed" in words
    assert "Sherrington CS (1906)." in words
    assert "We cannot examine your animal" in words
    html = response.content.decode()
    assert edition.body_html in html
    assert '<a href="https://doi.org/10.1000/182" rel="noopener">' in html
    assert "On a rug." in html
    assert f'src="{edition.pictures[0]["src"]}"' in html


def test_a_breed_file_shows_its_facts_and_takes_no_comments(client: Client, site: list[str]) -> None:
    words = text_of(client.get("/breeds/cavalier/"))

    assert "At a glance Size Small" in words
    assert "Write a comment" not in words
    assert "Write a comment" in text_of(client.get("/articles/wag/"))


def test_a_category_and_a_species_list_their_articles_and_breed_files(
    client: Client, site: list[str]
) -> None:
    for address in ("/categories/facts/", "/species/dogs/"):
        html = client.get(address).content.decode()

        for page in ("/articles/wag/", "/articles/bark/", "/breeds/cavalier/"):
            assert f'href="{page}"' in html, address


def test_an_empty_category_or_species_says_so(client: Client) -> None:
    CategoryFactory(slug="empty")
    SpeciesFactory(slug="empty")
    LoneArticleFactory()

    for address in ("/categories/empty/", "/species/empty/"):
        assert "Nothing is published here yet." in text_of(client.get(address)), address


def test_related_articles_are_few_and_never_the_page_itself(client: Client, site: list[str]) -> None:
    for number in range(KEEP_READING + 1):
        full_article(f"more-{number}")

    related = client.get("/articles/wag/").context["related"].keep_reading

    assert len(related) == KEEP_READING
    assert "wag" not in {edition.article.slug for edition in related}


HIDDEN = [
    *("/articles/draft/", "/articles/withdrawn/", "/articles/scheduled/", "/breeds/live/"),
    *("/articles/breed/", "/articles/nothing/", "/contributors/nothing/", "/categories/nothing/"),
    *("/species/nothing/", "/nothing"),
]


def test_pages_that_readers_may_not_see_answer_not_found(client: Client) -> None:
    DraftArticleFactory(slug="draft")
    withdraw(LoneArticleFactory(slug="withdrawn"), by=None)
    publish(DraftArticleFactory(slug="scheduled"), by=None, release=Release(at=timezone.now() + HOUR))
    LoneArticleFactory(slug="live")
    LoneArticleFactory(slug="breed", kind=Kind.BREED)

    for address in HIDDEN:
        response = client.get(address)

        assert response.status_code == 404, address
        assert "There is no page here" in text_of(response), address


def test_nothing_that_is_hidden_is_listed_anywhere(client: Client) -> None:
    category, species = CategoryFactory(slug="facts"), SpeciesFactory(slug="dogs")
    shelf: dict[str, Any] = {"category": category, "species": [species], "title": "HIDDEN"}
    DraftArticleFactory(**shelf)
    withdraw(LiveArticleFactory(**shelf), by=None)
    publish(DraftArticleFactory(**shelf), by=None, release=Release(at=timezone.now() + HOUR))
    LiveArticleFactory(slug="wag", category=category, species=[species])

    for address in ("/", "/articles/wag/", "/categories/facts/", "/species/dogs/"):
        assert "HIDDEN" not in client.get(address).content.decode()


def test_a_scheduled_page_opens_when_its_time_comes(client: Client) -> None:
    at = timezone.now() + HOUR
    publish(DraftArticleFactory(slug="wag"), by=None, release=Release(at=at))

    before = client.get("/articles/wag/")
    with time_machine.travel(at, tick=False):
        after = client.get("/articles/wag/")

    assert (before.status_code, after.status_code) == (404, 200)


def test_no_unpublished_edit_leaks(client: Client, site: list[str]) -> None:
    before = {address: client.get(address).content for address in site}
    leak = {"name": "LEAKED"}
    for article in Article.objects.all():
        article.title = article.standfirst = article.answer = article.key_points = "LEAKED"
        article.body, article.description, article.urgency = "## LEAKED", "LEAKED", "emergency"
        article.kind = Kind.ARTICLE if article.kind == Kind.BREED else Kind.BREED
        article.category, article.author = (
            CategoryFactory(position=999),
            Contributor.objects.exclude(**leak)[0],
        )
        article.save()
        article.species.set([SpeciesFactory(position=999)])
    Reference.objects.update(title="LEAKED")
    BreedFact.objects.update(value="LEAKED")
    ArticlePicture.objects.update(caption="LEAKED")
    Contributor.objects.update(**leak)

    links: set[str] = set()
    for address in site:
        response = client.get(address)
        main = response.content.split(b"<main")[1].split(b"</main>")[0]
        assert response.status_code == 200
        assert b"LEAKED" not in response.content
        links.update(re.findall(r'href="(/[^"#]*)"', main.decode()))
    assert_links_lead_somewhere(client, links)
    assert live_edition(Article.objects.get(slug="wag")).body_html.encode() in before["/articles/wag/"]


def test_animals_stand_in_the_order_that_editors_gave_them(client: Client) -> None:
    # Neither the order of their names nor that of their making.
    for position, name in ((3, "Bats"), (2, "Cats"), (1, "Newts")):
        LoneArticleFactory(species=[SpeciesFactory(name=name, slug=name.lower(), position=position)])

    html = client.get("/").content.decode()

    tiles = html[html.index("Browse by animal") :]
    assert tiles.index("Newts") < tiles.index("Cats") < tiles.index("Bats")
