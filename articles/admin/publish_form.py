"""When an edition appears, and what it changed."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

NOW, LATER = "now", "later"
PASSED = "That time has passed. Give a later one, or publish now."


class PublishForm(forms.Form):
    when = forms.ChoiceField(
        choices=[(NOW, "Now"), (LATER, "At a time")], initial=NOW, widget=forms.RadioSelect
    )
    at = forms.DateTimeField(
        label="Time",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        error_messages={"invalid": "Give a date and a time."},
    )
    note = forms.CharField(
        label="What changed",
        required=False,
        max_length=300,
        help_text="One line that readers may see.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("when") == LATER and "at" not in self.errors:
            at: datetime | None = data.get("at")
            if at is None:
                raise ValidationError({"at": "Give the date and time at which it appears."})
            if at <= timezone.now():
                raise ValidationError({"at": PASSED})
        return data

    @property
    def chosen_time(self) -> datetime | None:
        """None for now."""
        at: datetime | None = self.cleaned_data["at"]
        return at if self.cleaned_data["when"] == LATER else None
