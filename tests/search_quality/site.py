"""A site of the measure's own, with the bundled pages and nothing else, and an end to it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "search-quality"
# As long as another measure may take.
WAIT_SECONDS = 600


def prepare_environment() -> None:
    """Before any setting is read: whatever database or folder a person works with has no say here."""
    os.environ |= {"VAR_DIR": str(FOLDER), "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    # Setting up may take longer than a request.
    os.environ["DATABASE_STATEMENT_TIMEOUT_MS"] = "0"


def pages() -> set[str]:
    """The addresses of the bundled pages, known before there is a site."""
    folders = ("articles", "breeds")
    return {
        f"/{folder}/{path.stem}/" for folder in folders for path in (ROOT / "content" / folder).glob("*.md")
    }


@contextmanager
def site() -> Iterator[None]:
    """Made anew each time, so that a changed migration or weight is measured and not last week's."""
    from kbsite.locks import exclusive
    from kbsite.postgres.cluster import Cluster

    with exclusive(FOLDER / "lock", wait_seconds=WAIT_SECONDS):
        try:
            with _database():
                yield
        finally:
            Cluster(FOLDER / "postgres").stop()


@contextmanager
def _database() -> Iterator[None]:
    import django

    django.setup()
    from django.test.utils import setup_databases, teardown_databases

    from kbsite.serve.steps import import_articles, refresh

    databases = setup_databases(verbosity=0, interactive=False)
    try:
        # Just what `make run` does, so that the search is as ready as on a new site.
        refresh(lambda line: None)
        import_articles(lambda line: None)
        yield
    finally:
        teardown_databases(databases, verbosity=0)
