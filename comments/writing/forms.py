"""The forms with which readers comment, reply, and change what they sent."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from articles.characters import without_hidden
from articles.images import accepted
from articles.models.article import STARS
from comments.mail.switch import is_on
from comments.models import MAX_ALT, MAX_EMAIL, MAX_NAME, MAX_PET, MAX_TEXT, Comment, Shortfall
from comments.rendering import count_links
from comments.writing.fields import Choices, LineField, LongText, MultilineField, ReadersForm
from comments.writing.submission import Submission

TRAPPED = "Please leave the field “Leave this empty” empty, and send again."
MIN_TEXT = 10
MAX_LINKS = 2
# Who gives more stars missed little, so only the others are asked what it was.
MOST_STARS_FOR_A_SHORTFALL = 3
RATINGS = dict(
    zip(STARS, ["not helpful", "a little helpful", "fairly helpful", "helpful", "very helpful"], strict=True)
)
PHOTO_HINT = f"{accepted.formats_and_size()}. We remove the place and time stored inside it."
NEW_PHOTO_HINT = f"A new photo replaces the one you sent. {accepted.formats_and_size()}."
EMAIL_HINT = "Never shown on the page."
EMAIL_HINT_WITH_LETTERS = (
    "Never shown. We ask once whether it is yours, then write when somebody answers you."
)


class Stars(Choices):
    """A rating of one to five stars, or none."""

    template_name = "comments/widgets/stars.html"

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """The id of the first star: an error of the rating leads there."""
        return f"{id_}-{STARS[0]}"


class PhotoInput(forms.FileInput):
    field_template_name = "comments/fields/photo.html"


class Tick(forms.CheckboxInput):
    field_template_name = "comments/fields/tick.html"


class Trap(forms.TextInput):
    """A field that people leave empty; it comes back empty, so that they can send the form again."""

    field_template_name = "comments/fields/trap.html"

    def format_value(self, value: Any) -> None:
        return None


def _line(autocomplete: str = "off") -> dict[str, str]:
    return {"class": "input", "dir": "auto", "autocomplete": autocomplete}


def _text_field(label: str, hint: str, *, most: int, autocomplete: str = "off") -> LineField:
    """Return a field of one line and at most so many characters, which may stay empty."""
    return LineField(
        label=label,
        required=False,
        help_text=hint,
        max_length=most,
        widget=forms.TextInput(_line(autocomplete)),
        error_messages={"max_length": f"Use at most {most} characters."},
    )


class WritingForm(ReadersForm):
    """What every comment may have. `oversized` and `interrupted` say why a photo was dropped."""

    nothing = "Write a comment."
    optional: tuple[str, ...] = ("shortfall", "rating", "photo", "photo_alt", "pet", "email")

    text = MultilineField(
        label="Your comment",
        required=False,
        help_text="If your animal is unwell, phone a vet: nobody answers emergencies here. "
        f"{MIN_TEXT} to {MAX_TEXT:,} characters, at most {MAX_LINKS} links.",
        max_length=MAX_TEXT,
        widget=LongText(MAX_TEXT),
        error_messages={"max_length": f"Write at most {MAX_TEXT:,} characters."},
    )
    photo = forms.FileField(
        label="Add a photo",
        required=False,
        help_text=PHOTO_HINT,
        # clean_photo() refuses an empty file in our own words.
        allow_empty_file=True,
        widget=PhotoInput(attrs={"accept": accepted.ACCEPT}),
    )
    photo_alt = _text_field(
        "What does the photo show?",
        "For people who cannot see it. For example: a brown dog on its back",
        most=MAX_ALT,
    )
    name = _text_field("Name to show", "A first name is fine.", most=MAX_NAME, autocomplete="given-name")
    pet = _text_field("Your animals", "For example: two beagles", most=MAX_PET)
    email = forms.EmailField(
        label="Email",
        required=False,
        max_length=MAX_EMAIL,
        widget=forms.EmailInput({"class": "input", "autocomplete": "email"}),
        error_messages={
            "invalid": "Enter an email like name@example.org.",
            "max_length": f"Use at most {MAX_EMAIL} characters.",
        },
    )
    # Hidden from people; programs that fill in every field give themselves away.
    website = forms.CharField(
        label="Leave this empty",
        required=False,
        widget=Trap(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, oversized: bool = False, interrupted: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.oversized, self.interrupted = oversized, interrupted
        self.fields["email"].help_text = EMAIL_HINT_WITH_LETTERS if is_on() else EMAIL_HINT

    @property
    def max_bytes(self) -> int:
        return accepted.max_bytes()

    @property
    def has_photo(self) -> bool:
        """Whether the comment already has a photo that this form does not remove."""
        return False

    def clean_photo(self) -> UploadedFile | None:
        upload: UploadedFile | None = self.cleaned_data.get("photo")
        if self.oversized or (upload and (upload.size or 0) > accepted.max_bytes()):
            raise ValidationError(accepted.too_large_message())
        if self.interrupted:
            raise ValidationError(accepted.INTERRUPTED)
        if upload is not None and not upload.size:
            raise ValidationError(accepted.EMPTY)
        return upload

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        seen = len(without_hidden(text))
        if 0 < seen < MIN_TEXT:
            raise ValidationError(f"Write at least {MIN_TEXT} characters. You have written {seen}.")
        if count_links(text) > MAX_LINKS:
            raise ValidationError(f"Use at most {MAX_LINKS} links.")
        return text

    def clean_email(self) -> str:
        """In small letters: addresses that differ only in capitals are the same."""
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        text, photo = data.get("text", ""), data.get("photo")
        if (text or "text" in self.errors) and not data.get("name") and "name" not in self.errors:
            self.add_error("name", "Tell readers what to call you. A first name is fine.")
        if (photo or self.has_photo) and not text and "text" not in self.errors:
            self.add_error("text", "Say in a few words what your photo shows.")
        nothing = not text and not photo and not data.get("rating")
        if nothing and not self.errors:
            self.add_error("text", self.nothing)
        if data.get("website") and not self.errors:
            self.add_error(None, TRAPPED)
        return data

    def submission(self) -> Submission:
        """What was sent, for a form that is valid."""
        return Submission(**{name: value for name, value in self.cleaned_data.items() if name != "website"})


class CommentForm(WritingForm):
    """A comment, a rating, or both."""

    nothing = "Write a comment or choose a number of stars."
    field_order = ("rating", "shortfall")

    rating = forms.TypedChoiceField(
        label="How helpful was this article?",
        choices=[*RATINGS.items(), ("", "No rating")],
        coerce=int,
        empty_value=None,
        required=False,
        help_text="We count one rating from each connection. To change yours, use the private link you get.",
        widget=Stars,
        error_messages={"invalid_choice": "Choose one to five stars, or none."},
    )
    shortfall = forms.ChoiceField(
        label="Was this what you needed?",
        choices=[*Shortfall.choices, ("", "No answer")],
        required=False,
        help_text="Only the editors see your answer.",
        widget=Choices,
        error_messages={"invalid_choice": "Choose one of the answers, or none."},
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if (data.get("rating") or STARS[-1]) > MOST_STARS_FOR_A_SHORTFALL:
            data["shortfall"] = ""
        return data


class ReplyForm(WritingForm):
    """A text and a photo in reply to a comment; a reply rates nothing."""

    nothing = "Write a reply."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = "Your reply"


class _PhotoChanges(WritingForm):
    """Mixed into the forms that change a comment with a photo."""

    remove_photo = forms.BooleanField(label="Remove the photo", required=False, widget=Tick)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photo"].help_text = NEW_PHOTO_HINT

    @property
    def has_photo(self) -> bool:
        return not self.cleaned_data.get("remove_photo")


class _CommentWithPhotoForm(_PhotoChanges, CommentForm):
    pass


class _ReplyWithPhotoForm(_PhotoChanges, ReplyForm):
    pass


def edit_form_for(comment: Comment) -> type[WritingForm]:
    """The form with which its writer changes it."""
    has_photo = hasattr(comment, "photo")
    if comment.parent_id:
        return _ReplyWithPhotoForm if has_photo else ReplyForm
    return _CommentWithPhotoForm if has_photo else CommentForm
