"""The forms of a 60-second check and of its questions."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.text import slugify

from articles.models import CheckQuestion
from articles.models.symptom_check import LISTS
from articles.models.text_lines import tidy_lines

CHANGED = "Somebody else saved this check after you had opened it, so nothing was saved."
# The largest place that the database stores.
LAST = 32767
# Long enough to see the end of a sentence while it is written.
TWO_LINES = forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField short-text"})


class CheckTextForm(forms.ModelForm):
    """Stores the text as an import stores it, so that a save without a change is none."""

    def clean_animals(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["animals"]
        present: list[str] = self.initial.get("animals") or []
        # A browser sends the boxes in their own order.
        return present if set(present) == set(chosen) else chosen

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in data.items():
            if name in LISTS:
                data[name] = "\n".join(tidy_lines(value))
            elif isinstance(value, str):
                data[name] = " ".join(value.split())
        return data


class CheckForm(CheckTextForm):
    """`shown` is the digest of the text that the form showed when it was opened.

    `replace` is the digest of somebody else's later text, once the person has agreed to replace it.
    """

    reason = forms.CharField(
        label="Why this change",
        required=False,
        max_length=280,
        help_text="Optional, one line for the history of this check.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    replace = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        widgets: ClassVar = dict.fromkeys(("summary", "why"), TWO_LINES)
        # The usual example is of a result that cannot wait.
        help_texts: ClassVar = {"head": "You can watch it at home for now"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Read before the sent values are put into the instance.
        self.present = self.instance.text_digest() if self.instance.pk else ""
        self.initial["shown"] = self.present
        self.is_outdated = False

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.present not in (data.get("shown", ""), data.get("replace", "")):
            self.is_outdated = True
            self.add_error(None, CHANGED)
        return data


class CheckQuestionForm(CheckTextForm):
    """Without a place, a new question becomes the last; without a name, it gets one from its text."""

    position = forms.IntegerField(label="Place", required=False, min_value=0, max_value=LAST)

    class Meta:
        widgets: ClassVar = dict.fromkeys(("text", "hint", "why"), TWO_LINES)
        labels: ClassVar = {"key": "Short name"}
        help_texts: ClassVar = {
            "key": "In the address of an answer, such as belly. Left empty, it is made from the question."
        }
        error_messages: ClassVar = {
            NON_FIELD_ERRORS: {"unique_together": "Another question of this check has this name."}
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "key" in self.fields:
            self.fields["key"].required = False
        if self.instance.pk is None:
            self.initial["position"] = None

    def clean_position(self) -> int:
        place: int | None = self.cleaned_data["position"]
        return LAST if place is None else place

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("level") and data.get("goes_to"):
            self.add_error("goes_to", "Choose a level or another check, not both.")
        if data.get("text") and not data.get("key") and "key" not in self.errors:
            longest = CheckQuestion._meta.get_field("key").max_length
            data["key"] = slugify(data.get("text", ""))[:longest].strip("-")
            if not data["key"]:
                self.add_error("key", "The question has no letters to make a short name from: type one.")
        return data
