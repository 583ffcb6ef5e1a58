"""The lists beside the articles: pictures, people, subjects, the glossary, the emergency page.

Each entry is made once. After that it belongs to the editors: an import never changes
it, nor brings it back when they deleted it. Only what the emergency page says and the
words of danger follow their file, until somebody changes them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction

from articles.images.decoding import MAX_MASTER_BYTES, UnusableImage, measure_image, store_image
from articles.images.stored import PICTURES
from articles.models import (
    Category,
    Contributor,
    DangerPhrase,
    DangerWords,
    EmergencySign,
    GlossaryTerm,
    ImportRecord,
    Picture,
    PoisonLine,
    Species,
    Synonym,
)
from articles.publishing.addresses import article_once_at
from articles.search.synonyms import keep_rewrites
from articles.search.vocabulary import words_changed
from articles.transfer.folder import file_in
from articles.transfer.following import digest_of, is_as_imported
from articles.transfer.report import FileProblem, ImportReport
from articles.transfer.sources import line_of, read_list

SUBJECT_FIELDS = ["description", "picture", "position"]

# The fields that an entry may have, in the order in which an export writes them.
# A file chooses neither a row's primary key nor the login of a contributor.
FIELDS = {
    "pictures": [
        *("file", "alt", "caption", "credit", "licence", "tone", "decorative"),
        # Only where a crop does not keep the middle.
        *("focus_x", "focus_y"),
    ],
    "contributors": ["name", "role", "is_vet", "credentials", "biography", "interests"],
    "categories": ["name", "short_name", *SUBJECT_FIELDS],
    "species": ["name", "singular", "other_names", "accent", *SUBJECT_FIELDS],
    "glossary": ["name", "meaning"],
    "poison-lines": [
        *("country", "code", "name", "number", "hours", "cost"),
        *("website", "seen_on", "checked_on", "position"),
    ],
    # Without the day of the last check, so that a row which somebody compared again still follows its file.
    "emergency-signs": [
        *("level", "group", "animals", "text", "detail", "do", "dont", "not_this", "why", "drive"),
        *("check", "page", "source", "position"),
    ],
    "danger-words": ["name", "words"],
    "danger-phrases": ["name", "phrases", "questions", "species", "source", "position"],
    "synonyms": ["term", "words", "species"],
}

# The rows of each list, and the column of an entry's name: by it an import sees that a row is there already.
ROWS: dict[str, tuple[type[models.Model], str]] = {
    "pictures": (Picture, "key"),
    "contributors": (Contributor, "slug"),
    "categories": (Category, "slug"),
    "species": (Species, "slug"),
    "glossary": (GlossaryTerm, "slug"),
    "poison-lines": (PoisonLine, "slug"),
    "emergency-signs": (EmergencySign, "slug"),
    "danger-words": (DangerWords, "slug"),
    "danger-phrases": (DangerPhrase, "slug"),
    "synonyms": (Synonym, "slug"),
}

# Their entries name articles, so they are imported after those.
AFTER_ARTICLES = {"emergency-signs"}

FOLLOWING = {"poison-lines", "emergency-signs", "danger-words", "danger-phrases"}

# A wrong value in an entry may raise one of these, for example a number too large for its column.
WRONG = (ValidationError, UnusableImage, LookupError, OSError, TypeError, ValueError, OverflowError)


@dataclass(frozen=True)
class Entry:
    """One entry of a list, and the file it stands in."""

    path: Path
    slug: str
    fields: Any
    dry_run: bool = False

    @property
    def key(self) -> str:
        return f"{self.path.stem}/{self.slug}"

    def problem(self, message: str) -> FileProblem:
        line = line_of(self.path.read_text(encoding="utf-8"), self.slug)
        return FileProblem(self.path, line, f"{self.slug}: {message}")


def import_lists(
    folder: Path, report: ImportReport, *, after_articles: bool = False, dry_run: bool = False
) -> None:
    """Import each list before those that name its entries. A dry run stores no picture files."""
    for name, make in MAKE.items():
        if (name in AFTER_ARTICLES) is not after_articles:
            continue
        path = folder / f"{name}.yaml"
        try:
            entries = read_list(path)
        except FileProblem as problem:
            report.problems.append(problem)
            continue
        for slug, fields in entries.items():
            _import_entry(Entry(path, str(slug), fields, dry_run), make, report)


def _import_entry(entry: Entry, make: "Make", report: ImportReport) -> None:
    record = ImportRecord.objects.filter(key=entry.key).first()
    # Nearly all entries end here at each start of the site, without a look at their rows.
    if record and not _says_something_new(entry, record):
        report.unchanged.append(entry.key)
        return
    there = _row_of(entry)
    if record and not there:
        report.unchanged.append(entry.key)
        return
    if there and not (record and _is_unchanged(there, entry, record)):
        report.kept.append(entry.key)
        return
    try:
        with transaction.atomic():
            _refuse_wrong_fields(entry)
            row = make(entry)
            if there:
                row.pk, row._state.adding = there.pk, False
            row.full_clean()
            row.save()
            if keep := IN_STEP.get(entry.path.stem):
                keep(row)
            digest = {"file_digest": digest_of(entry.fields)}
            ImportRecord.objects.update_or_create(digest, key=entry.key)
    except (*WRONG, DatabaseError) as error:
        report.problems.append(entry.problem(_message(error)))
    else:
        (report.updated if there else report.created).append(entry.key)


def _row_of(entry: Entry) -> models.Model | None:
    """Return the row of that name: an editor may have made it, or this site exported the files."""
    model, name = ROWS[entry.path.stem]
    return model._default_manager.filter(**{name: entry.slug}).first()


def _says_something_new(entry: Entry, record: ImportRecord) -> bool:
    """Whether the file has changed since the row was made, in a list whose rows follow it."""
    follows = entry.path.stem in FOLLOWING and isinstance(entry.fields, dict)
    return follows and digest_of(entry.fields) != record.file_digest


def _is_unchanged(row: models.Model, entry: Entry, record: ImportRecord) -> bool:
    """Whether nobody has changed the row here. An article that moved or is gone changed nothing in it."""
    instead = {}
    if isinstance(row, EmergencySign) and row.page == article_once_at(slug := entry.fields.get("page")):
        instead["page"] = slug
    return is_as_imported(row, FIELDS[entry.path.stem], record.file_digest, instead)


def _refuse_wrong_fields(entry: Entry) -> None:
    if not isinstance(entry.fields, dict):
        raise LookupError("An entry is a name with its fields.")
    for field, value in entry.fields.items():
        if field not in FIELDS[entry.path.stem]:
            raise LookupError(f"“{field}” is not known.")
        if isinstance(value, list | dict):
            # Django would store a list as a text with brackets.
            raise TypeError(f"“{field}” is one value, not a list.")


def _message(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return str(error)


def _picture(entry: Entry) -> models.Model:
    fields = dict(entry.fields)
    file = fields.pop("file", None)
    if not isinstance(file, str):
        raise LookupError("“file” is missing.")
    store = measure_image if entry.dry_run else store_image
    with file_in(entry.path.parent, file).open("rb") as content:
        image = store(content, PICTURES, max_bytes=MAX_MASTER_BYTES, any_shape=True)
    return Picture(
        key=entry.slug,
        digest=image.digest,
        width=image.width,
        height=image.height,
        is_decorative=fields.pop("decorative", False),
        **fields,
    )


def _of_columns(model: type[models.Model]) -> "Make":
    """Return the fields of an entry in a list that has only plain columns."""
    return lambda entry: model(slug=entry.slug, **entry.fields)


def _subject(model: type[Category] | type[Species]) -> "Make":
    def make(entry: Entry) -> models.Model:
        fields = dict(entry.fields)
        key = fields.pop("picture", None)
        picture = Picture.objects.filter(key=key).first() if key else None
        if key and picture is None:
            raise LookupError(f"There is no picture with the key “{key}”.")
        return model(slug=entry.slug, picture=picture, **fields)

    return make


def _emergency_sign(entry: Entry) -> models.Model:
    """An article that is not here any more keeps no sign from readers: they only miss the link."""
    fields = dict(entry.fields)
    animals, slug = str(fields.pop("animals", None) or ""), fields.pop("page", None)
    return EmergencySign(
        slug=entry.slug,
        animals=animals.split(),
        check_slug=fields.pop("check", ""),
        page=article_once_at(slug),
        **fields,
    )


def _of_species(model: type[DangerPhrase] | type[Synonym]) -> "Make":
    """Return the fields of an entry that may belong to one species."""

    def make(entry: Entry) -> models.Model:
        fields = dict(entry.fields)
        slug = fields.pop("species", None)
        species = Species.objects.filter(slug=slug).first() if slug else None
        if slug and species is None:
            raise LookupError(f"There is no species with the address “{slug}”.")
        return model(slug=entry.slug, species=species, **fields)

    return make


Make = Callable[[Entry], models.Model]

MAKE: dict[str, Make] = {
    "pictures": _picture,
    "contributors": _of_columns(Contributor),
    "categories": _subject(Category),
    "species": _subject(Species),
    "glossary": _of_columns(GlossaryTerm),
    "poison-lines": _of_columns(PoisonLine),
    "emergency-signs": _emergency_sign,
    "danger-words": _of_columns(DangerWords),
    "danger-phrases": _of_species(DangerPhrase),
    "synonyms": _of_species(Synonym),
}

# The search derives words from these rows, as soon as they are saved.
IN_STEP: dict[str, Callable[[Any], None]] = {
    "species": lambda species: words_changed(),
    "synonyms": keep_rewrites,
}
