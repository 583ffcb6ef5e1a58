"""A comment as a reader sent it, once its form has cleaned it."""

from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile

# What a submission says of the comment itself; its photo is stored apart (comments/photos.py).
FIELDS = ("name", "text", "pet", "email", "rating", "shortfall")


@dataclass(frozen=True)
class Submission:
    """What the form of a new comment, of a reply or of a change was filled in with.

    `photo` is the file that came with it. `photo_alt` describes that photo, or the one that the
    comment has already. `remove_photo` asks to take the comment's photo away.
    """

    name: str = ""
    text: str = ""
    pet: str = ""
    email: str = ""
    rating: int | None = None
    shortfall: str = ""
    photo: UploadedFile | None = None
    photo_alt: str = ""
    remove_photo: bool = False
