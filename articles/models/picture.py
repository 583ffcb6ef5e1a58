"""The pictures of the library. articles/images/ has decoded and written their files."""

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import Q

from articles.images.stored import PICTURES, StoredImage
from articles.images.tones import Tone

CENTRE, WHOLE = 50, 100
# A card is small, and each step costs every page some bytes of styles: quarters of the picture are enough.
FOCUS_STEP = 25
KEY_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"


class Picture(models.Model):
    """An image in the library, with its description and credits.

    `digest` is the SHA-256 of the largest file that we wrote. The files are named by it, so
    the same picture is never stored twice.
    """

    key = models.SlugField(
        unique=True,
        validators=[RegexValidator(f"^{KEY_PATTERN}$", "Use small letters, digits and single hyphens.")],
        help_text="The name that texts use for this picture: ::: figure petting-map",
    )
    digest = models.CharField(max_length=64, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = models.CharField(
        "alternative text",
        max_length=300,
        blank=True,
        help_text="What the picture shows, for readers who cannot see it.",
    )
    is_decorative = models.BooleanField(
        "is decorative", default=False, help_text="Shows nothing a reader would miss."
    )
    caption = models.CharField(max_length=300, blank=True)
    credit = models.CharField(max_length=120, blank=True, help_text="As in “Drawing: Scratchpost”.")
    licence = models.CharField(max_length=120, blank=True)
    tone = models.CharField(max_length=12, choices=Tone.choices, default=Tone.MIST)
    # Where a crop stays, in percent from the left and from the top. The whole picture is never cropped.
    focus_x = models.PositiveSmallIntegerField(
        "focus, from the left", default=CENTRE, validators=[MaxValueValidator(WHOLE)], help_text="In percent."
    )
    focus_y = models.PositiveSmallIntegerField(
        "focus, from the top", default=CENTRE, validators=[MaxValueValidator(WHOLE)], help_text="In percent."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_decorative=True) | ~Q(alt=""),
                # Also where no form asks: an import writes pictures too.
                name="picture_has_alt_or_is_decorative",
                violation_error_message="Write an alternative text, or say that the picture is decorative.",
            ),
            models.CheckConstraint(condition=Q(tone__in=Tone.values), name="picture_tone_is_known"),
            models.CheckConstraint(
                condition=Q(focus_x__lte=WHOLE, focus_y__lte=WHOLE), name="picture_focus_is_in_percent"
            ),
            models.CheckConstraint(condition=Q(width__gte=1, height__gte=1), name="picture_has_a_size"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def focus(self) -> list[int]:
        """[from the left, from the top] in quarters of the picture; empty for the middle, where crops are."""
        steps = [round(part / FOCUS_STEP) * FOCUS_STEP for part in (self.focus_x, self.focus_y)]
        return [] if steps == [CENTRE, CENTRE] else steps

    @property
    def image(self) -> StoredImage:
        return StoredImage(PICTURES, self.digest, self.width, self.height)
