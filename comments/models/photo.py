"""The photo of a comment."""

from django.db import models
from django.db.models import Q

from articles.characters import isolated
from articles.images.stored import PHOTOS, StoredImage
from comments.models.comment import Comment

MAX_ALT = 200


class Photo(models.Model):
    """The photo of a comment, decoded and written anew by articles/images/decoding.py."""

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="photo")
    digest = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    alt_text = models.CharField(
        max_length=MAX_ALT, blank=True, help_text="What it shows, in the words of who sent it."
    )
    is_blurred = models.BooleanField(default=False, help_text="Readers see it once they tap it.")

    class Meta:
        # Before files are deleted, this finds another comment with the same photo.
        indexes = [models.Index(fields=["digest"], name="photo_by_digest")]
        constraints = [
            models.CheckConstraint(condition=Q(width__gte=1, height__gte=1), name="photo_has_a_size")
        ]

    def __str__(self) -> str:
        return f"Photo of {self.comment}"

    @property
    def image(self) -> StoredImage:
        return StoredImage(PHOTOS, self.digest, self.width, self.height)

    @property
    def src(self) -> str:
        return self.image.url()

    @property
    def largest_src(self) -> str:
        return self.image.url(at_least=self.width)

    @property
    def srcset(self) -> str:
        return self.image.srcset

    @property
    def alt(self) -> str:
        whose = f"Photo from {isolated(self.comment.name)}"
        return f"{whose}: {isolated(self.alt_text)}" if self.alt_text else whose
