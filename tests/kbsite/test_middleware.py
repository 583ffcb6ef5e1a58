"""What every answer carries, whoever asks; and what readers see while the database is away."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, InterfaceError, OperationalError, connection
from django.test import Client

from articles.models.edition import EditionQuerySet
from comments.models import Comment
from kbsite.errors import RETRY_AFTER_SECONDS
from tests.conftest import SAME_ORIGIN
from tests.factories import LiveArticleFactory, shown_photo

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as TestResponse

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
SANDBOX = {"default-src": "'none'", "sandbox": ""}
SECRET = "db.example for user scratchpost-internal"
PLACES = [
    "home",
    "article",
    "private",
    "refused",
    "media",
    "not found",
    "bad host",
    "login",
    "admin",
    "healthz",
]
PAGES = ["home", "article", "category", "species"]


def policy_of(answer: "TestResponse") -> dict[str, str]:
    header = answer.headers["Content-Security-Policy"]
    parts = [part.strip().partition(" ") for part in header.split(";") if part.strip()]
    return {name: value for name, _, value in parts}


def ask(place: str, moderator: User) -> "TestResponse":
    """An answer of each kind that the site gives."""
    article = LiveArticleFactory()
    reader = Client(headers=SAME_ORIGIN)
    staff = Client()
    staff.force_login(moderator)
    form = f"/articles/{article.slug}/comments/"
    asked = {
        "home": lambda: reader.get("/"),
        "article": lambda: reader.get(article.get_absolute_url()),
        "category": lambda: reader.get(article.category.get_absolute_url()),
        "species": lambda: reader.get(article.species.get().get_absolute_url()),
        "private": lambda: reader.post(form, {"rating": "5"}, follow=True),
        "refused": lambda: reader.post(form, {}),
        "media": lambda: reader.get(shown_photo().src),
        "not found": lambda: reader.get("/nowhere/"),
        "bad host": lambda: reader.get("/", headers={"Host": "evil.example"}),
        "login": lambda: reader.get("/admin/login/"),
        "admin": lambda: staff.get("/admin/comments/comment/"),
        "healthz": lambda: reader.get("/healthz"),
    }
    with closing(asked[place]()) as answer:
        if answer.streaming:
            list(answer)
        return answer


@contextmanager
def outage(error: type[Exception] = OperationalError) -> Iterator[None]:
    """Every question to the database fails, with a message that names what nobody may read."""

    def fail(*_: Any) -> None:
        raise error(f"connection failed to {SECRET}")

    with connection.execute_wrapper(fail):
        yield


# Headers


@pytest.mark.parametrize("place", PLACES)
def test_every_answer_says_what_a_browser_may_do_with_it(place: str, moderator: User) -> None:
    answer = ask(place, moderator)

    assert policy_of(answer) == (SANDBOX if place == "media" else POLICY)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Permissions-Policy"] == (
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
    )


@pytest.mark.parametrize("place", PLACES)
def test_no_answer_tells_other_sites_which_page_was_read(place: str, moderator: User) -> None:
    answer = ask(place, moderator)

    wanted = "no-referrer" if place == "private" else "strict-origin-when-cross-origin"
    assert answer.headers["Referrer-Policy"] == wanted


@pytest.mark.parametrize("place", PLACES)
def test_no_page_needs_what_its_policy_forbids(place: str, moderator: User) -> None:
    html = ask(place, moderator).getvalue().decode(errors="replace")

    assert "<style" not in html
    assert " style=" not in html
    assert "<script>" not in html
    assert " onclick=" not in html
    assert "//cdn" not in html


@pytest.mark.parametrize("place", [*PAGES, "not found", "refused", "private", "media"])
def test_readers_never_get_a_cookie(place: str, moderator: User) -> None:
    answer = ask(place, moderator)

    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_a_static_file_is_typed_and_not_guessed_at(client: Client) -> None:
    page = client.get("/admin/login/").content.decode()
    path = page.partition('href="/static/')[2].partition('"')[0]

    with closing(client.get(f"/static/{path}")) as answer:
        content = b"".join(answer)

    assert content
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "immutable" in answer.headers["Cache-Control"]


def test_with_https_browsers_are_told_to_use_nothing_else(settings: Any) -> None:
    settings.SECURE_HSTS_SECONDS, settings.SECURE_SSL_REDIRECT = 31_536_000, True
    client = Client()

    secure, plain = client.get("/", secure=True), client.get("/")

    assert secure.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert (plain.status_code, plain.headers["Location"]) == (301, "https://testserver/")


def test_without_https_browsers_are_told_nothing_about_it(client: Client) -> None:
    assert "Strict-Transport-Security" not in client.get("/").headers


@pytest.mark.parametrize("place", ["home", "article", "media", "not found", "login", "admin"])
def test_old_browsers_too_are_told_to_show_no_page_in_a_frame(place: str, moderator: User) -> None:
    assert ask(place, moderator).headers["X-Frame-Options"] == "DENY"


# While the database is away


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
@pytest.mark.parametrize("place", [*PAGES, "refused", "login", "admin"])
def test_an_outage_is_answered_with_when_to_come_back(
    place: str, error: type[Exception], moderator: User
) -> None:
    article = LiveArticleFactory()
    client = Client(headers=SAME_ORIGIN)
    if place == "admin":
        client.force_login(moderator)
    form = f"/articles/{article.slug}/comments/"
    paths = {
        "home": "/",
        "article": article.get_absolute_url(),
        "category": article.category.get_absolute_url(),
        "species": article.species.get().get_absolute_url(),
        "admin": "/admin/",
    }

    with outage(error):
        if place in paths:
            answer = client.get(paths[place])
        elif place == "refused":
            answer = client.post(form, {})
        else:
            answer = client.post("/admin/login/", {"username": "rowan", "password": "correct horse"})

    html = answer.content.decode()
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == str(RETRY_AFTER_SECONDS)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Scratchpost is not available just now" in html
    assert "phone a vet" in html
    assert policy_of(answer) == POLICY
    for secret in (SECRET, "OperationalError", "InterfaceError", "Traceback"):
        assert secret not in html


def test_a_comment_sent_during_an_outage_is_not_said_to_have_arrived(reader: Client) -> None:
    article = LiveArticleFactory()

    with outage():
        answer = reader.post(f"/articles/{article.slug}/comments/", {"rating": "5"})

    assert answer.status_code == 503
    assert "If you sent a form, it may not have arrived." in answer.content.decode()
    assert not Comment.objects.exists()


def test_a_wrong_address_during_an_outage_says_to_come_back() -> None:
    with outage():
        answer = Client(raise_request_exception=False).get("/nowhere/")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "10"
    assert SECRET not in answer.content.decode()


@pytest.mark.parametrize("path", ["/", "/media/pictures/none.webp"])
def test_head_has_the_headers_of_get_and_no_body(path: str, client: Client) -> None:
    got, answer = client.get(path), client.head(path)

    assert answer.status_code == got.status_code
    assert answer.content == b""
    assert answer.headers["Content-Length"] == str(len(got.content))


def test_after_the_outage_the_site_goes_on(client: Client) -> None:
    with outage():
        client.get("/")

    assert client.get("/").status_code == 200


@pytest.mark.parametrize("error", [IntegrityError(SECRET), ValueError(SECRET)])
def test_a_fault_of_our_own_is_not_called_an_outage(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise error

    monkeypatch.setattr(EditionQuerySet, "live", fail)

    answer = Client(raise_request_exception=False).get("/")

    html = answer.content.decode()
    assert answer.status_code == 500
    assert "Retry-After" not in answer.headers
    assert SECRET not in html
    assert "Traceback" not in html
    assert policy_of(answer) == POLICY


# Freshness


@pytest.mark.parametrize("accept", ["gzip", "br", "identity"])
def test_a_page_that_did_not_change_is_not_sent_again(accept: str, client: Client) -> None:
    path = LiveArticleFactory().get_absolute_url()
    first = client.get(path, headers={"Accept-Encoding": accept})

    again = client.get(path, headers={"Accept-Encoding": accept, "If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    # A compressed page has a weak tag; what is compared is the rest.
    assert again.headers["ETag"].removeprefix("W/") == first.headers["ETag"].removeprefix("W/")
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]


def test_a_page_that_changed_is_sent_at_once(client: Client) -> None:
    article = LiveArticleFactory()
    first = client.get(article.get_absolute_url())
    article.set_rating([0, 0, 0, 0, 7], writing=1, comment_count=0)

    again = client.get(article.get_absolute_url(), headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 200
    assert "7 ratings" in again.content.decode()


def test_a_private_page_can_never_be_asked_for_by_tag(reader: Client) -> None:
    article = LiveArticleFactory()

    page = reader.post(f"/articles/{article.slug}/comments/", {"rating": "5"}, follow=True)

    assert page.status_code == 200
    assert "ETag" not in page.headers
