"""The questions in the form of a 60-second check."""

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey
from django.forms import BaseInlineFormSet, ModelChoiceField
from django.http import HttpRequest, QueryDict

from articles.admin.animal_boxes import AnimalBoxes
from articles.admin.check_forms import CheckQuestionForm
from articles.admin.seen_text import SeenText
from articles.models import CheckQuestion, SymptomCheck
from kbsite.numbers import read_number

# More than any check has. Without a limit, a sender could name any number.
MOST_ROWS = 100
SAME_NAME = "Two questions of a check cannot have the same name."
SentRow = dict[str, list[str]]


class QuestionFormSet(BaseInlineFormSet):
    """Matches the sent questions with those that exist now, because somebody else may have saved.

    A question that they deleted is new again, and a new one whose name they used is theirs. Django
    would show neither again when the form comes back.
    """

    def __init__(self, data: Any = None, files: Any = None, instance: Any = None, **kwargs: Any) -> None:
        prefix = kwargs.get("prefix") or self.get_default_prefix()
        if data is not None and instance is not None and instance.pk:
            data = fitted(data, prefix, dict(instance.questions.values_list("pk", "key")))
        super().__init__(data, files, instance, **kwargs)

    def get_unique_error_message(self, unique_check: Any) -> str:
        return SAME_NAME


def fitted(data: QueryDict, prefix: str, present: dict[int, str]) -> QueryDict:
    """The sent form with the present primary keys; `present` is {primary key: name} of what is stored."""
    rows = sent_rows(data, prefix)
    known = {str(pk) for pk in present}
    kept = {_first(row, "id") for row in rows}
    free = {key: str(pk) for pk, key in present.items() if str(pk) not in kept}
    found: list[SentRow] = []
    for row in rows:
        if _first(row, "id") in known:
            found.append(row)
        # What both people deleted is gone.
        elif not (_first(row, "id") and _first(row, "DELETE")):
            found.append({**row, "id": [free.pop(_first(row, "key"), "")]})
    if [_first(row, "id") for row in rows] == [_first(row, "id") for row in found]:
        return data
    return _with_rows(data, prefix, found)


def sent_rows(data: QueryDict, prefix: str) -> list[SentRow]:
    """The fields of each row by their names; a row of boxes has several values."""
    total = min(read_number(data.get(f"{prefix}-TOTAL_FORMS", "")) or 0, MOST_ROWS)
    rows: list[SentRow] = [{} for _ in range(total)]
    for name, values in data.lists():
        number, _, field = name.removeprefix(f"{prefix}-").partition("-")
        place = read_number(number)
        if name.startswith(f"{prefix}-") and field and place is not None and place < total:
            rows[place][field] = values
    return rows


def _first(row: SentRow, name: str) -> str:
    return (row.get(name) or [""])[-1].strip()


def _with_rows(data: QueryDict, prefix: str, rows: list[SentRow]) -> QueryDict:
    copy = data.copy()
    for name in data:
        if name.startswith(f"{prefix}-") and "_NUM_FORMS" not in name:
            del copy[name]
    # Django takes as many rows as INITIAL_FORMS says, from the first one on, for stored ones.
    ordered = sorted(rows, key=lambda row: not _first(row, "id"))
    copy[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
    copy[f"{prefix}-INITIAL_FORMS"] = str(sum(bool(_first(row, "id")) for row in rows))
    for number, row in enumerate(ordered):
        for name, values in row.items():
            copy.setlist(f"{prefix}-{number}-{name}", values)
    return copy


class QuestionInline(SeenText, AnimalBoxes, admin.StackedInline):
    model = CheckQuestion
    form = CheckQuestionForm
    formset = QuestionFormSet
    fk_name = "check_of"
    template = "admin/articles/symptomcheck/questions.html"
    # A row to fill in without a script.
    extra = 1
    verbose_name = "question"
    # The template shows the first of these, the place, beside each question's title.
    fieldsets = (
        (None, {"fields": ("position",)}),
        ("The question", {"fields": ("text", "hint", "items", "animals", "shows_gums", "key")}),
        (
            "What a yes means",
            {
                "fields": (
                    *("level", "goes_to", "head", "why", "do", "dont", "watch"),
                    *("again_hours", "poison", "source"),
                )
            },
        ),
    )

    def get_formset(self, request: HttpRequest, obj: SymptomCheck | None = None, **kwargs: Any) -> Any:
        # Django makes a new inline for each request, so no other request sees this check.
        self._check = obj
        # A form that claims more rows is read no further than this.
        return super().get_formset(request, obj, max_num=MOST_ROWS, absolute_max=MOST_ROWS, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "goes_to" and field is not None:
            # Without Django's buttons to change and delete the other check from here.
            field.widget = field.widget.widget
        return field

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        """Offers every other check, and reads them once for all rows of the form."""
        if db_field.name == "goes_to":
            others = SymptomCheck.objects.all()
            kwargs["queryset"] = others.exclude(pk=self._check.pk) if self._check else others
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None and db_field.name == "goes_to":
            field.choices = list(field.choices)
        return field  # type: ignore[no-any-return]  # its choices are read by Django alone
