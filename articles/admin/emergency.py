"""The rows of the emergency page: whom to phone about poison, and signs by level."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin import SimpleListFilter
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from articles.admin.animal_boxes import AnimalBoxes
from articles.admin.live_rows import LiveRowAdmin, LiveRowForm
from articles.admin.signed_rows import SignedFilter, SignedRowAdmin
from articles.animals import Animal
from articles.models import EmergencySign, PoisonLine, SymptomCheck
from articles.publishing.freshness import days_of_level
from articles.urgency import LADDER

OVERDUE = "overdue"


def to_check_again(lines: QuerySet[PoisonLine]) -> QuerySet[PoisonLine]:
    """Those that nobody has checked for longer than the settings say."""
    last = timezone.localdate() - timedelta(days=settings.CHECK_LINES_AFTER_DAYS)
    return lines.filter(checked_on__lt=last)


def signs_to_check_again(signs: QuerySet[EmergencySign]) -> QuerySet[EmergencySign]:
    """Those that nobody has compared with their sources for longer than the settings say for their level."""
    today = timezone.localdate()
    late = [
        Q(level=level.name, checked_on__lt=today - timedelta(days=days_of_level(level.name)))
        for level in LADDER
    ]
    return signs.filter(Q(*late, _connector=Q.OR) | Q(checked_on=None))


class CheckedFilter(SimpleListFilter):
    title = "check"
    parameter_name = "check"
    overdue: Callable[[QuerySet], QuerySet] = staticmethod(to_check_again)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(OVERDUE, "To check again")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return self.overdue(queryset) if self.value() == OVERDUE else queryset


class CheckedSignFilter(CheckedFilter):
    overdue = staticmethod(signs_to_check_again)


class AnimalFilter(SimpleListFilter):
    """Finds the rows for all animals too."""

    title = "animal"
    parameter_name = "animal"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(value, str(name)) for value, name in Animal.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[EmergencySign]) -> QuerySet[EmergencySign]:
        if self.value() is None:
            return queryset
        return queryset.filter(animals__contains=[self.value()]) | queryset.filter(animals=[])


@admin.action(description="Checked today", permissions=["change"])
def checked_today(
    model_admin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet[PoisonLine | EmergencySign]
) -> None:
    count = queryset.update(checked_on=timezone.localdate())
    messages.success(request, f"{count} row{'' if count == 1 else 's'} checked today.")


class CheckedForm(LiveRowForm):
    """Of a row that says when somebody last looked whether it is still right. Files are not held to this:
    on a computer whose clock is wrong the bundled lines would be missing."""

    def clean_checked_on(self) -> date | None:
        day: date | None = self.cleaned_data["checked_on"]
        if day and day > timezone.localdate():
            raise ValidationError("This day is still to come.")
        return day


@admin.register(PoisonLine)
class PoisonLineAdmin(LiveRowAdmin, SignedRowAdmin):
    form = CheckedForm
    actions = (checked_today,)
    list_display = ("name", "country", "number", "hours", "checked_on", "vet", "position")
    list_filter = (CheckedFilter, SignedFilter, "country")
    search_fields = ("name", "country", "number")
    prepopulated_fields = {"slug": ("name",)}

    def view_on_site(self, obj: PoisonLine) -> str:
        """The page that shows it; /admin/r/, which Django uses, does not exist here."""
        return f"{reverse('emergency')}#poison"


def check_choices() -> list[tuple[str, str]]:
    return [("", "None"), *SymptomCheck.objects.order_by("title").values_list("slug", "title")]


class EmergencySignForm(CheckedForm):
    check_slug = forms.ChoiceField(
        label="60-second check",
        choices=check_choices,
        required=False,
        help_text="A check that helps to tell. Readers get the link while it is published.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A check that is not there, as after an import, stays chosen until somebody chooses another.
        choice, slug = self.fields.get("check_slug"), self.instance.check_slug
        if isinstance(choice, forms.ChoiceField) and slug and slug not in dict(check_choices()):
            choice.choices = [*check_choices(), (slug, f"{slug}, which is not here")]

    class Meta:
        widgets = {name: AdminTextareaWidget(attrs={"rows": 2}) for name in ("detail", "not_this", "why")}


@admin.register(EmergencySign)
class EmergencySignAdmin(AnimalBoxes, LiveRowAdmin, SignedRowAdmin):
    form = EmergencySignForm
    actions = (checked_today,)
    list_display = ("text", "level", "group", "for_animals", "vet", "checked_on", "position")
    list_filter = ("level", "group", AnimalFilter, CheckedSignFilter, SignedFilter)
    # All signs of a level on one page.
    list_per_page = 200
    search_fields = ("text", "detail", "do", "dont", "source")
    prepopulated_fields = {"slug": ("text",)}
    autocomplete_fields = ("page",)
    fieldsets = (
        (None, {"fields": ("text", "slug", "detail", "level", "group", "animals")}),
        ("First aid", {"fields": ("drive", "do", "dont", "not_this", "why")}),
        ("Ways on", {"fields": ("page", "check_slug")}),
        ("For editors", {"fields": ("source", "checked_on", "position")}),
    )

    @admin.display(description="animals")
    def for_animals(self, row: EmergencySign) -> str:
        return ", ".join(row.names_of_animals) or "All"

    def view_on_site(self, obj: EmergencySign) -> str:
        return f"{reverse('emergency')}#{obj.slug}"
