"""What is due as an iCalendar file (RFC 5545), for calendars that fetch it again and again."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

CONTENT_TYPE = "text/calendar; charset=utf-8"
_END = b"END:VCALENDAR\r\n"


@dataclass(frozen=True, slots=True)
class Event:
    """A whole day. `name` stays the same for good, and `revision` rises with each change."""

    name: str
    day: date
    title: str
    description: str
    category: str
    url: str
    revision: int
    changed_at: datetime


def write_calendar(title: str, events: Sequence[Event]) -> bytes:
    """The same events give the same bytes: a moment stands in it only where something changed then."""
    from icalendar import Calendar, vDuration, vText

    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", "-//Rungs//Roadmaps//EN")
    calendar.add("CALSCALE", "GREGORIAN")
    for name in ("NAME", "X-WR-CALNAME"):
        calendar.add(name, vText(_clean(title)))  # which the library does not know for texts
    calendar.add("REFRESH-INTERVAL", vDuration(timedelta(hours=1)), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", "PT1H")
    empty: bytes = calendar.to_ical(sorted=False)
    return b"".join([empty.removesuffix(_END), *map(_written, events), _END])


@lru_cache(maxsize=2048)
def _written(event: Event) -> bytes:
    """Kept, because the library takes its time and calendars come for the same events again and again."""
    from icalendar import Event as Component

    found = Component()
    found.add("UID", f"{event.name}@rungs")
    found.add("DTSTART", event.day)
    found.add("DTEND", event.day + timedelta(days=1))
    found.add("SUMMARY", _clean(event.title))
    if event.description:
        found.add("DESCRIPTION", _clean(event.description))
    found.add("CATEGORIES", [event.category])
    found.add("URL", event.url)
    found.add("SEQUENCE", event.revision)
    # Without a method in the file both say when the event was last revised.
    found.add("DTSTAMP", event.changed_at.astimezone(UTC))
    found.add("LAST-MODIFIED", event.changed_at.astimezone(UTC))
    found.add("TRANSP", "TRANSPARENT")  # nobody is busy because something is due
    return bytes(found.to_ical(sorted=False))


def _clean(text: str) -> str:
    """Without control characters, which no calendar may hold, but for the end of a line."""
    if text.isprintable():
        return text
    lines = text.replace("\r\n", "\n")
    return "".join(letter for letter in lines if letter == "\n" or unicodedata.category(letter) not in {"Cc", "Cs"})
