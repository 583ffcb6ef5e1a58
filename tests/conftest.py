"""What all tests share: files of their own, static files as readers get them, a small cast."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from articles.transfer import import_folder
from tests.factories import EditorFactory, ModeratorFactory
from tests.kept_rows import KeptRows

# A browser says this with every form it sends from our own page.
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(scope="session", autouse=True)
def _collected_static() -> None:
    """Pages are tested with the hashed, bundled files that readers get."""
    call_command("collectstatic", interactive=False, verbosity=0)


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
def imported_rows() -> KeptRows:
    return KeptRows()


@pytest.fixture(scope="session")
def library_media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all: pictures are named by their content, so tests cannot disturb each other."""
    return tmp_path_factory.mktemp("media")


@pytest.fixture
def library(
    db: None, settings: object, content_dir: Path, imported_rows: KeptRows, library_media: Path
) -> Path:
    """The folder of the bundled content, imported without a problem."""
    settings.MEDIA_ROOT = library_media  # type: ignore[attr-defined]  # pytest-django's wrapper
    if imported_rows:
        imported_rows.put_back()
    else:
        report = import_folder(content_dir)
        assert not report.problems
        imported_rows.keep()
    return content_dir
