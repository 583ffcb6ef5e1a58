"""What the head of a page tells machines, and the small files beside the pages."""

import json
import re
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from PIL import Image
from pytest_django import Settings

from articles.models import Article
from articles.publishing import withdraw
from kbsite import environment
from tests.factories import (
    CategoryFactory,
    ContributorFactory,
    LiveArticleFactory,
    LoneArticleFactory,
    SpeciesFactory,
)

pytestmark = pytest.mark.django_db

ROOT = "http://testserver"
SIDE_FILES = (
    *("/robots.txt", "/site.webmanifest", "/llms.txt", "/feed/", "/sitemap.xml", "/sitemap-editions.xml"),
    *("/articles/wag.md", "/categories/facts/feed/", "/species/dogs/feed/", "/favicon.ico"),
)


@pytest.fixture
def article() -> Article:
    category, dogs = CategoryFactory(slug="facts", name="Facts"), SpeciesFactory(slug="dogs", name="Dogs")
    author = ContributorFactory(slug="rowan", name="Rowan")
    return LoneArticleFactory(slug="wag", category=category, species=[dogs], author=author)


def head_of(client: Client, address: str) -> str:
    return client.get(address).content.decode().split("</head>")[0]


def canonical(client: Client, address: str) -> str | None:
    return canonical_in(head_of(client, address))


def canonical_in(head: str) -> str | None:
    found = re.findall(r'<link rel="canonical" href="([^"]*)">', head)
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/articles/", "/articles/wag/", "/categories/facts/", "/species/dogs/", "/breeds/"),
        *("/contributors/", "/contributors/rowan/", "/glossary/", "/emergency/", "/how-we-check/"),
    ],
)
def test_a_page_names_its_canonical_address_without_parameters(
    client: Client, article: Article, path: str
) -> None:
    for junk in ("", "?utm_source=post&fbclid=1", "?species=dogs", "?page="):
        head = head_of(client, path + junk)
        assert canonical_in(head) == ROOT + path
        assert "noindex" not in head


def test_the_canonical_address_of_a_search_is_the_search_page(client: Client) -> None:
    LiveArticleFactory()

    head = head_of(client, "/search/?q=dog")

    assert canonical_in(head) == f"{ROOT}/search/"
    assert "noindex" not in head


@pytest.mark.parametrize(
    "address",
    ["/articles/?after=x", "/categories/facts/?page=2", "/articles/?before=x", "/species/dogs/?before=x"],
)
def test_a_part_of_a_list_is_followed_but_not_kept(client: Client, article: Article, address: str) -> None:
    head = head_of(client, address)

    assert '<meta name="robots" content="noindex, follow">' in head
    assert canonical_in(head) is None


@pytest.mark.parametrize("query", ["?sort=helpful", "?sort=oldest&after=x", "?before=x", "?comment=1"])
def test_a_page_of_further_comments_has_the_articles_canonical_address(
    client: Client, article: Article, query: str
) -> None:
    head = head_of(client, f"/articles/wag/{query}")

    assert canonical_in(head) == f"{ROOT}/articles/wag/"
    assert "noindex" not in head


def test_every_address_that_leaves_the_site_starts_as_the_operator_says(
    client: Client, article: Article, settings: Settings
) -> None:
    settings.SITE_URL = "https://kb.example.org"

    for address in ("/", "/articles/wag/", *SIDE_FILES[:-1]):
        assert b"testserver" not in client.get(address).content, address
    assert canonical(client, "/articles/wag/") == "https://kb.example.org/articles/wag/"


@pytest.mark.parametrize("raw", ["https://KB.example.org/", " https://kb.example.org "])
def test_the_sites_address_is_read_without_its_last_slash(monkeypatch: pytest.MonkeyPatch, raw: str) -> None:
    monkeypatch.setenv("SITE_URL", raw)

    assert environment.origin("SITE_URL") == "https://kb.example.org"


@pytest.mark.parametrize(
    "raw", ["kb.example.org", "ftp://kb.example.org", "https://", "https://a@b.org", "https://a.org/wiki"]
)
def test_a_bad_site_url_stops_the_start(monkeypatch: pytest.MonkeyPatch, raw: str) -> None:
    monkeypatch.setenv("SITE_URL", raw)

    with pytest.raises(ImproperlyConfigured, match="SITE_URL"):
        environment.origin("SITE_URL")


def test_words_of_editors_stay_within_their_attributes(client: Client, article: Article) -> None:
    hostile = '"><script>alert(1)</script>'
    article.editions.update(title=hostile, description=hostile)

    head = head_of(client, "/articles/wag/")

    assert "<script>alert" not in head
    assert '<meta property="og:title" content="&quot;&gt;&lt;script&gt;' in head


def test_a_page_names_its_other_forms(client: Client, article: Article) -> None:
    head = head_of(client, "/articles/wag/")
    forms = re.findall(r'<link rel="alternate" type="([^"]+)"[^>]* href="([^"]+)">', head)
    feeds = re.findall(
        r'type="application/atom\+xml"[^>]* href="([^"]+)">', head_of(client, "/species/dogs/")
    )

    assert forms == [
        ("text/markdown", f"{ROOT}/articles/wag.md"),
        ("application/atom+xml", f"{ROOT}/feed/"),
        ("application/atom+xml", "/articles/wag/comments/feed/"),
    ]
    assert feeds == [f"{ROOT}/species/dogs/feed/", f"{ROOT}/feed/"]
    for address in [*(address for _, address in forms), *feeds]:
        assert client.get(address.removeprefix(ROOT)).status_code == 200


@pytest.mark.parametrize("address", SIDE_FILES)
def test_addresses_for_machines_are_public_and_the_same_for_everybody(
    client: Client, article: Article, address: str
) -> None:
    response = client.get(address, headers={"accept-encoding": "identity"})

    assert response.status_code == 200
    assert (
        response.headers["Cache-Control"].startswith("public")
        or "public" in response.headers["Cache-Control"]
    )
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", SIDE_FILES[:-1])
def test_what_has_not_changed_is_not_sent_again(client: Client, article: Article, address: str) -> None:
    tag = client.get(address).headers["ETag"]

    assert client.get(address, headers={"if-none-match": tag}).status_code == 304


def test_robots_txt_names_the_sitemap_and_disallows_the_admin(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert f"Sitemap: {ROOT}/sitemap.xml" in lines
    assert "Disallow: /admin/" in lines
    assert "Disallow: /preview/" in lines
    assert "Disallow: /" not in lines


def test_every_icon_is_there_in_the_size_that_is_promised(client: Client, db: None) -> None:
    manifest: dict[str, Any] = json.loads(client.get("/site.webmanifest").content)

    for icon in manifest["icons"]:
        name = re.sub(r"\.[0-9a-f]{12}(?=\.png$)", "", icon["src"].removeprefix("/static/"))
        with Image.open(str(finders.find(name))) as image:
            assert icon["sizes"] == f"{image.width}x{image.height}"
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    with Image.open(django_settings.BASE_DIR / "static/icons/favicon.ico") as favicon:
        assert favicon.format == "ICO"
        assert (32, 32) in favicon.info["sizes"]
    with Image.open(django_settings.BASE_DIR / "static/icons/card.png") as card:
        assert card.size == (1200, 630)


def test_a_withdrawn_page_is_in_no_answer_to_machines(client: Client, article: Article) -> None:
    withdraw(article, by=None)

    assert client.get("/articles/wag.md").status_code == 404
    for address in ("/feed/", "/sitemap-editions.xml", "/llms.txt", "/species/dogs/feed/"):
        assert b"/articles/wag" not in client.get(address).content, address
