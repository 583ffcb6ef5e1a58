from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from articles.models import Article
from tests.factories import LoneArticleFactory

Import = Callable[..., str]


@pytest.fixture
def article() -> Article:
    """The article that the files of files.py name."""
    found: Article = LoneArticleFactory(slug="kicks")
    return found


@pytest.fixture
def take(tmp_path: Path) -> Import:
    """Import a text, bytes or a file with the command, and return what it printed."""

    def run(system: str, contents: str | bytes | Path, *options: str) -> str:
        path = contents if isinstance(contents, Path) else tmp_path / "export"
        if isinstance(contents, str):
            path.write_text(contents, encoding="utf-8")
        elif isinstance(contents, bytes):
            path.write_bytes(contents)
        told = StringIO()
        call_command("import_comments", path, "--from", system, *options, stdout=told)
        return told.getvalue()

    return run
