"""The forms with which readers comment, reply and change what they sent: their cleaning and words."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from articles.images import accepted
from articles.models.article import STARS
from comments.models import MAX_ALT, MAX_EMAIL, MAX_NAME, MAX_PET, MAX_TEXT, Comment, Shortfall
from comments.rendering import count_links
from comments.spam.checks import names

TRAPPED = "Please leave the field “Leave this empty” empty, and send again."
MIN_TEXT = 10
MAX_LINKS = 2
# From more stars on, nothing was missing.
MOST_STARS_FOR_A_SHORTFALL = 3
RATINGS = dict(
    zip(STARS, ["not helpful", "a little helpful", "fairly helpful", "helpful", "very helpful"], strict=True)
)


class WordsField(forms.CharField):
    """Text in lines: browsers send each line break as two characters, readers count one."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n")


class CommentForm(forms.Form):
    """A comment, a rating, or both. `oversized` says that the photo was dropped for its size."""

    rating = forms.TypedChoiceField(
        label="How helpful was this article?",
        choices=list(RATINGS.items()),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose one to five stars, or none."},
    )
    shortfall = forms.ChoiceField(
        label="Was this what you needed?",
        choices=[*Shortfall.choices, ("", "No answer")],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose one of the answers, or none."},
    )
    text = WordsField(
        label="Your comment",
        required=False,
        help_text=f"{MIN_TEXT} to {MAX_TEXT:,} characters, at most {MAX_LINKS} links.",
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"max_length": f"Write at most {MAX_TEXT:,} characters."},
    )
    photo = forms.FileField(
        label="Add a photo",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": accepted.ACCEPT}),
    )
    photo_alt = forms.CharField(
        label="What does the photo show?",
        required=False,
        max_length=MAX_ALT,
        error_messages={"max_length": f"Use at most {MAX_ALT} characters."},
    )
    name = forms.CharField(
        label="Name to show",
        required=False,
        max_length=MAX_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"max_length": f"Use at most {MAX_NAME} characters."},
    )
    pet = forms.CharField(
        label="Lives with",
        required=False,
        max_length=MAX_PET,
        error_messages={"max_length": f"Use at most {MAX_PET} characters."},
    )
    email = forms.EmailField(
        label="Email",
        required=False,
        max_length=MAX_EMAIL,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": "Enter an email like name@example.org.",
            "max_length": f"Use at most {MAX_EMAIL} characters.",
        },
    )
    # Hidden from people; programs that fill in every field give themselves away.
    website = forms.CharField(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, oversized: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.oversized = oversized

    @property
    def max_bytes(self) -> int:
        return accepted.max_bytes()

    @property
    def has_photo(self) -> bool:
        """Whether there is one beside what this form brings."""
        return False

    def clean_photo(self) -> UploadedFile | None:
        upload: UploadedFile | None = self.cleaned_data.get("photo")
        if self.oversized or (upload and (upload.size or 0) > accepted.max_bytes()):
            raise ValidationError(accepted.too_large_message())
        if upload is not None and not upload.size:
            raise ValidationError(accepted.EMPTY)
        return upload

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if text and len(text) < MIN_TEXT:
            raise ValidationError(f"Write at least {MIN_TEXT} characters. You have written {len(text)}.")
        if count_links(text) > MAX_LINKS:
            raise ValidationError(f"Use at most {MAX_LINKS} links.")
        return text

    def clean_email(self) -> str:
        """Addresses that differ by capitals alone are one."""
        return str(self.cleaned_data["email"]).lower()

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name and names.is_like_staff(name):
            raise ValidationError(names.REFUSAL)
        return name

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        text, photo = data.get("text", ""), data.get("photo")
        if (data.get("rating") or STARS[-1]) > MOST_STARS_FOR_A_SHORTFALL:
            data["shortfall"] = ""
        if (text or "text" in self.errors) and not data.get("name") and "name" not in self.errors:
            self.add_error("name", "Tell readers what to call you. A first name is fine.")
        if (photo or self.has_photo) and not text and "text" not in self.errors:
            self.add_error("text", "Say in a few words what your photo shows.")
        nothing = not text and not photo and not data.get("rating")
        if nothing and not self.errors:
            self.add_error("text", "Write a comment or choose a number of stars.")
        if data.get("website") and not self.errors:
            self.add_error(None, TRAPPED)
        return data


class ReplyForm(CommentForm):
    """Words and a photo under somebody's comment: there is nothing to rate."""

    rating = None  # type: ignore[assignment]  # Django's way to take a field away
    shortfall = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = "Your reply"


class _EditForm(CommentForm):
    """What was sent, as its writer may change it."""

    remove_photo = forms.BooleanField(label="Remove the photo", required=False)

    @property
    def has_photo(self) -> bool:
        return not self.cleaned_data.get("remove_photo")


class _EditReplyForm(ReplyForm, _EditForm):
    """Of a reply."""


def edit_form_for(comment: Comment) -> type[CommentForm]:
    """The form with which its writer changes it."""
    has_photo = hasattr(comment, "photo")
    if comment.parent_id:
        return _EditReplyForm if has_photo else ReplyForm
    return _EditForm if has_photo else CommentForm
