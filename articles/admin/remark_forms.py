"""What people say of a text: to whoever reads it next, beside a passage, and in answer to that."""

from typing import Any

from django import forms

from articles.models.remark import MAX_TEXT, MAX_WORDS


class RemarkField(forms.CharField):
    """Text with line breaks: browsers send each as two characters, and people count one."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "class": "field-box"})
        super().__init__(max_length=MAX_TEXT, widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value) or ""
        return text.replace("\r\n", "\n")


def mistakes_of(form: forms.Form) -> str:
    """All that is wrong with the form, in one line, for a page that shows no field of it."""
    return " ".join(str(words) for found in form.errors.values() for words in found)


class RemarksForm(forms.Form):
    """The words that go with a decision."""

    remarks = RemarkField(
        label="Remarks",
        required=False,
        help_text="Kept in the history, for everybody who may read this article.",
    )


class RemarkForm(forms.Form):
    """A remark and the words that it is about."""

    words = forms.CharField(
        label="About these words",
        required=False,
        max_length=MAX_WORDS,
        widget=forms.TextInput(attrs={"class": "field-box", "autocomplete": "off"}),
        help_text="Copy them from the page, or mark them there. Empty: the remark is about the whole text.",
    )
    remark = RemarkField(
        label="Your remark",
        error_messages={"required": "Write what you want to say about it."},
    )


class AnswerForm(forms.Form):
    answer = RemarkField(rows=1, required=False)
