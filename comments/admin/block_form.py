"""The form on which a moderator says what is blocked, for how long, and why."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from comments.blocks import Wanted, why_no_network, why_no_writer
from comments.models import MAX_PATTERN, MAX_REASON, BlockKind, Comment
from comments.writing.fields import LineField

DAYS = {"day": 1, "week": 7, "month": 30}
LENGTHS = [
    ("day", "A day"),
    ("week", "A week"),
    ("month", "A month"),
    ("date", "Until the end of this day:"),
    ("open", "Until somebody lifts it"),
]
LONGEST = timedelta(days=5 * 366)
# By the names of senders.NetworkLevel, and from narrow to wide.
NETWORKS = {
    "HOME": "Their connection: one household or phone",
    "ADDRESS": "Their connection: a household, or a school, clinic or phone company that shares it",
    "SITE": "All that their household gets from its provider",
    "ALLOCATION": "The network around it, which others may use too",
    "BLOCK": "The network around it, which up to 250 households use",
}
ANYWHERE = [
    (str(BlockKind.ADDRESS), "An address that it names or comes from"),
    (str(BlockKind.WORDS), "Words"),
]


class BlockForm(forms.Form):
    """`comment` is the one from which a block is made; without it, only words and addresses can be."""

    what = forms.ChoiceField(
        label="What is blocked?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is blocked."},
    )
    pattern = LineField(
        label="Which address or words?",
        required=False,
        max_length=MAX_PATTERN,
        help_text="For an address or words only. An address is that of a site, such as spam.example, or of a "
        "mailbox. Words are found as they stand here, also with letters that only look alike.",
        widget=forms.TextInput({"class": "vTextField", "dir": "auto", "autocomplete": "off"}),
    )
    length = forms.ChoiceField(
        label="For how long?",
        choices=LENGTHS,
        initial="week",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose for how long."},
    )
    until = forms.DateField(
        label="The last day", required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    reason = LineField(
        label="Why?",
        max_length=MAX_REASON,
        help_text="For the other moderators. Readers never see it.",
        widget=forms.TextInput({"class": "vTextField", "dir": "auto", "autocomplete": "off"}),
        error_messages={"required": "Say why, for those who look at it later."},
    )

    def __init__(self, *args: Any, comment: Comment | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.missing: list[tuple[str, str]] = []
        what = self.fields["what"]
        what.choices = [*(self._of(comment) if comment else ()), *ANYWHERE]  # type: ignore[attr-defined]  # it is a ChoiceField

    def _of(self, comment: Comment) -> list[tuple[str, str]]:
        """The choices that need a comment; `missing` says which there are not, and why."""
        no_writer, no_network = why_no_writer(comment), why_no_network(comment)
        self.missing = [
            (name, why) for name, why in (("Writer", no_writer), ("Connection", no_network)) if why
        ]
        writer = [] if no_writer else [(str(BlockKind.WRITER), f"Its writer: comments with {comment.email}")]
        origin = {} if no_network else comment.origin or {}
        return [*writer, *((level, words) for level, words in NETWORKS.items() if level in origin)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        needs_words = data.get("what") in {BlockKind.ADDRESS, BlockKind.WORDS}
        if needs_words and not data.get("pattern") and "pattern" not in self.errors:
            self.add_error("pattern", "Write the address or the words.")
        if data.get("length") == "date" and "until" not in self.errors:
            self._check_last_day(data.get("until"))
        return data

    def _check_last_day(self, day: Any) -> None:
        if day is None:
            self.add_error("until", "Choose the last day.")
        elif not timezone.localdate() <= day <= timezone.localdate() + LONGEST:
            self.add_error("until", ValidationError("Choose a day from today on, within five years."))

    def wanted(self) -> Wanted:
        """What was asked for, of a form that is valid."""
        what = self.cleaned_data["what"]
        is_network = what in NETWORKS
        kind = BlockKind.NETWORK if is_network else BlockKind(what)
        return Wanted(
            kind=kind,
            reason=self.cleaned_data["reason"],
            ends_at=self._ends_at(),
            pattern=self.cleaned_data["pattern"],
            level=what if is_network else "",
        )

    def _ends_at(self) -> datetime | None:
        length = self.cleaned_data["length"]
        if length == "open":
            return None
        if length == "date":
            after = self.cleaned_data["until"] + timedelta(days=1)
            return timezone.make_aware(datetime.combine(after, time.min))
        return timezone.now() + timedelta(days=DAYS[length])
