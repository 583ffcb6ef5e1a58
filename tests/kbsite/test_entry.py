"""What strangers write into a request before Django reads it."""

from ipaddress import ip_network
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

from kbsite import environment
from kbsite.entry import content_type
from kbsite.wsgi import application
from tests.factories import LoneArticleFactory
from tests.kbsite.asking import asked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_connection")]

# None of these may cost more than a refusal.
CONTENT_TYPES = [
    "text/html; charset=base64",
    "text/html; charset=\x00",
    "text/html; charset=idna",
    "text/html; charset=../../etc/passwd",
    "t;a*=u'x'%ff",
    "a/b; c*=x'y",
    "a/b;c*=idna''%ff",
    "x; charset*=utf-16''a",
    "multipart/form-data",
    "multipart/form-data; boundary*=utf-7''b",
    "multipart/form-data; boundary=" + "b" * 300,
    "multipart/form-data; boundary=\xe9",
    "\xff\xfe/\xff",
    "a/b;" + ";" * 5000,
]
OUR_PROXY, OTHER_PROXY, READER, NEIGHBOUR = "10.0.0.1", "10.0.0.2", "203.0.113.7", "198.51.100.9"


def seen(monkeypatch: pytest.MonkeyPatch, **environ: str) -> dict[str, Any]:
    """Return the environment that Django gets."""
    got: list[dict[str, Any]] = []

    def answer(environ: dict[str, Any], _: Any) -> list[bytes]:
        got.append(environ)
        return []

    monkeypatch.setattr(application, "application", answer)
    application(RequestFactory().get("/").environ | environ, lambda *_: None)
    return got[0]


# Headers that Django reads at once


@pytest.mark.parametrize("sent", CONTENT_TYPES)
@pytest.mark.parametrize("path", ["/", "/healthz", "/nowhere/", "/static/none.css"])
def test_no_content_type_makes_an_address_fail(path: str, sent: str) -> None:
    usual, _, _ = asked("GET", path)

    status, _, _ = asked("GET", path, CONTENT_TYPE=sent)

    assert status == usual


@pytest.mark.parametrize("sent", CONTENT_TYPES)
def test_no_content_type_makes_a_form_fail(sent: str) -> None:
    article = LoneArticleFactory()

    status, _, _ = asked("POST", f"/articles/{article.slug}/comments/", b"name=x&text=y", CONTENT_TYPE=sent)

    assert 400 <= status < 500


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("text/html; charset=base64", "text/html"),
        ("application/json; charset=utf-8", "application/json"),
        ("multipart/form-data; boundary=----a-b", 'multipart/form-data; boundary="----a-b"'),
        ('multipart/form-data; charset=utf-8; Boundary="a b"', 'multipart/form-data; boundary="a b"'),
        ("t;a*=u'x'y", ""),
        ("", ""),
    ],
)
def test_of_a_content_type_the_kind_and_the_boundary_are_read(sent: str, read: str) -> None:
    assert content_type(sent) == read


# Who says where a request comes from


@pytest.mark.parametrize("name", ["SCRIPT_NAME", "SCRIPT_URL", "HTTP_SCRIPT_NAME", "HTTP_X_SCRIPT_NAME"])
def test_no_header_moves_the_site_to_another_folder(name: str) -> None:
    _, headers, _ = asked("GET", "/admin/", b"", **{name: "/elsewhere"})

    assert headers["Location"] == "/admin/login/?next=/admin/"


@pytest.mark.parametrize(("peer", "status"), [(OUR_PROXY, 200), (NEIGHBOUR, 301)])
def test_only_our_proxy_says_that_a_request_came_by_https(
    peer: str, status: int, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TRUSTED_PROXIES = [ip_network(OUR_PROXY)]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_REDIRECT = True
    # Its middleware reads the settings when it is made.
    monkeypatch.setattr(application, "application", WSGIHandler())

    got, _, _ = asked("GET", "/", HTTP_X_FORWARDED_PROTO="https", REMOTE_ADDR=peer)

    assert got == status


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        (READER, "", READER),
        (READER, NEIGHBOUR, READER),
        (OUR_PROXY, READER, READER),
        (OUR_PROXY, f"{NEIGHBOUR}, {READER}", READER),
        (OUR_PROXY, f"{NEIGHBOUR}, {READER}, {OTHER_PROXY}", READER),
        (OUR_PROXY, "unknown", OUR_PROXY),
        (OUR_PROXY, "", OUR_PROXY),
        (f"::ffff:{OUR_PROXY}", "2001:db8::7", "2001:db8::7"),
        ("", READER, ""),
    ],
)
def test_the_readers_address_is_the_nearest_that_is_not_ours(
    peer: str, forwarded: str, address: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/30")]

    environ = seen(monkeypatch, REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)

    assert environ["REMOTE_ADDR"] == address
    assert "HTTP_X_FORWARDED_FOR" not in environ


def test_https_without_a_proxy_to_believe_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", "")

    with pytest.raises(ImproperlyConfigured, match="TRUSTED_PROXIES"):
        environment.proxies("TRUSTED_PROXIES", needed=True)

    assert environment.proxies("TRUSTED_PROXIES", needed=False) == []
