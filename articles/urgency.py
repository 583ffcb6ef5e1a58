"""How urgent something is: the levels of a whole page, and those of its care cards.

Models, rendering, the search and templates take them from here. Further words about a level stand in
templates/articles/_right_now.html and _care_levels.html; each level has a colour in
static/css/components/ (care-level.css, care-card.css) and an icon in static/css/icons.css.
"""

from django.db import models


class Urgency(models.TextChoices):
    """How soon a vet should see an animal that does what the article describes."""

    NO_WORRY = "no-worry", "No worry"
    WATCH = "watch", "Watch"
    VET_SOON = "vet-soon", "See a vet soon"
    EMERGENCY = "emergency", "Emergency"


# Of care cards, in the order in which they stand in a text, with the word on the card.
CARE_LEVELS = {"routine": "Routine", "soon": "Soon", "emergency": "Emergency"}
