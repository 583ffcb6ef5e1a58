"""The lists beside the articles, as the mappings that their files hold."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from articles.models import Picture
from articles.transfer.in_files import in_files
from articles.transfer.subjects import FIELDS, ROWS

Entries = dict[str, dict[str, Any]]


def picture_file(picture: Picture) -> str:
    return f"pictures/{picture.key}.webp"


def picture_entries(pictures: Iterable[Picture]) -> Entries:
    return {
        picture.key: {
            "file": picture_file(picture),
            "alt": picture.alt,
            "caption": picture.caption,
            "credit": picture.credit,
            "licence": picture.licence,
            "tone": picture.tone,
            "decorative": picture.is_decorative,
            **({"focus_x": picture.focus_x, "focus_y": picture.focus_y} if picture.focus else {}),
        }
        for picture in pictures
    }


def entries_of(name: str, rows: Iterable[Model]) -> Entries:
    """Return what an import reads of a list. It takes no contributor's login, so none is exported."""
    _, key = ROWS[name]
    return {getattr(row, key): {field: in_files(row, field) for field in FIELDS[name]} for row in rows}
