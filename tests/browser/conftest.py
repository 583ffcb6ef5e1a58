"""A real Chromium against the real application, with the bundled content in a real database."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from tests.browser.chromium import ADVICE, find
from tests.factories import image_bytes
from tests.waiting import waited_for

# Playwright's own loop runs in this thread; the database is asked from plain functions all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

STARTER = Path(__file__).with_name("chromium.sh")
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"),
    # Otherwise it starts another process for each browser of a test, to have one at hand.
    "--renderer-process-limit=1",
]
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
# Nothing waits for so long but on a machine that is busy with much else.
TIMEOUT_MS = 30_000
expect.set_options(timeout=TIMEOUT_MS)

# How the server's threads are named, one for each connection.
CONNECTION_THREAD = "process_request_thread"
LAST_WORDS_SECONDS = 30

NewPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser(django_db_setup: None) -> Iterator[Browser]:
    executable = find()
    if executable is None:
        pytest.fail(ADVICE)
    environment: dict[str, str | float | bool] = {**os.environ, "CHROMIUM": executable}
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=STARTER, args=ARGUMENTS, env=environment)
        yield chromium
        chromium.close()
        # As long as Playwright's loop runs in this thread, Django uses other connections than before and
        # after it (asgiref's Local). Nobody else would close them, and the database could not be dropped.
        connections.close_all()


@pytest.fixture(autouse=True)
def media(library_media: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "MEDIA_ROOT", library_media)
    return library_media


@pytest.fixture
def contexts() -> list[BrowserContext]:
    """The browsers that a test has opened."""
    return []


@pytest.fixture
def server(
    transactional_db: None,
    live_server: LiveServer,
    contexts: list[BrowserContext],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[str]:
    """The address of the empty site; at the end nobody asks any more before its database is emptied."""
    # Let WhiteNoise answer for static files, as in production, not Django's test handler.
    monkeypatch.setattr(StaticFilesHandler, "_should_handle", lambda self, path: False)
    yield str(live_server.url)
    _close(contexts)
    _wait_for_last_words()


def _close(contexts: list[BrowserContext]) -> None:
    while contexts:
        contexts.pop().close()


def _wait_for_last_words() -> None:
    """What a page sent as it closed, an autosave say, would still hold locks on the tables."""
    waited_for(
        lambda: all(CONNECTION_THREAD not in thread.name for thread in threading.enumerate()),
        seconds=LAST_WORDS_SECONDS,
    )


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A file on the reader's phone."""
    path = tmp_path / "dog.jpg"
    path.write_bytes(image_bytes((1600, 1200)))
    return path


@pytest.fixture
def site(server: str, library: Path) -> str:
    """The address of the site with its bundled content."""
    return server


class Complaints(list[str]):
    """What the browser complained about: blocked by the CSP, missing files, script errors."""

    def listen(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.append(str(error)))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.append(message.text)


@pytest.fixture
def complaints() -> Complaints:
    return Complaints()


@pytest.fixture
def new_page(browser: Browser, complaints: Complaints, contexts: list[BrowserContext]) -> Iterator[NewPage]:
    """Opens pages in a browser of their own; options are those of a Playwright context."""

    def open_page(**options: object) -> Page:
        context = browser.new_context(**{"viewport": DESKTOP, **options})  # type: ignore[arg-type]  # checked by Playwright
        context.set_default_timeout(TIMEOUT_MS)
        contexts.append(context)
        page = context.new_page()
        complaints.listen(page)
        return page

    yield open_page
    _close(contexts)
