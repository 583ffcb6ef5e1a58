"""Forms through which editors bring pictures into the library."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from articles.images import PICTURES, UnusableImage, store_image, too_large_message
from articles.models import Picture

MAX_KEY = 40


class StoresImage(forms.ModelForm):
    """A form whose `image` field becomes the files and measures of its Picture."""

    image = forms.FileField(
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/heic"}),
        help_text="JPEG, PNG, WebP or HEIC, up to 10 MB. Place and time inside it are removed.",
    )

    def __init__(self, *args: Any, oversized: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.oversized = oversized

    def clean_image(self) -> UploadedFile | None:
        upload: UploadedFile | None = self.cleaned_data.get("image")
        if self.oversized:
            raise ValidationError(too_large_message())
        if upload is None and not self.instance.digest:
            raise ValidationError("Choose a picture.")
        return upload

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
    """The library's form in the admin."""

    class Meta:
        model = Picture
        fields = ("image", "key", "alt", "is_decorative", "caption", "credit", "licence", "tone")


class EditorPictureForm(StoresImage):
    """Upload from inside the text: the key is made from the words that describe the picture."""

    class Meta:
        model = Picture
        fields = ("image", "alt", "is_decorative", "caption", "credit")

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


def free_key(words: str) -> str:
    """A key from `words` that no picture has yet."""
    base = re.sub(r"-+", "-", slugify(words).replace("_", "-"))[:MAX_KEY].strip("-") or "picture"
    taken = set(Picture.objects.filter(key__startswith=base).values_list("key", flat=True))
    key, count = base, 1
    while key in taken:
        count += 1
        key = f"{base}-{count}"
    return key
