"""The form on which a reader says what is wrong with a comment."""

from django import forms

from comments.models import MAX_DETAIL, Reason
from comments.writing.fields import Choices, LongText, MultilineField, ReadersForm

CHOOSE = "Choose what is wrong with it."


class ReportForm(ReadersForm):
    optional = ("detail",)

    reason = forms.ChoiceField(
        label="What is wrong with it?",
        choices=Reason.choices,
        widget=Choices,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    detail = MultilineField(
        label="What a moderator should know",
        required=False,
        help_text=f"At most {MAX_DETAIL} characters. Only moderators read it.",
        max_length=MAX_DETAIL,
        widget=LongText(MAX_DETAIL),
        error_messages={"max_length": f"Write at most {MAX_DETAIL} characters."},
    )
