"""The bundled content, imported once: decoding and writing its pictures takes longer than many a test."""

import json
import os
from pathlib import Path
from unittest import mock

from django.conf import settings
from django.test import override_settings
from django.utils import timezone

from articles.images import decoding
from articles.transfer import import_folder
from tests.shared.once import fingerprint, made_once
from tests.shared.rows import Rows, Tables

ROWS, MEDIA = "rows.json", "media"
SOURCES = (
    *("articles", "comments/models", "comments/migrations", "content", "requirements.txt"),
    "tests/shared/library.py",
)


def imported(tables: Tables) -> Path:
    """A folder with the rows and the pictures of the library, no older than a day."""
    base = Path(settings.BASE_DIR)
    # An article that was imported long ago may be due for a review.
    version = f"{timezone.localdate()}-{fingerprint(*(base / source for source in SOURCES))}"
    return made_once("library", version, lambda folder: _import(folder, tables))


def _import(folder: Path, tables: Tables) -> None:
    tables.changed()
    # The encoder may hurry: no test asks how small the files are that pages show. Exports contain the
    # masters, and these are made as ever.
    hurry = mock.patch.dict(decoding.WEBP_EFFORT, method=0)
    with override_settings(MEDIA_ROOT=folder / MEDIA), hurry:
        report = import_folder(Path(settings.CONTENT_DIR))
    assert not report.problems
    (folder / ROWS).write_text(json.dumps(tables.read()))
    tables.changed()


def read_rows(library: Path) -> Rows:
    rows: Rows = json.loads((library / ROWS).read_text())
    return rows


def link_media(library: Path, target: Path) -> None:
    """Each picture gets a second name: the site writes and deletes whole files, and changes none."""
    for file in (library / MEDIA).rglob("*"):
        if file.is_file():
            linked = target / file.relative_to(library / MEDIA)
            linked.parent.mkdir(parents=True, exist_ok=True)
            os.link(file, linked)
