"""A real Chromium against the real application, with the bundled content in a real database."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from articles.transfer import import_folder
from tests.browser.chromium import ADVICE, find
from tests.browser.kept_rows import KeptRows

# Playwright's own loop runs in this thread; the database is asked from plain functions all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
TIMEOUT_MS = 10_000

NewPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = find()
    if executable is None:
        pytest.fail(ADVICE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def browser_media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("media")


@pytest.fixture(autouse=True)
def media(browser_media: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One folder for all: pictures are named by their content, so tests cannot disturb each other."""
    monkeypatch.setattr(settings, "MEDIA_ROOT", browser_media)
    return browser_media


@pytest.fixture(scope="session")
def imported_rows() -> KeptRows:
    return KeptRows()


@pytest.fixture
def site(
    transactional_db: None,
    live_server: LiveServer,
    content_dir: Path,
    imported_rows: KeptRows,
    monkeypatch: pytest.MonkeyPatch,
) -> str:
    """The address of the site with its bundled content."""
    # Let WhiteNoise answer for static files, as in production, not Django's test handler.
    monkeypatch.setattr(StaticFilesHandler, "_should_handle", lambda self, path: False)
    if imported_rows:
        imported_rows.put_back()
    else:
        report = import_folder(content_dir)
        assert not report.problems
        imported_rows.keep()
    return str(live_server.url)


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
def new_page(browser: Browser, complaints: Complaints) -> Iterator[NewPage]:
    """Opens pages in a browser of their own; options are those of a Playwright context."""
    contexts: list[BrowserContext] = []

    def open_page(**options: object) -> Page:
        context = browser.new_context(**{"viewport": DESKTOP, **options})  # type: ignore[arg-type]  # checked by Playwright
        context.set_default_timeout(TIMEOUT_MS)
        contexts.append(context)
        page = context.new_page()
        complaints.listen(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
