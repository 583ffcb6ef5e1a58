"""What the settings of an article offer, with words for somebody who decides."""

from dataclasses import dataclass

from articles.urgency import LEVELS, Urgency

# Their icons in static/icons/desk.svg, and the end of their class in static/css/desk/settings.css.
ICONS = {
    Urgency.EMERGENCY: "warning",
    Urgency.SAME_DAY: "clock",
    Urgency.VET_SOON: "calendar",
    Urgency.WATCH: "eye",
    Urgency.NO_WORRY: "tick",
}
NOTHING_TO_DO = "Nothing to do about it alone"


@dataclass(frozen=True)
class UrgencyChoice:
    value: str
    word: str
    to_do: str
    icon: str


def urgency_choices() -> list[UrgencyChoice]:
    """The mildest first, because most pages have that."""
    return [
        UrgencyChoice(
            value=urgency.value,
            word=str(urgency.label),
            to_do=LEVELS[urgency].to_do if urgency in LEVELS else NOTHING_TO_DO,
            icon=ICONS[urgency],
        )
        for urgency in reversed(Urgency)
    ]
