"""The site below a folder: PATH_PREFIX=/pets."""

import json
import re
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import WSGIHandler

from kbsite import environment
from kbsite.path_prefix import put_on
from kbsite.wsgi import application
from tests.factories import LiveArticleFactory, shown_photo
from tests.kbsite.asking import asked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_connection")]

PREFIX = "/pets"
OWN_ADDRESS = re.compile(r"""\s(?:href|src|action|data-[a-z-]*url)=["'](/[^"'#]*)""")


@pytest.fixture(autouse=True)
def _in_a_folder(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PATH_PREFIX = PREFIX
    monkeypatch.setattr(application, "application", WSGIHandler())


def page(path: str, **environ: str) -> str:
    status, _, body = asked("GET", path, b"", **environ)
    assert status == 200, path
    return body.decode()


def test_every_address_on_a_page_is_below_the_folder_and_answers() -> None:
    article = LiveArticleFactory()

    html = page(f"{PREFIX}{article.get_absolute_url()}")

    addresses = set(OWN_ADDRESS.findall(html))
    assert f"{PREFIX}/" in addresses
    assert any(address.startswith(f"{PREFIX}/static/") for address in addresses)
    for address in addresses:
        assert address.startswith(f"{PREFIX}/"), address
        # 405: forms are only sent.
        assert asked("GET", address.partition("?")[0])[0] in {200, 302, 405}, address


@pytest.mark.parametrize("path", ["/", "/nowhere/", "/search/?q=cat", "/emergency/", "/admin/login/"])
def test_no_page_links_out_of_the_folder(path: str) -> None:
    _, _, body = asked("GET", f"{PREFIX}{path}")

    addresses = OWN_ADDRESS.findall(body.decode())
    assert addresses
    assert [address for address in addresses if not address.startswith(f"{PREFIX}/")] == []


def test_the_proxy_may_have_taken_the_folder_off() -> None:
    assert page("/") == page(f"{PREFIX}/") == page(PREFIX)


def test_readers_photos_are_served_below_the_folder() -> None:
    status, headers, _ = asked("GET", f"{PREFIX}{shown_photo().src}")

    assert (status, headers["Content-Type"]) == (200, "image/webp")


def test_machines_get_absolute_addresses_below_the_folder() -> None:
    article = LiveArticleFactory()
    address = f"http://testserver{PREFIX}{article.get_absolute_url()}"

    html = page(f"{PREFIX}{article.get_absolute_url()}")

    assert f'<link rel="canonical" href="{address}">' in html
    assert f'href="{address}"' in page(f"{PREFIX}/feed/")
    assert f"http://testserver{PREFIX}/sitemap" in page(f"{PREFIX}/sitemap.xml")
    assert f"Disallow: {PREFIX}/admin/\n" in page(f"{PREFIX}/robots.txt")
    assert f"Sitemap: http://testserver{PREFIX}/sitemap.xml\n" in page(f"{PREFIX}/robots.txt")
    assert not re.search(rf"http://testserver(?!{PREFIX}/)", page(f"{PREFIX}/llms.txt"))


def test_the_icon_on_a_phone_opens_the_folder() -> None:
    manifest = json.loads(page(f"{PREFIX}/site.webmanifest"))

    assert manifest["start_url"] == manifest["scope"] == f"{PREFIX}/"
    assert all(icon["src"].startswith(f"{PREFIX}/static/") for icon in manifest["icons"])


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/admin/", f"{PREFIX}/admin/login/?next=/admin/"),
        ("/search", f"{PREFIX}/search/"),
    ],
)
def test_redirects_stay_in_the_folder(path: str, location: str) -> None:
    _, headers, _ = asked("GET", f"{PREFIX}{path}")

    assert headers["Location"] == location


def test_a_redirect_to_https_stays_in_the_folder(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SECURE_SSL_REDIRECT = True
    monkeypatch.setattr(application, "application", WSGIHandler())

    _, headers, _ = asked("GET", f"{PREFIX}/search/?q=cat", HTTP_HOST="testserver")

    assert headers["Location"] == f"https://testserver{PREFIX}/search/?q=cat"


@pytest.mark.parametrize(
    ("kind", "sent", "expected"),
    [
        ("text/html", '<a href="/a/">', '<a href="/pets/a/">'),
        ("text/html", '<a href="//other.example/">', '<a href="//other.example/">'),
        ("text/html", '<a href="https://other.example/">', '<a href="https://other.example/">'),
        ("text/html", '<img srcset="/m/1 1x, /m/2 2x">', '<img srcset="/pets/m/1 1x, /pets/m/2 2x">'),
        ("text/html", '<input value="/a/">', '<input value="/a/">'),
        ("application/json", '{"href": "/a/"}', '{"href": "/pets/a/"}'),
        ("application/json", '{"text": "/a/"}', '{"text": "/a/"}'),
        ("text/css", 'href="/a/"', 'href="/a/"'),
    ],
)
def test_only_addresses_of_the_site_get_the_prefix(kind: str, sent: str, expected: str) -> None:
    assert put_on(sent.encode(), kind, PREFIX.encode()).decode() == expected


@pytest.mark.parametrize(("raw", "prefix"), [("", ""), ("/", ""), ("pets/", "/pets"), ("/a/b", "/a/b")])
def test_the_folder_is_read_with_and_without_slashes(
    raw: str, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH_PREFIX", raw)

    assert environment.path_prefix("PATH_PREFIX") == prefix


@pytest.mark.parametrize("raw", ["https://kb.example/pets", "/a b", "/a//b", "/é", "/a?b"])
def test_what_is_no_folder_stops_the_start(raw: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH_PREFIX", raw)

    with pytest.raises(ImproperlyConfigured, match="PATH_PREFIX"):
        environment.path_prefix("PATH_PREFIX")
