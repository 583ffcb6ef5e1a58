"""A small content folder as an editor would write it, and what an import and an export make of it."""

import shutil
from pathlib import Path
from typing import Any

import yaml

from articles.models import Article, Category, Contributor, ImportRecord, Picture, Species
from articles.transfer import ImportReport, export_folder, import_folder
from tests.factories import image_bytes

FIELDS = {
    "title": "Why do dogs wag?",
    "category": "facts",
    "species": ["dogs"],
    "author": "editors",
    "urgency": "no-worry",
    "standfirst": "They do it for a reason.",
    "answer": "Because they can.",
    "key_points": ["It is normal.", "It passes."],
    "pictures": ["rug"],
    "references": {"study1906": {"authors": "Sherrington CS", "title": "Reflexes", "year": 1906}},
    "note": "First edition",
    "updated": "2024-03-05",
}
# Of the emergency page.
SIGN = {
    "level": "now",
    "group": "collapse",
    "animals": "dog cat",
    "text": "A fit",
    "detail": "Even a short one",
    "do": "Note the time\nDim the light",
    "dont": "Hold it down",
    "not_this": "A dream",
    "why": "It may not stop",
    "drive": False,
    "check": "dog-fits",
    "page": None,
    "source": "A page",
    "position": 2,
}
LIBRARY = [Article, Picture, Category, Species, Contributor, ImportRecord]
BODY = "## What happens\n\nThe tail wags [^study1906].\n"


def write_list(folder: Path, name: str, entries: dict[str, Any]) -> None:
    (folder / f"{name}.yaml").write_text(yaml.safe_dump(entries), encoding="utf-8")


def write_article(folder: Path, slug: str, body: str = BODY, **changes: Any) -> Path:
    """A field that is None is left out."""
    fields = {field: value for field, value in (FIELDS | changes).items() if value is not None}
    head = yaml.safe_dump(fields, sort_keys=False, allow_unicode=True).replace("'2024-03-05'", "2024-03-05")
    path = folder / "articles" / f"{slug}.md"
    path.write_text(f"---\n{head}---\n\n{body}", encoding="utf-8")
    return path


def line_with(path: Path, words: str) -> int:
    """The number of the first line of the file that holds `words`."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if words in line)


def problems_of(folder: Path) -> list[str]:
    """What is wrong, with places relative to the folder."""
    return [str(problem).replace(f"{folder}/", "") for problem in import_folder(folder).problems]


def make_folder(tmp_path: Path) -> Path:
    """A content folder with its lists, and no articles yet."""
    folder = tmp_path / "content"
    (folder / "articles").mkdir(parents=True)
    (folder / "rug.png").write_bytes(image_bytes((64, 48), "PNG"))
    write_list(folder, "pictures", {"rug": {"file": "rug.png", "alt": "A rug", "tone": "mist"}})
    write_list(folder, "contributors", {"editors": {"name": "Scratchpost editors", "role": "Editorial team"}})
    write_list(folder, "categories", {"facts": {"name": "Facts", "short_name": "Facts", "picture": "rug"}})
    write_list(folder, "species", {"dogs": {"name": "Dogs", "singular": "dog", "picture": "rug"}})
    return folder


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below the folder, hidden ones too."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def outcome(report: ImportReport) -> tuple[list[str], list[str], list[str]]:
    """Articles only."""
    kinds = (report.created, report.updated, report.kept)
    created, updated, kept = ([key for key in keys if key.startswith("articles/")] for keys in kinds)
    return created, updated, kept


def empty_library(media: Path) -> None:
    """As on a new site: neither rows nor files."""
    for model in LIBRARY:
        model._default_manager.all().delete()
    shutil.rmtree(media, ignore_errors=True)


def exported(folder: Path) -> dict[str, bytes]:
    export = export_folder(folder)
    assert export.problems == []
    return files_of(folder)


def after_a_round_trip(tmp_path: Path, media: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The files of a first export, and those of another from what they were imported to."""
    first = exported(tmp_path / "first")
    empty_library(media)
    assert import_folder(tmp_path / "first").problems == []
    return first, exported(tmp_path / "second")
