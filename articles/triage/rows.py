"""The text of a check written back into rows: by an import, and when a version is restored."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Field

from articles.models import Article, CheckQuestion, SymptomCheck
from articles.models.symptom_check import CHECK_FIELDS, LISTS, QUESTION_FIELDS, RESULT_FIELDS

# Places are counted in tens, so that an editor can put a question between two others.
STEP = 10


def write_rows(check: SymptomCheck, content: Mapping[str, Any]) -> None:
    """Make the check and its questions say what the content says, and save them.

    Pages and checks that do not exist any more are left out. Raises ValidationError for a value
    that no field takes.
    """
    _fill(check, {**content, **content["none"]}, (*CHECK_FIELDS, *RESULT_FIELDS))
    check.full_clean()
    check.save()
    check.pages.set(Article.objects.filter(slug__in=content.get("pages", [])))
    check.questions.all().delete()
    others = {one.slug: one for one in SymptomCheck.objects.all()}
    for place, entry in enumerate(content["questions"], 1):
        goes_to = others.get(entry.get("goes_to", ""))
        row = CheckQuestion(check_of=check, position=place * STEP, goes_to=goes_to)
        _fill(row, entry, (*QUESTION_FIELDS, *RESULT_FIELDS))
        row.full_clean()
        row.save()


def count_places(check: SymptomCheck) -> None:
    """Count the places of the questions anew, in their present order."""
    for number, row in enumerate(check.questions.order_by("position", "pk"), 1):
        if row.position != number * STEP:
            row.position = number * STEP
            row.save(update_fields=["position"])


def _fill(row: SymptomCheck | CheckQuestion, entry: Mapping[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        if name in ("pages", "goes_to"):
            continue
        column: Field[Any, Any] = row._meta.get_field(name)  # type: ignore[assignment]  # by its name
        value = entry.get(name, column.get_default())
        setattr(row, name, "\n".join(value) if name in LISTS and isinstance(value, list) else value)
