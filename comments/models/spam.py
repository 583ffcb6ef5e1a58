"""The lists and counts that the spam checks use."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

MAX_WORD = 40
MOST_POINTS = 10
# From this score on a comment is more likely spam than not (tests/comments/spam/test_quality.py).
LIKELY_SPAM = 5


class SpamPhrase(models.Model):
    """A phrase that moderators know from spam; it is found whatever its case and spacing."""

    phrase = models.CharField(max_length=80, unique=True)
    points = models.PositiveSmallIntegerField(
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_POINTS)],
        help_text="How much it adds to the score, 1 to 10.",
    )

    class Meta:
        ordering = ["phrase"]

    def __str__(self) -> str:
        return self.phrase


class WordCount(models.Model):
    """How many approved comments a word stood in, and how many comments that were spam.

    The row of the empty word counts the comments themselves.
    """

    word = models.CharField(max_length=MAX_WORD, unique=True)
    approved = models.PositiveIntegerField(default=0)
    spam = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.word}: {self.approved} approved, {self.spam} spam"
