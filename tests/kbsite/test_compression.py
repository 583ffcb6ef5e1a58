"""How small answers are sent, and to whom in which form."""

import gzip
from contextlib import closing

import brotli
import pytest
from django.test import Client

from tests.conftest import SAME_ORIGIN
from tests.factories import LiveArticleFactory, shown_photo

pytestmark = pytest.mark.django_db

BROWSER = "gzip, deflate, br, zstd"
PUBLIC = ["home", "article", "category", "species", "feed", "sitemap"]


def path_of(place: str) -> str:
    article = LiveArticleFactory()
    paths: dict[str, str] = {
        "home": "/",
        "article": article.get_absolute_url(),
        "category": article.category.get_absolute_url(),
        "species": article.species.get().get_absolute_url(),
        "feed": "/feed/",
        "sitemap": "/sitemap.xml",
        "not found": "/nowhere/",
        "login": "/admin/login/",
    }
    return paths[place]


@pytest.mark.parametrize("place", PUBLIC)
def test_a_public_page_is_compressed_with_brotli_if_the_browser_accepts_it(
    place: str, client: Client
) -> None:
    path = path_of(place)
    packed, plain = (
        client.get(path, headers={"Accept-Encoding": accept}) for accept in (BROWSER, "identity")
    )

    assert packed.headers["Content-Encoding"] == "br"
    assert brotli.decompress(packed.content) == plain.content
    assert packed.headers["Content-Length"] == str(len(packed.content))
    assert len(packed.content) < len(plain.content)
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]


@pytest.mark.parametrize("accept", ["gzip", "gzip, br;q=0", "br; q=0.0, gzip", "gzip, brand"])
@pytest.mark.parametrize("place", [*PUBLIC, "not found"])
def test_browsers_without_brotli_get_gzip(place: str, accept: str, client: Client) -> None:
    path = path_of(place)
    packed, plain = (client.get(path, headers={"Accept-Encoding": one}) for one in (accept, "identity"))

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content)


@pytest.mark.parametrize("place", ["not found", "login", "refused"])
def test_private_pages_get_gzip_of_a_random_length(place: str) -> None:
    client = Client(headers=SAME_ORIGIN | {"Accept-Encoding": BROWSER})
    if place == "refused":
        answer = client.post(f"/articles/{LiveArticleFactory().slug}/comments/", {})
    else:
        answer = client.get(path_of(place))

    assert answer.headers["Content-Encoding"] == "gzip"
    assert b"<!doctype html>" in gzip.decompress(answer.content).lower()


def test_a_short_answer_is_not_compressed(client: Client) -> None:
    answer = client.get("/healthz", headers={"Accept-Encoding": BROWSER})

    assert "Content-Encoding" not in answer.headers


def test_a_picture_is_not_compressed_again(client: Client) -> None:
    with closing(client.get(shown_photo().src, headers={"Accept-Encoding": BROWSER})) as answer:
        content = b"".join(answer)

    assert content.startswith(b"RIFF")
    assert "Content-Encoding" not in answer.headers
    assert "Vary" not in answer.headers
