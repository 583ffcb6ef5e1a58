"""The sitemap, held against the official schema of the protocol."""

from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from articles.machines import sitemap as machine
from articles.machines.sitemap import SECTIONS
from articles.models import Article
from articles.models.article import Kind
from tests.factories import (
    CategoryFactory,
    ContributorFactory,
    DraftArticleFactory,
    LoneArticleFactory,
    PictureFactory,
    SpeciesFactory,
    live_edition,
)

pytestmark = pytest.mark.django_db

ROOT = "http://testserver"
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
}
SCHEMA = etree.XMLSchema(file=str(Path(__file__).parents[1] / "data" / "sitemap.xsd"))


def read(client: Client, path: str) -> etree._Element:
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/xml")
    return etree.fromstring(response.content)


def check(urls: etree._Element) -> None:
    """The schema asks for one of each extension's own, which no package carries: those are left out."""
    for picture in urls.xpath("//image:image", namespaces=NAMES):
        assert [child.tag for child in picture] == [f"{{{NAMES['image']}}}loc"]
        picture.getparent().remove(picture)
    SCHEMA.assertValid(urls)


def texts(element: etree._Element, path: str) -> list[str]:
    return [str(text) for text in element.xpath(f"{path}/text()", namespaces=NAMES)]


def files(client: Client) -> list[str]:
    index = read(client, "/sitemap.xml")
    assert index.tag == f"{{{NAMES['s']}}}sitemapindex"
    return [url.removeprefix(ROOT) for url in texts(index, "//s:sitemap/s:loc")]


def test_every_file_fits_the_schema_and_every_address_in_it_opens(client: Client) -> None:
    category, dogs = CategoryFactory(slug="facts"), SpeciesFactory(slug="dogs")
    author = ContributorFactory(slug="rowan")
    LoneArticleFactory(slug="wag", category=category, species=[dogs], author=author, lead=PictureFactory())
    LoneArticleFactory(slug="newt", category=category, species=[dogs], author=author, kind=Kind.BREED)
    DraftArticleFactory(slug="draft", category=category, species=[dogs])
    ContributorFactory(slug="wrote-nothing")

    found: list[str] = []
    for file in files(client):
        urls = read(client, file)
        found += texts(urls, "//s:url/s:loc")
        check(urls)

    assert {f"{ROOT}{path}" for path in ("/", "/articles/wag/", "/breeds/newt/", "/categories/facts/")} <= {
        *found
    }
    assert not [url for url in found if "draft" in url or "wrote-nothing" in url]
    assert len(found) == len(set(found))
    for url in found:
        page = client.get(url.removeprefix(ROOT))
        assert page.status_code == 200, url
        assert f'<link rel="canonical" href="{url}">' in page.content.decode()


def test_a_page_is_listed_with_its_pictures_and_the_time_of_its_text(client: Client) -> None:
    picture = PictureFactory(size=(1000, 600))
    article = LoneArticleFactory(slug="wag", lead=picture)

    urls = read(client, "/sitemap-editions.xml")
    index = read(client, "/sitemap.xml")

    assert texts(urls, "//image:image/image:loc") == [f"{ROOT}{picture.image.url(1000)}"]
    (lastmod,) = texts(urls, "//s:url/s:lastmod")
    assert datetime.fromisoformat(lastmod) == live_edition(article).live_from
    assert texts(index, "//s:sitemap/s:lastmod") == [lastmod]


def test_many_addresses_are_split_into_files(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine.Editions, "limit", 2)
    for article in LoneArticleFactory.create_batch(5):
        assert article.pk

    parts = [file for file in files(client) if "editions" in file]

    assert parts == ["/sitemap-editions.xml", "/sitemap-editions.xml?p=2", "/sitemap-editions.xml?p=3"]
    listed = [url for part in parts for url in texts(read(client, part), "//s:url/s:loc")]
    assert len(listed) == len(set(listed)) == 5
    assert machine.ADDRESSES_IN_A_FILE <= 50_000


@pytest.mark.parametrize(
    "path", ["/sitemap-editions.xml?p=2", "/sitemap-editions.xml?p=x", "/sitemap-no.xml"]
)
def test_a_file_that_is_not_there_is_not_found(client: Client, path: str) -> None:
    LoneArticleFactory()

    assert client.get(path).status_code == 404


def test_nothing_is_listed_where_nothing_is_published(client: Client) -> None:
    assert files(client) == ["/sitemap-pages.xml"]


def test_a_file_costs_as_many_queries_for_thirty_pages_as_for_one_and_reads_no_text(client: Client) -> None:
    paths = ["/sitemap.xml", *(f"/sitemap-{name}.xml" for name in SECTIONS)]

    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            read(client, path)
        asked = " ".join(query["sql"] for query in captured)
        for column in ("body", "body_html", "references", "parts", "outline"):
            assert f'."{column}"' not in asked, path
        return len(captured)

    LoneArticleFactory(lead=PictureFactory())
    one = {path: queries(path) for path in paths}
    picture = PictureFactory()
    for number in range(30):
        LoneArticleFactory(lead=picture, author=ContributorFactory(slug=f"writer-{number}"))

    assert {path: queries(path) for path in paths} == one
    assert Article.objects.count() == 31
