"""Forms through which editors bring pictures into the library."""

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
from articles.pictures.alt_text import fault_of

MAX_KEY = 40


class StoresImage(forms.ModelForm):
    """A form whose `image` field becomes the files and measures of its Picture."""

    image = forms.FileField(
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": accepted.ACCEPT}),
        help_text=f"{accepted.formats_and_size()}. The place and time stored inside it are removed.",
    )

    def __init__(self, *args: Any, oversized: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.oversized = oversized

    def clean_image(self) -> UploadedFile | None:
        upload: UploadedFile | None = self.cleaned_data.get("image")
        if self.oversized:
            raise ValidationError(accepted.too_large_message())
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
        return str(cleaned.get("key", self.instance.key))

    def _post_clean(self) -> None:
        """Decode last, when all else is right: then nothing is stored for a form that fails."""
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
    """The library's form in the admin.

    A new image under the old words would be a lie: whoever replaces one writes the words
    anew, or says that they still hold.
    """

    still_true = forms.BooleanField(label="These words still say what it shows", required=False)

    class Meta:
        model = Picture
        fields = ("image", "key", "alt", "is_decorative", "caption", "credit", "licence", "tone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = (self.instance.is_decorative, self.instance.alt)
        if self.instance.pk is None:
            del self.fields["still_true"]
        else:
            self.fields["image"].label = "New image"
            self.fields["still_true"].help_text = f"{self._words_now()} Tick this, or change them above."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        is_replaced = self.instance.pk is not None and cleaned.get("image") is not None
        is_same = (cleaned.get("is_decorative"), cleaned.get("alt")) == self.words
        if is_replaced and is_same and not cleaned.get("still_true"):
            self.add_error(
                "still_true", f"It is another image now. {self._words_now()} Does that still hold?"
            )
        return cleaned

    def _words_now(self) -> str:
        is_decorative, alt = self.words
        return "It is said to be decoration." if is_decorative else f"It is said to show “{alt.rstrip('.')}”."


class EditorPictureForm(StoresImage):
    """Upload from inside the text: the key is made from the words that describe the picture."""

    class Meta:
        model = Picture
        fields = ("image", "alt", "is_decorative", "caption", "credit", "licence")

    def key(self, cleaned: dict[str, Any]) -> str:
        return key_from(cleaned.get("alt", ""))

    def save(self, commit: bool = True) -> Picture:
        picture: Picture = self.instance
        words = picture.alt or picture.caption or "picture"
        picture.key = free_key(words)
        try:
            with transaction.atomic():
                picture.save()
        except IntegrityError:
            # Another upload in the same words took the key since we looked.
            picture.key = free_key(words)
            picture.save()
        return picture


def key_from(words: str) -> str:
    return re.sub(r"-+", "-", slugify(words).replace("_", "-"))[:MAX_KEY].strip("-") or "picture"


def free_key(words: str) -> str:
    """A key from `words` that no picture has yet."""
    base = key_from(words)
    taken = set(Picture.objects.filter(key__startswith=base).values_list("key", flat=True))
    key, count = base, 1
    while key in taken:
        count += 1
        key = f"{base}-{count}"
    return key
