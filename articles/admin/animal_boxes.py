"""A box to tick for each animal, where a form asks for which animals something holds."""

from typing import Any

from django import forms
from django.http import HttpRequest

from articles.animals import Animal


class AnimalBoxes:
    """A mixin of admins and inlines whose model has a field `animals`."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name != "animals":
            return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]  # a mixin
        return forms.MultipleChoiceField(
            choices=Animal.choices,
            widget=forms.CheckboxSelectMultiple,
            required=not db_field.blank,
            help_text=db_field.help_text,
        )
