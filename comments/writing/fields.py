"""What the forms of readers have in common: how their fields are shown, and how they read text."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from articles.characters import cut_piles, is_blank, one_line

FIELD_TEMPLATE = "comments/fields/field.html"


class ReadersField(BoundField):
    """A field as the templates in comments/fields/ show it."""

    @property
    def template_name(self) -> str:
        """A widget that does not fit into the usual template names its own."""
        name: str = getattr(self.field.widget, "field_template_name", FIELD_TEMPLATE)
        return name

    @property
    def is_optional(self) -> bool:
        """Whether its label says so: a field that some other answer makes necessary says nothing."""
        return self.name in getattr(self.form, "optional", ())

    @property
    def has_lost_file(self) -> bool:
        """Whether a file came with a form that is shown again: browsers never put a file back into a form."""
        is_file = self.field.widget.needs_multipart_form
        was_dropped = any(getattr(self.form, why, False) for why in ("oversized", "interrupted"))
        return is_file and bool(self.form.files or was_dropped)

    @property
    def aria_describedby(self) -> str:
        hint = [f"{self.auto_id}-hint"] if self.help_text else []
        error = [f"{self.auto_id}-error"] if self.errors else []
        return " ".join([*hint, *error])

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        # With a maxlength browsers cut off what is pasted and tell nobody; the form tells the reader.
        return super().build_widget_attrs({"maxlength": False, **attrs}, widget)


class ReadersForm(forms.Form):
    """`optional` names the fields whose labels say “(optional)”."""

    bound_field_class = ReadersField
    optional: tuple[str, ...] = ()


class Choices(forms.RadioSelect):
    """One of several answers, each with its words."""

    template_name = "comments/widgets/choices.html"
    field_template_name = "comments/fields/choice.html"


class LongText(forms.Textarea):
    """`most` is how many characters the field takes; static/js/comment-form counts down to it."""

    def __init__(self, most: int) -> None:
        super().__init__(
            {"class": "input input-long", "dir": "auto", "rows": 6, "cols": False, "data-most": most}
        )


class ReadersText(forms.CharField):
    """Text is empty if nobody would see anything of it."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return "" if is_blank(text) else cut_piles(text)


class LineField(ReadersText):
    """A name or another text on one line, without hidden characters."""

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value))


class MultilineField(ReadersText):
    """Text with line breaks: browsers send each as two characters, readers count one."""

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n")
