"""A separate site for the measurement, with the bundled pages alone. It is stopped at the end."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "search-quality"
# As long as another measurement may take.
WAIT_SECONDS = 600


def prepare_environment() -> None:
    """Set the environment of the site. Call this before settings are read, so that no other site is used."""
    os.environ |= {"VAR_DIR": str(FOLDER), "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    # A statement of the setup may take longer than a request may.
    os.environ["DATABASE_STATEMENT_TIMEOUT_MS"] = "0"


def pages() -> set[str]:
    """Return the addresses of the bundled pages, which are known before the site exists."""
    folders = ("articles", "breeds")
    return {
        f"/{folder}/{path.stem}/" for folder in folders for path in (ROOT / "content" / folder).glob("*.md")
    }


@contextmanager
def site() -> Iterator[None]:
    """Run the site within the context.

    Its database is built again each time, so that changed migrations and weights are measured.
    """
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
        # `make run` does the same, so that the search is in the state of a new site.
        refresh(lambda line: None)
        import_articles(lambda line: None)
        yield
    finally:
        teardown_databases(databases, verbosity=0)
