"""The names of the checks, as findings store them and as moderators choose among them."""

from django.db.models import TextChoices


class CheckKind(TextChoices):
    """In the order of CHECKS. The last is no check: it says from where a comment was imported."""

    BLOCKED = "blocked", "Blocked"
    LENGTH = "length", "Length"
    REPEATS = "repeats", "Repeats"
    PHRASES = "phrases", "Spam phrases"
    LINKS = "links", "Links"
    FLOOD = "flood", "Flood"
    NEW_POSTER = "new poster", "New poster"
    IMAGE = "image", "Image"
    LOOK_ALIKE = "look-alike name", "Look-alike name"
    POSING = "posing", "Posing"
    PAST_DECISIONS = "past decisions", "Past decisions"
    IMPORT = "import", "Imported"
