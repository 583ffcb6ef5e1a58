"""The ladder: how soon a vet should see an animal, in four levels, the worst first.

Models, rendering, the search and templates take the levels and their words from here.
static/css/components/level.css gives each its colours, and static/css/icons.css its icon.
"""

from dataclasses import dataclass

from django.db import models


@dataclass(frozen=True)
class CareLevel:
    """A step of the ladder. `name` stands in care cards and in CSS classes, `tag` where pages are listed.

    `meaning` explains the level to somebody who decides what to do.
    """

    name: str
    word: str
    to_do: str
    tag: str
    icon: str
    meaning: str


NOW = CareLevel(
    "now",
    "Now",
    "Phone a vet and set off",
    "Vet now",
    "warning",
    "Day or night. Go at once, or phone while somebody fetches the car. For something swallowed you phone "
    "first, and may be told to stay.",
)
SAME_DAY = CareLevel(
    "same-day",
    "The same day",
    "Phone your vet today",
    "Vet the same day",
    "clock",
    "Phone now and be seen today. If the practice is shut, phone the out-of-hours vet and ask whether it can "
    "wait: do not decide that yourself. Never let a rabbit, a guinea pig, a bird, a puppy or a kitten wait "
    "the night.",
)
WITHIN_DAYS = CareLevel(
    "within-days",
    "Within days",
    "Book a visit",
    "Vet within days",
    "calendar",
    "Phone when the practice is open and be seen within one to three days. If it gets worse before then, "
    "phone at once.",
)
AT_HOME = CareLevel(
    "at-home",
    "At home",
    "Watch it, write it down",
    "Watch at home",
    "house",
    "Your animal is bright, and drinks and eats as usual. Write down what you see, and ask at the next "
    "visit. If anything is new or worse, or you are in doubt, phone.",
)

LADDER = (NOW, SAME_DAY, WITHIN_DAYS, AT_HOME)
# For the fields of rows that stand at a level themselves.
LEVEL_CHOICES = [(level.name, level.word) for level in LADDER]


class Urgency(models.TextChoices):
    """How soon a vet should see an animal that does what the article describes."""

    EMERGENCY = "emergency", NOW.tag
    SAME_DAY = "same-day", SAME_DAY.tag
    VET_SOON = "vet-soon", WITHIN_DAYS.tag
    WATCH = "watch", AT_HOME.tag
    NO_WORRY = "no-worry", "This is normal"


# The level of an article that describes something worth watching or worse.
LEVELS: dict[str, CareLevel] = {
    Urgency.EMERGENCY: NOW,
    Urgency.SAME_DAY: SAME_DAY,
    Urgency.VET_SOON: WITHIN_DAYS,
    Urgency.WATCH: AT_HOME,
}

# By the names in care cards. Those of texts from before 2026-11-30, with three levels, still count.
IN_CARDS = {level.name: level for level in LADDER} | {
    "emergency": NOW,
    "soon": WITHIN_DAYS,
    "routine": AT_HOME,
}
