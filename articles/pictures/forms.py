"""Forms with which editors add pictures to the library and change them."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from articles.images import accepted
from articles.images.decoding import UnusableImage, store_image
from articles.images.stored import PICTURES
from articles.models import Picture
from articles.models.picture import CENTRE
from articles.pictures.alt_text import fault_of

MAX_KEY = 40
FOCUS = ("focus_x", "focus_y")


class StoresImage(forms.ModelForm):
    """A form that stores its `image` and sets the digest and the size of its Picture."""

    image = forms.FileField(
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": accepted.ACCEPT}),
        help_text=f"{accepted.formats_and_size()}. The place and time stored inside it are removed.",
    )

    def __init__(self, *args: Any, oversized: bool = False, interrupted: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.oversized, self.interrupted = oversized, interrupted

    def clean_image(self) -> UploadedFile | None:
        upload: UploadedFile | None = self.cleaned_data.get("image")
        # The upload handler has dropped the file, so the form sees none and has to be told.
        if self.oversized:
            raise ValidationError(accepted.too_large_message())
        if self.interrupted:
            raise ValidationError(accepted.INTERRUPTED)
        if upload is None and not self.instance.digest:
            raise ValidationError("Choose a picture.")
        return upload

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        fault = fault_of(cleaned.get("alt", ""), self.key(cleaned))
        if fault:
            self.add_error("alt", fault)
        return cleaned

    def key(self, cleaned: dict[str, Any]) -> str:
        """A new picture has none yet: it will be made from the words."""
        return str(cleaned.get("key") or self.instance.key or key_from(cleaned.get("alt", "")))

    def _post_clean(self) -> None:
        """Decode the image after all other fields are valid, so that a refused form stores no file."""
        super()._post_clean()  # type: ignore[misc]  # Django's hook after cleaning, unknown to its stubs
        upload = self.cleaned_data.get("image")
        if self.errors or upload is None:
            return
        try:
            image = store_image(upload, PICTURES)
        except UnusableImage as error:
            self.add_error("image", str(error))
            return
        self.instance.digest = image.digest
        self.instance.width, self.instance.height = image.width, image.height


class PictureForm(StoresImage):
    """The admin's form for a picture of the library.

    The old alternative text rarely describes a new image. Whoever replaces the image
    therefore writes a new text or confirms the old one.
    """

    still_true = forms.BooleanField(label="These words still say what it shows", required=False)

    class Meta:
        model = Picture
        fields = (
            *("image", "key", "alt", "is_decorative", "caption", "credit", "licence", "tone"),
            *FOCUS,
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Only a picture that is in the library has a form with them.
        for name in FOCUS:
            if name in self.fields:
                self.fields[name].required = False
        self.description_before = (self.instance.is_decorative, self.instance.alt)
        # A new picture has no old words to confirm.
        if self.instance.pk is None:
            del self.fields["still_true"]
        else:
            self.fields["image"].label = "New image"
            self.fields["still_true"].help_text = f"{self._says()} Tick this, or change them above."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in FOCUS:
            # An emptied field means the middle.
            if name in cleaned and cleaned[name] is None:
                cleaned[name] = CENTRE
        is_replaced = self.instance.pk is not None and cleaned.get("image") is not None
        is_same = (cleaned.get("is_decorative"), cleaned.get("alt")) == self.description_before
        if is_replaced and is_same and not cleaned.get("still_true"):
            self.add_error("still_true", f"It is another image now. {self._says()} Does that still hold?")
        return cleaned

    def _says(self) -> str:
        is_decorative, alt = self.description_before
        return "It is said to be decoration." if is_decorative else f"It is said to show “{alt.rstrip('.')}”."


class EditorPictureForm(StoresImage):
    """The form of an upload from the editor, which makes the key from the alternative text."""

    class Meta:
        model = Picture
        fields = ("image", "alt", "is_decorative", "caption", "credit", "licence")

    def key(self, cleaned: dict[str, Any]) -> str:
        return key_from(cleaned.get("alt", ""))

    def save(self, commit: bool = True) -> Picture:
        picture: Picture = self.instance
        text = picture.alt or picture.caption or "picture"
        picture.key = free_key(text)
        try:
            with transaction.atomic():
                picture.save()
        except IntegrityError:
            # Another upload with the same text has taken the key in the meantime.
            picture.key = free_key(text)
            picture.save()
        return picture


def key_from(text: str) -> str:
    return re.sub(r"-+", "-", slugify(text).replace("_", "-"))[:MAX_KEY].strip("-") or "picture"


def free_key(text: str) -> str:
    """Return a key made from `text` that no picture has yet."""
    base = key_from(text)
    taken = set(Picture.objects.filter(key__startswith=base).values_list("key", flat=True))
    key, count = base, 1
    while key in taken:
        count += 1
        key = f"{base}-{count}"
    return key
