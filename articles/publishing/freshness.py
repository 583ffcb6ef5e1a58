"""How fresh pages are: when somebody last looked at what readers see, and when they should look again.

A vet says the day with the signature. A page that no vet signed is due so many days after its last
publication as a whole as REVIEW_AFTER_DAYS says for its urgency: a small correction renews nothing.
That day is worked out anew for each question and stored nowhere, so a change of the setting holds at
once. It is a plan of the editors: readers are told only the day that a vet named.
"""

from collections.abc import Callable
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Case, DateField, DateTimeField, Q, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, TruncDate
from django.utils import timezone

from articles.days import start_of
from articles.models import Edition
from articles.urgency import LEVELS, Urgency

# A page that falls due within so many days is ageing.
SOON = timedelta(days=30)
YEAR = timedelta(days=365)


def review_days(urgency: str) -> int:
    """Return after how many days somebody should look again at a page of that urgency."""
    days: int = settings.REVIEW_AFTER_DAYS[urgency]
    return days


def days_of_level(level: str) -> int:
    """Return the same for a row that stands at a level of care itself, such as an emergency sign."""
    return next(review_days(urgency) for urgency, care in LEVELS.items() if care.name == level)


def strictest_days() -> int:
    """Return the days of what has no urgency of its own: a 60-second check finds it out for others."""
    return min(settings.REVIEW_AFTER_DAYS.values())


def due_on(edition: Edition) -> date:
    after = timedelta(days=review_days(edition.urgency))
    return edition.review_due_on or timezone.localdate(edition.reviewed_at) + after


def due_before(day: date) -> Q:
    """Return the condition that an edition is due before `day`; indexes answer both of its halves."""
    unsigned = [
        Q(urgency=urgency, reviewed_at__lt=start_of(day - timedelta(days=review_days(urgency))))
        for urgency in Urgency.values
    ]
    return Q(review_due_on__lt=day) | Q(Q(*unsigned, _connector=Q.OR), review_due_on=None)


def due_day() -> Combinable:
    """Return the expression of the day of due_on(), by which the database sorts editions."""
    day = TruncDate("reviewed_at")
    plans = (
        When(urgency=urgency, then=day + Value(timedelta(days=review_days(urgency))))
        for urgency in Urgency.values
    )
    # A day and a span make a moment without a zone, at midnight.
    plan = Case(*plans, default=None, output_field=DateTimeField())
    return Coalesce("review_due_on", Cast(plan, DateField()))


def reviewed_on(edition: Edition) -> date:
    """Return when somebody last looked: a vet, or else the editors who last published it as a whole."""
    return edition.signed_on or timezone.localdate(edition.reviewed_at)


def was_reviewed(edition: Edition) -> bool:
    """Whether somebody here looked at it: a vet signed it, or a person published it. Imports have neither."""
    return edition.sign_off_id is not None or edition.published_by_id is not None


def last_look(edition: Edition, in_words: Callable[[date], str]) -> str:
    """Return "Reviewed 1 Dec 2026", or, where nobody here looked, that it was only published."""
    day = in_words(reviewed_on(edition))
    return f"Reviewed {day}" if was_reviewed(edition) else f"Published {day}, not reviewed here"


def reviewed_before(day: date) -> Q:
    """Return the condition that nobody has looked at an edition since `day`."""
    moment = start_of(day)
    return Q(sign_off__signed_at__lt=moment) | Q(sign_off=None, reviewed_at__lt=moment)
