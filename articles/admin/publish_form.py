"""When an edition appears, and what it changed."""

from datetime import datetime
from enum import Enum
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.doses import has_dose
from articles.models import Article
from articles.models.article import Stage
from articles.models.edition import MAX_NOTE
from articles.publishing import EditionSize, why_not_approve
from articles.publishing.as_live import is_newly_signed
from articles.publishing.review import is_approved
from articles.roles import Person

# What changed where readers see the same text, and only the signature under it is new.
CHECKED = "Checked by a vet"
NOW, LATER = "now", "later"
NO_DOSE = "Leave the dose out: readers see this line, and nobody else reads it before."
PASSED = "That time has passed. Give a later one, or publish now."


class Approval(Enum):
    """Whether the text is approved, or will be by the person who publishes it."""

    GIVEN = "given"
    WITH_PUBLISHING = "with-publishing"
    MISSING = "missing"


class PublishForm(forms.Form):
    when = forms.ChoiceField(
        choices=[(NOW, "Now"), (LATER, "At a time")], initial=NOW, widget=forms.RadioSelect
    )
    at = forms.DateTimeField(
        label="Time",
        required=False,
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local", "class": "field-box"}, format="%Y-%m-%dT%H:%M"
        ),
        # A browser sends the seconds only when they are not zero.
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        error_messages={"invalid": "Give a date and a time."},
    )
    note = forms.CharField(
        label="What changed",
        required=False,
        max_length=MAX_NOTE,
        help_text="One line for readers, in the list of changes under the page.",
        widget=forms.TextInput(attrs={"class": "field-box"}),
    )
    size = forms.ChoiceField(
        label="How much changed",
        choices=EditionSize.choices,
        initial=EditionSize.CHANGED,
        widget=forms.RadioSelect,
    )

    def __init__(self, article: Article, user: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Why the person who publishes may not approve as well, in words.
        self.refusal = "" if is_approved(article) else why_not_approve(article, user)
        self.approval = self._approval(article)
        # Readers find the note in the list of changes, and the first edition changed nothing.
        if article.editions.exists():
            self.fields["note"].required = True
            self.fields["note"].error_messages["required"] = "Say in one line what changed."
            if is_newly_signed(article):
                self.initial = {"note": CHECKED, "size": EditionSize.SMALL, **self.initial}
        else:
            del self.fields["size"]

    def _approval(self, article: Article) -> Approval:
        if is_approved(article):
            return Approval.GIVEN
        may_be = article.stage == Stage.IN_REVIEW or settings.SELF_APPROVAL
        return Approval.WITH_PUBLISHING if may_be and not self.refusal else Approval.MISSING

    def clean_note(self) -> str:
        """Readers see the note, and nobody else reads it before."""
        note: str = self.cleaned_data["note"]
        if has_dose(note):
            raise ValidationError(NO_DOSE)
        return note

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
        """Return the time at which readers see the edition, or None for at once."""
        at: datetime | None = self.cleaned_data["at"]
        return at if self.cleaned_data["when"] == LATER else None

    @property
    def chosen_size(self) -> EditionSize:
        """Return the chosen size. The form does not ask about a first edition, so it gets the default."""
        return EditionSize(self.cleaned_data.get("size", EditionSize.CHANGED))
