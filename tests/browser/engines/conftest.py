"""One window of each engine for all of these tests, with an article's text in it."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.servers.basehttp import ServerHandler
from django.test import Client

from tests.browser.editor.article import article_to_write
from tests.browser.engines.engine import Engine
from tests.browser.engines.field import EngineField
from tests.browser.engines.firefox import firefox
from tests.browser.engines.webkit import webkit
from tests.factories import EditorFactory

OPENED = {"firefox": firefox, "webkit": webkit}


@pytest.fixture(scope="package", params=OPENED)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    if "ENGINES" not in os.environ:
        pytest.skip("ENGINES=1 asks for Firefox and WebKit too; CONTRIBUTING.md says what they need")
    with OPENED[request.param](tmp_path_factory.mktemp(request.param)) as opened:
        yield opened


@pytest.fixture
def one_answer_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """These windows stay open, and with them the connections on which they would ask again."""
    cleaned = ServerHandler.cleanup_headers

    def cleanup_headers(handler: Any) -> None:
        cleaned(handler)
        handler.headers["Connection"] = "close"
        handler.request_handler.close_connection = True

    monkeypatch.setattr(ServerHandler, "cleanup_headers", cleanup_headers)


@pytest.fixture
def field(engine: Engine, one_answer_each: None, server: str) -> Iterator[EngineField]:
    article = article_to_write()
    client = Client()
    client.force_login(EditorFactory())
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    engine.log_in(session.key, session.value, server)
    engine.set_width(1300)
    engine.go(f"{server}/admin/articles/article/{article.pk}/change/")
    assert engine.comes_true("return document.querySelector('[data-toolbar]')?.hidden === false")
    yield EngineField(engine)
    # Otherwise it would go on saving while the database is emptied.
    engine.go("about:blank")
