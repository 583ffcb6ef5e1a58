"""What all tests share: files of their own, static files as readers get them, a small cast."""

import gc
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client, TransactionTestCase, override_settings
from pytest_django import DjangoDbBlocker

from tests.factories import EditorFactory, ModeratorFactory
from tests.shared import database, static
from tests.shared import library as library_files
from tests.shared.rows import Tables

# A browser says this with every form it sends from our own page.
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


# Hypothesis measures the clock, which says little where two processes share a busy machine.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")

TABLES = pytest.StashKey[Tables]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each process begins with what takes long, so that none has a long test left when the others are done.

    Browsers come last: Playwright's loop goes on in their process, and other tests need none.
    """
    items.sort(key=lambda item: (_has(item, "browser"), not _has(item, "slow")))


def _has(item: pytest.Item, marker: str) -> bool:
    return item.get_closest_marker(marker) is not None


def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end, so nobody needs to look through it for garbage again."""
    gc.collect()
    gc.freeze()
    # Each test makes thousands of objects, and few of them are in a reference cycle.
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _collected_static() -> Iterator[None]:
    """Pages are tested with the hashed, bundled files that readers get."""
    with override_settings(STATIC_ROOT=static.collected()):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """The test database is a copy of one that was migrated before."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = database.template()


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Whatever a test has committed is put right after it, without emptying the database."""
    tables = request.config.stash[TABLES] = Tables(django_db_blocker)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: tables.changed())
        yield
    del request.config.stash[TABLES]
    with django_db_blocker.unblock():
        database.wait_until_nobody_else_is_connected()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """The database holds what the next test begins with."""
    try:
        yield
    finally:
        if tables := item.config.stash.get(TABLES, None):
            is_for_library = "library" in getattr(nextitem, "fixturenames", ())
            tables.hold(tables.library if is_for_library else tables.migrated)


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: object) -> Path:
    """Each test writes pictures into a folder of its own."""
    folder = tmp_path / "media"
    settings.MEDIA_ROOT = folder  # type: ignore[attr-defined]  # pytest-django's wrapper
    return folder


@pytest.fixture
def editor(db: None) -> User:
    return EditorFactory()


@pytest.fixture
def moderator(db: None) -> User:
    return ModeratorFactory()


@pytest.fixture
def editor_client(editor: User) -> Client:
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def moderator_client(moderator: User) -> Client:
    client = Client()
    client.force_login(moderator)
    return client


@pytest.fixture
def reader() -> Client:
    """A browser on our own pages, without cookies."""
    return Client(headers=SAME_ORIGIN, enforce_csrf_checks=True)


@pytest.fixture(scope="session")
def content_dir() -> Path:
    return Path(settings.CONTENT_DIR)


@pytest.fixture(scope="session")
def imported(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Path:
    """The folder of what an import of the bundled content has made."""
    tables = request.config.stash[TABLES]
    with django_db_blocker.unblock():
        folder = library_files.imported(tables)
    # The first process imports it into its own database, and the test that asks may want an empty site.
    tables.hold(tables.migrated)
    tables.library = library_files.read_rows(folder)
    return folder


@pytest.fixture(scope="session")
def library_media(imported: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all: pictures are named by their content, so tests cannot disturb each other."""
    media = tmp_path_factory.mktemp("media")
    library_files.link_media(imported, media)
    return media


@pytest.fixture
def library(
    request: pytest.FixtureRequest, db: None, settings: object, content_dir: Path, library_media: Path
) -> Path:
    """The folder of the bundled content, imported without a problem."""
    settings.MEDIA_ROOT = library_media  # type: ignore[attr-defined]  # pytest-django's wrapper
    tables = request.config.stash[TABLES]
    tables.hold(tables.library)
    return content_dir
