"""The writers and vets whom readers see."""

from itertools import chain, count

from django.conf import settings
from django.db import models
from django.utils.text import slugify

# Leaves room for a number within the 50 characters of the column.
LONGEST_SLUG = 40
NAMELESS = "contributor"


class Contributor(models.Model):
    """A writer or vet as readers see them, linked to a login or not."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80)
    role = models.CharField(max_length=80, help_text='Shown under the name, as "Veterinary surgeon".')
    is_vet = models.BooleanField("is a vet", default=False)
    credentials = models.CharField(max_length=160, blank=True, help_text="Degrees and registrations.")
    biography = models.TextField(blank=True)
    interests = models.TextField(
        "declared interests", blank=True, help_text="Who pays this person, if anyone with a stake."
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contributor",
        verbose_name="login",
    )

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        parts = self.name.split()
        return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()


def free_slug(name: str) -> str:
    """The end of the address made from the name; a number follows where another contributor has it."""
    first = slugify(name)[:LONGEST_SLUG].strip("-_") or NAMELESS
    taken = set(Contributor.objects.filter(slug__startswith=first).values_list("slug", flat=True))
    numbered = (f"{first}-{number}" for number in count(2))
    return next(slug for slug in chain([first], numbered) if slug not in taken)
