"""The site below a folder, behind a proxy that has other sites too: the browser asks for nothing outside."""

import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connections
from django.test.testcases import QuietWSGIRequestHandler
from playwright.sync_api import expect

from comments.models import Comment
from kbsite.entry import WsgiEntry
from tests.browser.conftest import Complaints, NewPage
from tests.browser.test_comment_form import THANKS, fill, send
from tests.factories import EditorFactory, LiveArticleFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOLDER = "/kb"


class FolderProxy:
    """Passes on what is asked below the folder, and takes note of everything else."""

    def __init__(self) -> None:
        self.site = WsgiEntry(WSGIHandler())
        self.asked_outside: list[str] = []

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path.startswith(f"{FOLDER}/"):
            return self.site(environ, start_response)
        self.asked_outside.append(path)
        start_response("404 Not Found", [("Content-Length", "0")])
        return []


@pytest.fixture
def proxy(server: str, settings: Any) -> FolderProxy:
    settings.PATH_PREFIX = FOLDER
    settings.SESSION_COOKIE_PATH = settings.CSRF_COOKIE_PATH = f"{FOLDER}/"
    return FolderProxy()


@pytest.fixture
def folder(proxy: FolderProxy) -> Iterator[str]:
    """The address of the site below the folder."""
    served = ThreadedWSGIServer(("localhost", 0), QuietWSGIRequestHandler)
    served.set_app(proxy)
    thread = threading.Thread(target=served.serve_forever)
    thread.start()

    yield f"http://localhost:{served.server_port}{FOLDER}"

    served.shutdown()
    served.server_close()
    thread.join()
    connections.close_all()


def test_a_reader_and_an_editor_stay_in_the_folder(
    folder: str, proxy: FolderProxy, new_page: NewPage, photo: Path, complaints: Complaints
) -> None:
    article = LiveArticleFactory(title="Why dogs kick")
    editor = EditorFactory(username="mira")
    editor.set_password("a long password, of five words")
    editor.save()
    page = new_page()

    page.goto(f"{folder}/")
    page.get_by_role("link", name="Why dogs kick").first.click()
    expect(page).to_have_url(f"{folder}{article.get_absolute_url()}")
    fill(page)
    page.get_by_label("Add a photo").set_input_files(photo)
    expect(page.get_by_text("This photo goes with your comment")).to_be_visible()
    page.get_by_label("What does the photo show?").fill("A brown dog")
    send(page)
    expect(page.get_by_role("heading", name=THANKS)).to_be_visible()
    assert page.url.startswith(f"{folder}/articles/")
    assert page.context.cookies() == []
    picture = page.get_by_role("img", name="A brown dog")
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") > 0

    page.goto(f"{folder}/admin/articles/article/{article.pk}/change/")
    page.get_by_label("Login name").fill("mira")
    page.get_by_label("Password", exact=True).fill("a long password, of five words")
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page).to_have_url(f"{folder}/admin/articles/article/{article.pk}/change/")
    expect(page.locator("#id_body")).to_be_visible()
    page.goto(f"{folder}/admin/")
    page.get_by_role("button", name=": account").click()
    page.get_by_role("button", name="Log out").click()

    assert {cookie.get("path") for cookie in page.context.cookies()} == {f"{FOLDER}/"}
    assert proxy.asked_outside == []
    assert complaints == []
    assert Comment.objects.count() == 1
