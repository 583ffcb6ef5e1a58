"""The lists beside the articles: pictures, contributors, categories and species.

Each entry is made once. After that it belongs to the editors: an import never changes
it, nor brings it back when they deleted it.
"""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models, transaction

from articles.images import PICTURES, UnusableImage, store_image
from articles.models import Category, Contributor, ImportRecord, Picture, Species
from articles.transfer.report import FileProblem, Report
from articles.transfer.sources import line_of, read_list

Make = Callable[[Path, str, dict[str, Any]], models.Model]


def import_lists(folder: Path, report: Report) -> None:
    """Pictures come first: categories and species show them."""
    for name, make in LISTS.items():
        path = folder / f"{name}.yaml"
        try:
            entries = read_list(path)
        except FileProblem as problem:
            report.problems.append(problem)
            continue
        for slug, fields in entries.items():
            _import_entry(path, f"{name}/{slug}", str(slug), fields, make, report)


def _import_entry(
    path: Path, key: str, slug: str, fields: dict[str, Any], make: Make, report: Report
) -> None:
    if ImportRecord.objects.filter(key=key).exists():
        report.unchanged.append(key)
        return
    digest = hashlib.sha256(json.dumps(fields, sort_keys=True, default=str).encode()).hexdigest()
    try:
        with transaction.atomic():
            entry = make(path.parent, slug, fields)
            entry.full_clean()
            entry.save()
            ImportRecord.objects.create(key=key, file_digest=digest)
    except (ValidationError, UnusableImage, FieldDoesNotExist, LookupError, OSError, TypeError) as error:
        line = line_of(path.read_text(encoding="utf-8"), slug)
        report.problems.append(FileProblem(path, line, f"{slug}: {_message(error)}"))
    else:
        report.created.append(key)


def _message(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return str(error)


def _picture(folder: Path, slug: str, fields: dict[str, Any]) -> models.Model:
    fields = dict(fields)
    if "file" not in fields:
        raise LookupError("“file” is missing.")
    with (folder / fields.pop("file")).open("rb") as file:
        image = store_image(file, PICTURES)
    return Picture(
        key=slug,
        digest=image.digest,
        width=image.width,
        height=image.height,
        is_decorative=fields.pop("decorative", False),
        **fields,
    )


def _contributor(_folder: Path, slug: str, fields: dict[str, Any]) -> models.Model:
    return Contributor(slug=slug, **fields)


def _subject(model: type[Category] | type[Species]) -> Make:
    def make(_folder: Path, slug: str, fields: dict[str, Any]) -> models.Model:
        fields = dict(fields)
        key = fields.pop("picture", None)
        picture = Picture.objects.filter(key=key).first() if key else None
        if key and picture is None:
            raise LookupError(f"There is no picture with the key “{key}”.")
        return model(slug=slug, picture=picture, **fields)

    return make


LISTS: dict[str, Make] = {
    "pictures": _picture,
    "contributors": _contributor,
    "categories": _subject(Category),
    "species": _subject(Species),
}
