"""The form on which a reader says what is wrong with a comment."""

from django import forms

from comments.models import MAX_DETAIL, Reason
from comments.writing.forms import WordsField

CHOOSE = "Choose what is wrong with it."


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label="What is wrong with it?",
        choices=Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    detail = WordsField(
        label="What a moderator should know",
        required=False,
        max_length=MAX_DETAIL,
        widget=forms.Textarea,
        error_messages={"max_length": f"Write at most {MAX_DETAIL} characters."},
    )
