"""A calendar entry that reminds an owner to look at the animal again."""

from datetime import datetime, timedelta
from uuid import uuid4

from icalendar import Alarm, Calendar, Event

SUMMARY = "Look at your animal again"
DESCRIPTION = "Worse, or are you worried? Phone a vet."
LASTS = timedelta(minutes=5)


def reminder(now: datetime, hours: int) -> bytes:
    """Return an iCalendar file (RFC 5545) with one event `hours` from now, and an alarm at its start.

    It says nothing about the animal or its owner: calendars are shared, and shown on locked screens.
    """
    event = Event()
    event.add("uid", f"{uuid4()}@scratchpost")
    event.add("dtstamp", now)
    event.add("dtstart", now + timedelta(hours=hours))
    event.add("duration", LASTS)
    event.add("summary", SUMMARY)
    event.add("description", DESCRIPTION)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(0))
    alarm.add("description", SUMMARY)
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Scratchpost//60-second check//EN")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
