"""What readers get: the right page, the same for everybody, at a steady cost."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, ArticlePicture, BreedFact, Category, Contributor, Reference, Species
from articles.models.article import Kind
from articles.models.edition import UNSIGNED
from articles.publishing import Release, publish, withdraw
from articles.related.showing import KEEP_READING
from articles.views.home import NEWEST
from kbsite.errors import server_error
from tests.factories import (
    ApprovedCommentFactory,
    CategoryFactory,
    DraftArticleFactory,
    LiveArticleFactory,
    PictureFactory,
    ReferenceFactory,
    SpeciesFactory,
    live_edition,
)

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
BODY = "## What happens\n\nThe dog does it [^study1906].\n\n### In the spine\n\nA reflex.\n"


def text_of(response: Any) -> str:
    """The words of a page in one line."""
    words = re.sub(r"<[^>]*>", " ", response.content.decode())
    return " ".join(words.split()).replace("&#x27;", "'")


def full_article(slug: str = "wag", **fields: Any) -> Article:
    """A live page with everything a page can show."""
    fields = {"category": Category.objects.first() or CategoryFactory(slug="facts")} | fields
    animals = [Species.objects.first() or SpeciesFactory(slug="dogs", name="Dogs")]
    article = DraftArticleFactory(
        slug=slug, body=BODY, species=animals, lead=PictureFactory(caption="On a rug."), **fields
    )
    reference = ReferenceFactory(article=article, key="study1906", doi="10.1000/182", evidence="study")
    BreedFact.objects.create(article=article, label="Size", value="Small", reference=reference)
    publish(article, by=None, release=Release(note="First edition"))
    return article


@pytest.fixture
def site() -> list[str]:
    """A site with something on every page; its addresses."""
    full_article("wag")
    full_article("cavalier", kind=Kind.BREED)
    full_article("bark")
    return ["/", "/articles/wag/", "/breeds/cavalier/", "/categories/facts/", "/species/dogs/"]


PAGES = ["/", "/articles/wag/", "/breeds/cavalier/", "/categories/facts/", "/species/dogs/"]
every_page = pytest.mark.parametrize("address", PAGES)


def test_an_empty_site_has_a_home_page(client: Client) -> None:
    response = client.get("/")

    assert response.status_code == 200
    assert "What is your animal trying to tell you?" in text_of(response)
    assert "New on Scratchpost" not in text_of(response)


def test_the_home_page_leads_with_the_newest_and_lists_the_next(client: Client) -> None:
    with time_machine.travel(timezone.now() - HOUR) as clock:
        articles = []
        for _ in range(NEWEST + 2):
            articles.append(LiveArticleFactory())
            clock.shift(1)

    context = client.get("/").context

    newest_first = articles[::-1]
    assert context["lead"].article == newest_first[0]
    assert [edition.article for edition in context["newest"]] == newest_first[1 : NEWEST + 1]


def test_the_home_page_leads_with_the_article_that_editors_chose(client: Client) -> None:
    chosen, newest = LiveArticleFactory(is_featured=True), LiveArticleFactory()

    before = client.get("/").context
    withdraw(chosen, by=None)
    after = client.get("/").context

    assert before["lead"].article == chosen
    assert [edition.article for edition in before["newest"]] == [newest]
    assert after["lead"].article == newest


def test_the_home_page_shows_the_newest_breed_file_and_never_leads_with_it(client: Client) -> None:
    article = LiveArticleFactory()
    breed = LiveArticleFactory(kind=Kind.BREED, title="Cavalier")

    response = client.get("/")

    assert response.context["lead"].article == article
    assert f'href="/breeds/{breed.slug}/"' in response.content.decode()


def test_the_home_page_counts_only_what_is_live(client: Client) -> None:
    dogs, cats = SpeciesFactory(name="Dogs"), SpeciesFactory(name="Cats")
    article = LiveArticleFactory(species=[dogs])
    publish(article, by=None)
    publish(LiveArticleFactory(species=[dogs]), by=None, release=Release(at=timezone.now() + HOUR))
    withdraw(LiveArticleFactory(species=[cats]), by=None)
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
    assert "Right now: if this is all that you notice, you need not do anything." in words
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


@pytest.mark.parametrize("address", ["/categories/facts/", "/species/dogs/"])
def test_a_shelf_lists_its_articles_and_breed_files(client: Client, site: list[str], address: str) -> None:
    html = client.get(address).content.decode()

    for page in ("/articles/wag/", "/articles/bark/", "/breeds/cavalier/"):
        assert f'href="{page}"' in html


@pytest.mark.parametrize("address", ["/categories/empty/", "/species/empty/"])
def test_an_empty_shelf_says_so(client: Client, address: str) -> None:
    CategoryFactory(slug="empty")
    SpeciesFactory(slug="empty")
    LiveArticleFactory()

    assert "Nothing is published here yet." in text_of(client.get(address))


def test_related_articles_are_few_and_never_the_page_itself(client: Client, site: list[str]) -> None:
    for number in range(KEEP_READING + 1):
        full_article(f"more-{number}")

    related = client.get("/articles/wag/").context["related"].keep_reading

    assert len(related) == KEEP_READING
    assert "wag" not in {edition.article.slug for edition in related}


@pytest.mark.parametrize(
    "address",
    [
        *(
            "/articles/draft/",
            "/articles/withdrawn/",
            "/articles/scheduled/",
            "/breeds/live/",
            "/articles/breed/",
        ),
        *(
            "/articles/nothing/",
            "/contributors/nothing/",
            "/categories/nothing/",
            "/species/nothing/",
            "/nothing",
        ),
    ],
)
def test_what_is_not_there_for_readers_answers_not_found(client: Client, address: str) -> None:
    DraftArticleFactory(slug="draft")
    withdraw(LiveArticleFactory(slug="withdrawn"), by=None)
    publish(DraftArticleFactory(slug="scheduled"), by=None, release=Release(at=timezone.now() + HOUR))
    LiveArticleFactory(slug="live")
    LiveArticleFactory(slug="breed", kind=Kind.BREED)

    response = client.get(address)

    assert response.status_code == 404
    assert "There is no page here" in text_of(response)


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

    for address in site:
        response = client.get(address)
        main = response.content.split(b"<main")[1].split(b"</main>")[0]
        assert response.status_code == 200
        assert b"LEAKED" not in response.content
        assert_links_lead_somewhere(client, re.findall(r'href="(/[^"#]*)"', main.decode()))
    assert live_edition(Article.objects.get(slug="wag")).body_html.encode() in before["/articles/wag/"]


def assert_links_lead_somewhere(client: Client, addresses: list[str]) -> None:
    for address in set(addresses):
        assert client.get(address).status_code == 200, address


@every_page
def test_every_link_of_a_page_leads_somewhere(client: Client, site: list[str], address: str) -> None:
    html = client.get(address).content.decode()

    pages = re.findall(r'<a [^>]*?href="(/[^"#]*)', html)
    places = re.findall(r'href="#([^"]+)"', html)
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(pages) > 3
    assert_links_lead_somewhere(client, pages)
    assert set(places) <= set(ids)


@every_page
def test_no_address_within_a_page_is_used_twice(client: Client, site: list[str], address: str) -> None:
    ids = Counter(re.findall(r' id="([^"]+)"', client.get(address).content.decode()))

    assert {name for name, count in ids.items() if count > 1} == set()


@pytest.mark.parametrize("kind", Kind.values)
def test_no_heading_takes_an_address_that_its_page_uses_itself(client: Client, kind: str) -> None:
    article = full_article("wag", kind=kind)
    article.set_rating([0, 0, 0, 1, 2], writing=1, comment_count=1)
    ApprovedCommentFactory(article=article)
    address = article.get_absolute_url()
    taken = re.findall(r' id="([^"]+)"', client.get(address).content.decode())

    article.body = BODY + "\n\n".join(f"## {name.replace('-', ' ')}" for name in taken)
    article.save()
    publish(article, by=None)

    ids = Counter(re.findall(r' id="([^"]+)"', client.get(address).content.decode()))
    assert len(ids) > len(taken) > 10
    assert {name for name, count in ids.items() if count > 1} == set()


@pytest.mark.parametrize("address", [*PAGES, "/nothing/"])
def test_no_page_sets_a_cookie_or_differs_by_one(client: Client, site: list[str], address: str) -> None:
    response = client.get(address)

    assert not response.cookies
    assert "cookie" not in response.headers.get("Vary", "").lower()


@every_page
def test_any_cache_may_keep_a_page_and_asks_back_cheaply(
    client: Client, site: list[str], address: str
) -> None:
    first = client.get(address)
    second = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert set(first.headers["Cache-Control"].split(", ")) == {"public", "max-age=0", "must-revalidate"}
    assert second.status_code == 304
    assert second.content == b""


def test_a_compressed_page_is_asked_back_as_cheaply(client: Client, site: list[str]) -> None:
    first = client.get("/", headers={"Accept-Encoding": "gzip"})
    second = client.get("/", headers={"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]})

    assert first.headers["Content-Encoding"] == "gzip"
    assert second.status_code == 304


def test_a_new_edition_is_seen_at_once_by_who_asks_back(client: Client) -> None:
    article = LiveArticleFactory(slug="wag")
    etag = client.get("/articles/wag/").headers["ETag"]
    article.title = "Another title"
    article.save()
    publish(article, by=None)

    response = client.get("/articles/wag/", headers={"If-None-Match": etag})

    assert response.status_code == 200
    assert "Another title" in text_of(response)


@every_page
def test_an_editor_gets_the_same_page_as_everybody(
    client: Client, editor_client: Client, site: list[str], address: str
) -> None:
    assert editor_client.get(address).content == client.get(address).content


@every_page
def test_head_answers_without_a_body(client: Client, site: list[str], address: str) -> None:
    response = client.head(address)

    assert response.status_code == 200
    assert response.content == b""


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
@every_page
def test_pages_are_only_read(client: Client, address: str, method: str) -> None:
    response = getattr(client, method)(address)

    assert response.status_code == 405


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/", 8),
        ("/categories/facts/", 7),
        ("/species/dogs/", 9),
        ("/articles/wag/", 8),
        ("/breeds/cavalier/", 7),
    ],
)
def test_a_page_asks_the_database_as_often_for_one_article_as_for_thirty(
    client: Client, address: str, most: int
) -> None:
    full_article("wag")
    full_article("cavalier", kind=Kind.BREED)
    few = queries_of(client, address)
    category, species, picture = Category.objects.get(), Species.objects.get(), PictureFactory()
    for number in range(30):
        kind = Kind.BREED if number % 6 == 0 else Kind.ARTICLE
        LiveArticleFactory(category=category, species=[species, SpeciesFactory()], lead=picture, kind=kind)
    wag = Article.objects.get(slug="wag")
    ApprovedCommentFactory.create_batch(5, article=wag)
    wag.set_rating([0, 0, 0, 5, 0], writing=1, comment_count=5)

    many = queries_of(client, address)

    assert few <= many <= most
    # The first related article, breed file or comment costs a query; the thirtieth does not.
    assert many - few <= 1


def test_words_of_editors_are_escaped_everywhere(client: Client) -> None:
    hostile = '"><script>alert(1)</script>'
    article = full_article(title=hostile, standfirst=hostile, answer=hostile, key_points=hostile)
    Category.objects.update(name=hostile, short_name=hostile[:30], description=hostile)
    Species.objects.update(name=hostile, description=hostile)
    ArticlePicture.objects.update(caption=hostile)
    Reference.objects.update(title=hostile, authors=hostile, studied=hostile)
    publish(article, by=None, release=Release(note=hostile))

    for address in ("/", "/articles/wag/", "/categories/facts/", "/species/dogs/"):
        assert b"<script>alert" not in client.get(address).content


def test_our_own_fault_is_told_without_asking_the_database(
    rf: RequestFactory, django_assert_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_num_queries(0):
        response = server_error(rf.get("/"))

    assert response.status_code == 500
    assert "<h1" in response.content.decode()


def served(client: Client, address: str) -> tuple[HttpResponse, bytes]:
    response: Any = client.get(address)
    return response, b"".join(response.streaming_content)


def test_a_stored_picture_is_served_with_a_fixed_type_and_no_powers(client: Client, media: Path) -> None:
    name = PictureFactory().image.names[0]

    response, content = served(client, f"/media/{name}")

    assert content == (media / name).read_bytes()
    assert response.headers["Content-Type"] == "image/webp"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not response.cookies
    assert "Vary" not in response.headers


@pytest.mark.parametrize(
    "name",
    [
        *("secret.txt", "pictures/secret.txt", "pictures/../secret.txt", "../secret.txt", "/etc/passwd"),
        *("../../../../etc/passwd", "%2e%2e/secret.txt", "pictures/%2e%2e/secret.txt", "..%2fsecret.txt"),
        *("pictures/aa/", "pictures", "", "pictures/aa/.part-1", f"pictures/aa/{'a' * 64}-320.html"),
        *(
            f"pictures/bb/{'a' * 64}-320.webp",
            f"other/aa/{'a' * 64}-320.webp",
            f"pictures/aa/{'a' * 64}.webp",
        ),
        *(
            f"pictures/aa/{'a' * 64}-320.webp/",
            f"pictures/aa/{'A' * 64}-320.webp",
            f"pictures/aa/{'a' * 64}-9.webp",
        ),
        f"pictures/aa/{'a' * 64}-320.webp%00.html",
    ],
)
def test_nothing_else_is_served_from_the_folder_of_pictures(client: Client, media: Path, name: str) -> None:
    folder = media / "pictures" / "aa"
    folder.mkdir(parents=True)
    for path in (media / "secret.txt", media.parent / "secret.txt", media / "pictures" / "secret.txt"):
        path.write_text("secret")
    for stray in (".part-1", f"{'a' * 64}-320.html", f"{'a' * 64}.webp"):
        (folder / stray).write_text("secret")

    response = client.get(f"/media/{name}")

    assert response.status_code == 404
    assert b"secret" not in response.content


def test_pictures_are_only_read(client: Client) -> None:
    assert client.post(f"/media/{PictureFactory().image.names[0]}").status_code == 405


@pytest.mark.parametrize("page", ["/", "/articles/wag/", "/categories/facts/", "/species/dogs/"])
def test_pages_never_fetch_the_text_of_a_working_copy(client: Client, page: str) -> None:
    shelf = CategoryFactory(slug="facts")
    LiveArticleFactory.create_batch(2, category=shelf)
    LiveArticleFactory(slug="wag", category=shelf, species=[SpeciesFactory(slug="dogs")])

    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200

    asked = " ".join(query["sql"] for query in queries.captured_queries)
    assert '"articles_article"."slug"' in asked
    assert '"articles_article"."body"' not in asked
    assert '"articles_article"."parts"' not in asked


def test_animals_stand_in_the_order_that_editors_gave_them(client: Client) -> None:
    # Neither the order of their names nor that of their making.
    for position, name in ((3, "Bats"), (2, "Cats"), (1, "Newts")):
        LiveArticleFactory(species=[SpeciesFactory(name=name, slug=name.lower(), position=position)])

    html = client.get("/").content.decode()

    tiles = html[html.index("Browse by animal") :]
    assert tiles.index("Newts") < tiles.index("Cats") < tiles.index("Bats")
