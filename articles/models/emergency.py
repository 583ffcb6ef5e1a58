"""The content of the emergency page: poison lines and signs of illness."""

import re
from collections.abc import Collection
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from articles.animals import Animal
from articles.doses import has_dose
from articles.models.picture import KEY_PATTERN
from articles.models.row_signature import SignedRow
from articles.models.text_lines import tidy_lines
from articles.urgency import LADDER, LEVEL_CHOICES, NOW

# A host and perhaps a path, as readers see it; links put https:// before it.
WEBSITE = [
    RegexValidator(
        r"^[\w-]+(\.[\w-]+)+(/[^\s]*)?$", "A website looks like example.org or example.org/poison."
    )
]

NAME_IN_FILES = [RegexValidator(f"^{KEY_PATTERN}$", "Use small letters, digits and single hyphens.")]

# Readers are led to a sign by its slug, so it may not be the id of something else on the page.
IDS_OF_THE_PAGE = re.compile(
    "(main|poison|ready|closed|my-vet|country|see|later|pages|levels)$|(animal|level|group|line|vet|site|menu|footer)-"
)


def without_scheme(address: str) -> str:
    return re.sub(r"^https?://(?=\S)", "", address.strip()).removesuffix("/")


class PoisonLine(SignedRow):
    """A telephone line for owners whose animal may have been poisoned.

    Numbers change, so readers see when and on which page each was last checked.
    """

    slug = models.SlugField(unique=True, validators=NAME_IN_FILES)
    country = models.CharField(max_length=60)
    code = models.CharField(
        "code of the country",
        max_length=2,
        blank=True,
        default="",
        validators=[RegexValidator("^[A-Z]{2}$", "Two capital letters, such as GB.")],
        help_text="Two letters of ISO 3166, such as GB. Readers in this country see the line first.",
    )
    name = models.CharField(max_length=80)
    number = models.CharField(
        max_length=30,
        validators=[
            RegexValidator(r"^\+?[0-9 ]*[0-9]$", "Digits and spaces, with a + before a country's code.")
        ],
        help_text="As people in that country dial it, such as +44 1202 509000.",
    )
    hours = models.CharField(max_length=80, blank=True)
    cost = models.CharField(max_length=80, blank=True)
    website = models.CharField(
        max_length=200, blank=True, validators=WEBSITE, help_text="The line's own site, as example.org."
    )
    seen_on = models.CharField(
        max_length=160, help_text="The page on which the number was read, as example.org/contact."
    )
    checked_on = models.DateField(help_text="When somebody last looked whether all this is still right.")
    position = models.PositiveSmallIntegerField(default=100, help_text="Smaller numbers come first.")

    class Meta:
        ordering = ["position", "country", "name", "pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.country})"

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Addresses are copied from a browser with their https://, which readers are not shown."""
        self.website, self.seen_on = without_scheme(self.website), without_scheme(self.seen_on)
        super().clean_fields(exclude)

    @property
    def dialled(self) -> str:
        """The number as a tel: link needs it."""
        return self.number.replace(" ", "")

    def what_a_vet_signs(self) -> dict[str, Any]:
        """Without the day of the last check: checking a number again changes nothing that was signed."""
        signed = ("country", "code", "name", "number", "hours", "cost", "website")
        return {name: getattr(self, name) for name in signed}


class SignGroup(models.TextChoices):
    """Where on the animal an owner looks. The page has the groups in this order."""

    BREATHING = "breathing", "Breathing and gums"
    COLLAPSE = "collapse", "Collapse, fits and legs"
    EATEN = "eaten", "Eaten, licked or on the coat"
    BELLY = "belly", "Belly and toilet"
    HURT = "hurt", "Hurt, bleeding and eyes"
    HOT = "hot", "Too hot"
    SKIN_AND_BIRTH = "skin-and-birth", "Skin, stings and birth"


class EmergencySign(SignedRow):
    """Something that an owner sees, and how soon a vet should see the animal because of it.

    `do` and `dont` have one entry on each line.
    """

    slug = models.SlugField(
        unique=True, validators=NAME_IN_FILES, help_text="The end of its address: /emergency/#grapes."
    )
    level = models.CharField(max_length=11, choices=LEVEL_CHOICES, default=NOW.name)
    group = models.CharField(max_length=14, choices=SignGroup.choices, blank=True, default="")
    animals = ArrayField(
        models.CharField(max_length=10, choices=Animal.choices),
        default=list,
        blank=True,
        help_text="None for all animals.",
    )
    text = models.CharField(max_length=120, help_text="As an owner sees it: Trouble breathing.")
    detail = models.CharField(
        max_length=220, blank=True, help_text="What else it may look like, in one or two sentences."
    )
    do = models.TextField(
        "what to do on the way",
        max_length=800,
        blank=True,
        default="",
        help_text="One thing to a line. Never a dose.",
    )
    dont = models.TextField(
        "what not to do", max_length=800, blank=True, default="", help_text="One thing to a line."
    )
    not_this = models.CharField(
        max_length=300, blank=True, default="", help_text="What looks alike and can wait. Never a false calm."
    )
    why = models.CharField("why it cannot wait", max_length=300, blank=True, default="")
    drive = models.BooleanField(
        "set off, and phone on the way",
        default=True,
        help_text="Without a tick readers are told to phone first, as for something eaten.",
    )
    # Django's models have a method `check`, so files alone call it that.
    check_slug = models.SlugField(
        "60-second check", blank=True, default="", help_text="The address of a check that helps to tell."
    )
    page = models.ForeignKey(
        "articles.Article",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="An article that says more. Readers get the link while the article is live.",
    )
    source = models.CharField(max_length=160, blank=True, help_text="Where it was read.")
    position = models.PositiveSmallIntegerField(default=100, help_text="Smaller numbers come first.")
    checked_on = models.DateField(
        null=True, blank=True, help_text="When somebody last compared it with its sources."
    )

    class Meta:
        ordering = ["position", "text", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__in=[level.name for level in LADDER]),
                name="emergency_sign_level_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(group__in=["", *SignGroup.values]), name="emergency_sign_group_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(animals__contained_by=Animal.values),
                name="emergency_sign_animals_are_known",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        if IDS_OF_THE_PAGE.match(self.slug):
            raise ValidationError({"slug": "The page itself has a place of this name. Choose another."})
        self.do, self.dont = ("\n".join(tidy_lines(lines)) for lines in (self.do, self.dont))
        # Their fields in the admin are large enough to break lines in.
        self.detail, self.not_this, self.why = (
            " ".join(tidy_lines(text)) for text in (self.detail, self.not_this, self.why)
        )
        if self.level != NOW.name and any((self.do, self.dont, self.not_this, self.why)):
            raise ValidationError(
                "Readers see first aid only for signs at the level “now”: "
                "empty its fields, or choose that level."
            )
        if has_dose(" ".join((self.text, self.detail, self.do, self.dont, self.not_this, self.why))):
            raise ValidationError("Owners are given no doses.")
        chosen = set(self.animals or [])
        self.animals = [animal for animal in Animal.values if animal in chosen]

    @property
    def to_do(self) -> list[str]:
        return self.do.splitlines()

    @property
    def not_to_do(self) -> list[str]:
        return self.dont.splitlines()

    @property
    def names_of_animals(self) -> list[str]:
        return [str(Animal(animal).label) for animal in self.animals]

    def what_a_vet_signs(self) -> dict[str, Any]:
        """Without the links and the place in the list, which say nothing about an animal."""
        signed = ("level", "group", "animals", "text", "detail", "do", "dont", "not_this", "why", "drive")
        return {name: getattr(self, name) for name in signed}
