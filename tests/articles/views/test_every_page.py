"""What holds for every page: working links, no cookies, caching, and a fixed number of queries."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from articles.models import Article, ArticlePicture, Category, Reference, Species
from articles.models.article import Kind
from articles.publishing import Release, publish
from articles.related.keeping import keep_related
from kbsite.errors import server_error
from tests.articles.views.full_site import BODY, PAGES, assert_links_lead_somewhere, full_article, text_of
from tests.factories import (
    ApprovedCommentFactory,
    CategoryFactory,
    LiveArticleFactory,
    SpeciesFactory,
    many_live_editions,
)

pytestmark = pytest.mark.django_db


def test_every_link_of_a_page_leads_somewhere(client: Client, site: list[str]) -> None:
    found: set[str] = set()
    for address in site:
        html = client.get(address).content.decode()

        pages = re.findall(r'<a [^>]*?href="(/[^"#]*)', html)
        places = re.findall(r'href="#([^"]+)"', html)
        ids = re.findall(r' id="([^"]+)"', html)
        assert len(pages) > 3, address
        assert set(places) <= set(ids), address
        found.update(pages)

    assert_links_lead_somewhere(client, found)


def test_no_address_within_a_page_is_used_twice(client: Client, site: list[str]) -> None:
    for address in site:
        ids = Counter(re.findall(r' id="([^"]+)"', client.get(address).content.decode()))

        assert {name for name, count in ids.items() if count > 1} == set(), address


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


def test_no_page_sets_a_cookie_or_differs_by_one(client: Client, site: list[str]) -> None:
    for address in (*site, "/nothing/"):
        response = client.get(address)

        assert not response.cookies, address
        assert "cookie" not in response.headers.get("Vary", "").lower(), address


def test_any_cache_may_keep_a_page_and_revalidates_it_cheaply(client: Client, site: list[str]) -> None:
    for address in site:
        first = client.get(address)
        second = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

        kept = set(first.headers["Cache-Control"].split(", "))
        assert kept == {"public", "max-age=0", "must-revalidate"}, address
        assert (second.status_code, second.content) == (304, b""), address


def test_a_compressed_page_is_revalidated_as_cheaply(client: Client, site: list[str]) -> None:
    first = client.get("/", headers={"Accept-Encoding": "gzip"})
    second = client.get("/", headers={"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]})

    assert first.headers["Content-Encoding"] == "gzip"
    assert second.status_code == 304


def test_a_cache_that_revalidates_gets_a_new_edition_at_once(client: Client) -> None:
    article = LiveArticleFactory(slug="wag")
    etag = client.get("/articles/wag/").headers["ETag"]
    article.title = "Another title"
    article.save()
    publish(article, by=None)

    response = client.get("/articles/wag/", headers={"If-None-Match": etag})

    assert response.status_code == 200
    assert "Another title" in text_of(response)


def test_an_editor_gets_the_same_page_as_everybody(
    client: Client, editor_client: Client, site: list[str]
) -> None:
    for address in site:
        assert editor_client.get(address).content == client.get(address).content, address


def test_head_answers_without_a_body(client: Client, site: list[str]) -> None:
    for address in site:
        response = client.head(address)

        assert (response.status_code, response.content) == (200, b""), address


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
@pytest.mark.parametrize("address", PAGES)
def test_pages_are_only_read(client: Client, address: str, method: str) -> None:
    response = getattr(client, method)(address)

    assert response.status_code == 405


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_a_page_asks_the_database_as_often_for_one_article_as_for_thirty(client: Client) -> None:
    most = {
        "/": 9,
        "/categories/facts/": 7,
        "/species/dogs/": 10,
        "/articles/wag/": 9,
        "/breeds/cavalier/": 8,
    }
    full_article("wag")
    full_article("cavalier", kind=Kind.BREED)
    few = {address: queries_of(client, address) for address in most}
    wag, cavalier = Article.objects.get(slug="wag"), Article.objects.get(slug="cavalier")
    for edition in (*many_live_editions(wag, 25), *many_live_editions(cavalier, 5)):
        edition.species.add(SpeciesFactory())
    keep_related(wag)
    keep_related(cavalier)
    ApprovedCommentFactory.create_batch(5, article=wag)
    wag.set_rating([0, 0, 0, 5, 0], writing=1, comment_count=5)

    many = {address: queries_of(client, address) for address in most}

    for address, count in many.items():
        assert few[address] <= count <= most[address], address
        # The first related article, breed file or comment costs a query; the thirtieth does not.
        assert count - few[address] <= 1, address


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


def test_the_page_of_a_server_error_needs_no_database(
    rf: RequestFactory, django_assert_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_num_queries(0):
        response = server_error(rf.get("/"))

    assert response.status_code == 500
    assert "<h1" in response.content.decode()


def test_pages_never_fetch_the_text_of_a_working_copy(client: Client) -> None:
    shelf = CategoryFactory(slug="facts")
    LiveArticleFactory.create_batch(2, category=shelf)
    LiveArticleFactory(slug="wag", category=shelf, species=[SpeciesFactory(slug="dogs")])

    for page in ("/", "/articles/wag/", "/categories/facts/", "/species/dogs/"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200

        asked = " ".join(query["sql"] for query in queries.captured_queries)
        assert '"articles_article"."slug"' in asked, page
        assert '"articles_article"."body"' not in asked, page
        assert '"articles_article"."parts"' not in asked, page
