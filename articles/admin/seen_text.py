"""A required text that nobody sees is as good as none."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from articles.characters import is_blank

if TYPE_CHECKING:
    from django.contrib.admin.options import BaseModelAdmin

    Base = BaseModelAdmin
else:
    Base = object


def require_seen(text: str) -> None:
    if is_blank(text):
        raise ValidationError(forms.Field.default_error_messages["required"], code="required")


class SeenText(Base):
    """Mixed into an admin or its rows: required texts must show something."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, forms.CharField) and field.required:
            field.validators.append(require_seen)
        return field
