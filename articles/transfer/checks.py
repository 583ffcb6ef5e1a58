"""The 60-second checks in and out of files: checks/SLUG.yaml, a file for each.

They follow their file as what else the site says about danger does: an import changes and publishes a
check until somebody has changed it here. Then it is the editors'.
"""

import re
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from articles.models import ImportRecord, SymptomCheck
from articles.models.picture import KEY_PATTERN
from articles.models.symptom_check import CHECK_FIELDS, LISTS, QUESTION_FIELDS, RESULT_FIELDS
from articles.publishing import check_lists
from articles.publishing.checks import publish_check, record
from articles.publishing.errors import NotReady
from articles.transfer.following import digest_of
from articles.transfer.report import FileProblem, ImportReport
from articles.transfer.sources import read_list
from articles.transfer.writing_yaml import LineOfNames, dump
from articles.triage.rows import write_rows

T = TypeVar("T")

FOLDER = "checks"
SLUG = re.compile(KEY_PATTERN)
IN_A_LINE = {"animals", "also", "pages"}
NUMBERS = {"position", "again_hours"}
# Lists of names, and the parts that are looked through one by one.
NAMES, PARTS = {"animals", "pages"}, {"questions", "none"}
TRUTHS = {"draft", "shows_gums", "poison"}
ALL_OF_CHECK = {*CHECK_FIELDS, "position", "questions", "none", "draft"}


class _NoneTaken(Exception):
    """Raised to roll back a pass in which some files had problems."""


def import_checks(folder: Path, report: ImportReport) -> None:
    """Import each file as a whole or not at all, and publish what is no draft."""
    wanted: dict[Path, dict[str, Any]] = {}
    for path in sorted((folder / FOLDER).glob("*.yaml")):
        try:
            content = _read(path)
            if not SLUG.fullmatch(path.stem):
                raise FileProblem(path, 0, "Its name is no address: use small letters, digits, hyphens.")
        except FileProblem as problem:
            report.problems.append(problem)
        else:
            if _is_wanted(path, content, report):
                wanted[path] = content
    # A question of another file may lead to the one that failed, so the next pass tries the rest without it.
    while wanted and (failed := _import_together(wanted, report)):
        report.problems += failed
        for path in {problem.path for problem in failed}:
            del wanted[path]


def _import_together(wanted: Mapping[Path, Mapping[str, Any]], report: ImportReport) -> list[FileProblem]:
    """Write and publish all files, or write none and return the problems. Files may lead to each other."""
    problems: list[FileProblem] = []
    done: list[tuple[list[str], str]] = []
    together = [path.stem for path, content in wanted.items() if not content.get("draft")]
    try:
        with transaction.atomic():
            rows = {path: _attempt(path, problems, _row, path.stem, wanted[path]) for path in wanted}
            for path, row in rows.items():
                if row:
                    _attempt(path, problems, _write, path, row, wanted[path])
            for path, row in rows.items():
                if row and path not in {problem.path for problem in problems}:
                    keys = report.updated if row.published else report.created
                    _attempt(path, problems, _finish, row, wanted[path], together)
                    done.append((keys, f"{FOLDER}/{path.stem}"))
            if problems:
                raise _NoneTaken
    except _NoneTaken:
        return problems
    for keys, key in done:
        keys.append(key)
    return []


def _attempt(path: Path, problems: list[FileProblem], step: Callable[..., T], *arguments: Any) -> T | None:
    """Take a step in a savepoint of its own; what is wrong with the file is added to the problems."""
    try:
        with transaction.atomic():
            return step(*arguments)
    except FileProblem as problem:
        problems.append(problem)
    except NotReady as error:
        problems.append(FileProblem(path, 0, "; ".join(map(str, error.problems))))
    except ValidationError as error:
        problems.append(FileProblem(path, 0, " ".join(error.messages)))
    except (DatabaseError, OverflowError, TypeError, ValueError) as error:
        problems.append(FileProblem(path, 0, str(error)))
    return None


def _row(slug: str, content: Mapping[str, Any]) -> SymptomCheck:
    check = SymptomCheck.objects.select_related("published").filter(slug=slug).first()
    if check is None:
        check = SymptomCheck(slug=slug, title=content["title"], question=content["question"])
        # The animals come with the rest; here the first fields are enough for others to lead to it.
        check.full_clean(exclude=["animals"])
        check.save()
    return check


def _read(path: Path) -> dict[str, Any]:
    content = read_list(path)
    _refuse_unknown(path, content, ALL_OF_CHECK)
    questions, none = content.get("questions"), content.get("none")
    if not (isinstance(questions, list) and isinstance(none, dict)):
        raise FileProblem(path, 1, "A check has “questions”, a list, and “none”, its result at home.")
    for entry in questions:
        _refuse_unknown(path, entry, {*QUESTION_FIELDS, *RESULT_FIELDS})
    _refuse_unknown(path, none, set(RESULT_FIELDS))
    for name in ("title", "question"):
        if not content.get(name):
            raise FileProblem(path, 1, f"“{name}” is missing.")
    if any("key" not in entry or "text" not in entry for entry in questions):
        raise FileProblem(path, 1, "Each question has a “key” and a “text”.")
    return content


def _refuse_unknown(path: Path, entry: Any, known: set[str]) -> None:
    if not isinstance(entry, dict):
        raise FileProblem(path, 1, "An entry is a name with its fields.")
    for name, value in entry.items():
        if name not in known:
            raise FileProblem(path, 1, f"“{name}” is not known.")
        if wrong := _wrong_kind(name, value):
            raise FileProblem(path, 1, f"“{name}” is {wrong}.")


def _wrong_kind(name: str, value: Any) -> str:
    """Return what the value should be, in words, and nothing if it is that."""
    if name in NUMBERS:
        # A bool counts as a whole number in Python, and not in a file.
        return "" if type(value) is int else "a whole number"
    if name in TRUTHS:
        return "" if isinstance(value, bool) else "true or false"
    if name in NAMES or name in LISTS:
        return _wrong_list(value)
    if name in PARTS or isinstance(value, str):
        return ""
    return "one value, not a list" if isinstance(value, list) else "a text"


def _wrong_list(value: Any) -> str:
    if not isinstance(value, list):
        return "a list"
    return "" if all(isinstance(line, str) for line in value) else "a list of texts"


def _is_wanted(path: Path, content: Mapping[str, Any], report: ImportReport) -> bool:
    key = f"{FOLDER}/{path.stem}"
    record = ImportRecord.objects.filter(key=key).first()
    check = SymptomCheck.objects.filter(slug=path.stem).first()
    if record and (record.file_digest == digest_of(content) or check is None):
        report.unchanged.append(key)
        return False
    if check and not (record and record.copy_digest == check.text_digest() and not _is_withdrawn(check)):
        report.kept.append(key)
        return False
    return True


def _is_withdrawn(check: SymptomCheck) -> bool:
    return check_lists.withdrawn(SymptomCheck.objects.filter(pk=check.pk)).exists()


def _write(path: Path, check: SymptomCheck, content: Mapping[str, Any]) -> None:
    targets = {entry["goes_to"] for entry in content["questions"] if entry.get("goes_to")}
    for missing in sorted(targets - set(SymptomCheck.objects.values_list("slug", flat=True))):
        raise FileProblem(path, 0, f"A question leads to the check “{missing}”, which does not exist.")
    check.position = content.get("position", check.position)
    write_rows(check, content)


def _finish(check: SymptomCheck, content: Mapping[str, Any], together: Collection[str]) -> None:
    if content.get("draft"):
        record(check, by=None, why="Imported")
    else:
        publish_check(check, by=None, note="Imported", together=together)
    digests = {"file_digest": digest_of(content), "copy_digest": check.text_digest()}
    ImportRecord.objects.update_or_create(digests, key=f"{FOLDER}/{check.slug}")


def check_file(check: SymptomCheck) -> tuple[str, bytes]:
    """Return the name and the content of the file that an import reads.

    Of a check that readers see, that is what they see: an import approves nothing.
    """
    content = check.published.content if check.published else check.content()
    data: dict[str, Any] = {}
    for name in CHECK_FIELDS:
        if name == "animals":
            data["position"] = check.position
        if name in content:
            data[name] = _as_written(name, content[name])
    if check.published is None:
        data["draft"] = True
    data["questions"] = [_entry(entry, (*QUESTION_FIELDS, *RESULT_FIELDS)) for entry in content["questions"]]
    data["none"] = _entry(content["none"], RESULT_FIELDS)
    return f"{FOLDER}/{check.slug}.yaml", dump(data).encode()


def _entry(entry: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: _as_written(name, entry[name]) for name in names if name in entry}


def _as_written(name: str, value: Any) -> Any:
    return LineOfNames(value) if name in IN_A_LINE else value
