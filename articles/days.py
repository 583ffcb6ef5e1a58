"""Days and times: when a day begins, and how the desk says days, times, spans and the time zone."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def start_of(day: date) -> datetime:
    """Return the first moment of the day in the time zone of the site."""
    return timezone.make_aware(datetime.combine(day, time.min))


def day_in_words(day: date) -> str:
    """Return a day as short lists say it: "1 Dec 2026"."""
    return f"{day:%-d %b %Y}"


def when(moment: datetime) -> str:
    """Return "today at 08:50", "yesterday at 16:20", or "on 27 Nov 2026"."""
    local, today = timezone.localtime(moment), timezone.localdate()
    if local.date() == today:
        return f"today at {local:%H:%M}"
    if local.date() == today - timedelta(days=1):
        return f"yesterday at {local:%H:%M}"
    return f"on {day_in_words(local.date())}"


def span(days: int) -> str:
    """Return a span in the largest unit that still says it: "9 days", "3 weeks", "11 months"."""
    for size, unit, from_days in ((365, "year", 730), (30, "month", 60), (7, "week", 14), (1, "day", 0)):
        if days >= from_days:
            number = days // size
            return f"{number} {unit}{'' if number == 1 else 's'}"
    raise ValueError(days)


def zone_in_words() -> str:
    """Return the time zone in which times are chosen and shown: "London time", of Europe/London."""
    return f"{timezone.get_current_timezone_name().rpartition('/')[2].replace('_', ' ')} time"
