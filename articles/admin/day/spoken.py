"""Times, numbers and people as the first page says them."""

from datetime import date, datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser, User
from django.utils import timezone

NUMBERS = (
    *("No", "One", "Two", "Three", "Four", "Five", "Six"),
    *("Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"),
)


def day_in_words(day: date) -> str:
    return f"{day:%-d %b %Y}"


def when(moment: datetime) -> str:
    """Return "today at 08:50", "yesterday at 16:20", or "on 27 Nov 2026"."""
    local, today = timezone.localtime(moment), timezone.localdate()
    if local.date() == today:
        return f"today at {local:%H:%M}"
    if local.date() == today - timedelta(days=1):
        return f"yesterday at {local:%H:%M}"
    return f"on {day_in_words(local.date())}"


def counted(number: int) -> str:
    """Return the number at the beginning of a sentence: in letters up to twelve."""
    return NUMBERS[number] if number < len(NUMBERS) else f"{number:,}"


def called(person: AbstractBaseUser | None) -> str:
    """Return the full name of a person, or their login's name, or who acts where there is none."""
    if not isinstance(person, User):
        return "Somebody"
    return person.get_full_name() or person.get_username()


def span(days: int) -> str:
    """Return a span in the largest unit that still says it: "9 days", "3 weeks", "11 months"."""
    for size, unit, from_days in ((365, "year", 730), (30, "month", 60), (7, "week", 14), (1, "day", 0)):
        if days >= from_days:
            number = days // size
            return f"{number} {unit}{'' if number == 1 else 's'}"
    raise ValueError(days)


def plural(number: int, one: str, many: str) -> str:
    return one if number == 1 else many
