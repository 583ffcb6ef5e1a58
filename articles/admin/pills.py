"""How far a text is, and what readers see of it: the pills of the list, of which the bar shows the first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from articles.days import day_in_words, zone_in_words
from articles.models import Edition
from articles.models.article import Stage


@dataclass(frozen=True)
class Pill:
    """`icon` is in static/icons/desk.svg, `look` the end of a class in static/css/desk/choices.css."""

    words: str
    icon: str
    look: str = ""


NEW = Pill("New", "pencil")
BEING_WRITTEN = Pill("Being written", "pencil")
CHANGED = Pill("Live, with changes", "live", "live")
# At these stages the text is with somebody else; beside it stands what readers see.
STEPS = {
    Stage.SENT_BACK: Pill("Sent back", "back-to", "back"),
    Stage.IN_REVIEW: Pill("In review", "eye", "review"),
    Stage.APPROVED: Pill("Approved", "tick", "approved"),
}


def pills_of(
    stage: str, live: Edition | None, upcoming: Edition | None, *, was_published: bool
) -> Iterator[Pill]:
    """Yield what is to be told of an article, first what matters most to whoever writes it.

    `live` and `upcoming`: the editions that readers see, and will see.
    """
    if stage in STEPS:
        yield STEPS[Stage(stage)]
    elif stage == Stage.WRITING:
        yield CHANGED if live else BEING_WRITTEN
    if upcoming:
        yield Pill(f"Scheduled: {_moment(upcoming.live_from)}", "clock", "scheduled")
    if live and stage != Stage.WRITING:
        yield Pill(f"Live, edition {live.number}", "live", "live")
    elif was_published and not (live or upcoming):
        yield Pill("Withdrawn", "cross")


def _moment(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{day_in_words(local.date())}, {local:%H:%M}, {zone_in_words()}"
