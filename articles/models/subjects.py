"""The category and the species of an article, under which readers find it."""

from django.db import models
from django.urls import reverse

from articles.models.text_lines import tidy_lines


class Accent(models.TextChoices):
    """The colour of a species' mark. The value is the end of a CSS class."""

    MARIGOLD = "marigold", "Marigold"
    CORAL = "coral", "Coral"
    LEAF = "leaf", "Leaf green"
    SKY = "sky", "Sky blue"


class Subject(models.Model):
    """The fields that categories and species share."""

    slug = models.SlugField(unique=True, help_text="The end of the page's address.")
    name = models.CharField(max_length=80, unique=True)
    description = models.TextField(blank=True, help_text="One or two sentences at the top of its page.")
    picture = models.ForeignKey(
        "articles.Picture", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    position = models.PositiveSmallIntegerField(default=100, help_text="Smaller numbers come first.")

    class Meta:
        abstract = True
        ordering = ["position", "name", "pk"]

    def __str__(self) -> str:
        return self.name


class Category(Subject):
    """What articles are about, such as "Facts about the animal kingdom"."""

    short_name = models.CharField(max_length=30, help_text="For the menu.")

    class Meta(Subject.Meta):
        verbose_name_plural = "categories"

    def get_absolute_url(self) -> str:
        return reverse("category", args=[self.slug])


class Species(Subject):
    """A kind of animal that people keep: dogs, cats, rabbits."""

    singular = models.CharField(max_length=40, help_text='As in "Breed file: dog".')
    accent = models.CharField(max_length=10, choices=Accent.choices, default=Accent.MARIGOLD)
    other_names = models.TextField(
        max_length=1000,
        blank=True,
        help_text="What owners also call them, one to a line: pup. A question that says so is about them.",
    )

    class Meta(Subject.Meta):
        verbose_name_plural = "species"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(accent__in=Accent.values), name="species_accent_is_known"
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("species", args=[self.slug])

    def clean(self) -> None:
        self.other_names = "\n".join(dict.fromkeys(tidy_lines(self.other_names)))

    @property
    def names(self) -> list[str]:
        """All names that owners use for these animals."""
        return [self.name, self.singular, *filter(None, map(str.strip, self.other_names.splitlines()))]
