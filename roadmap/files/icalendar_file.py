"""What is due as an iCalendar file (RFC 5545), for calendars that fetch it again and again."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Component

CONTENT_TYPE = "text/calendar; charset=utf-8"
FETCH_AGAIN = timedelta(hours=1)


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
    from icalendar import Calendar, vDuration

    calendar = Calendar()
    calendar.add("prodid", "-//Rungs//Roadmaps//EN")
    calendar.add("version", "2.0")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, _clean(title))
    calendar.add("refresh-interval", vDuration(FETCH_AGAIN), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(FETCH_AGAIN))
    for event in events:
        calendar.add_component(_component(event))
    written: bytes = calendar.to_ical()
    return written


def _component(event: Event) -> Component:
    from icalendar import Event as New

    found = New()
    found.add("uid", f"{event.name}@rungs")
    found.add("dtstart", event.day)
    found.add("dtend", event.day + timedelta(days=1))
    found.add("summary", _clean(event.title))
    if event.description:
        found.add("description", _clean(event.description))
    found.add("categories", [_clean(event.category)])
    found.add("url", event.url)
    found.add("sequence", event.revision)
    # Without a method in the file both say when the event was last revised.
    found.add("dtstamp", event.changed_at)
    found.add("last-modified", event.changed_at)
    found.add("transp", "TRANSPARENT")  # nobody is busy because something is due
    return found


def _clean(text: str) -> str:
    """Without control characters, which no calendar may hold, but for the end of a line."""
    return "".join(letter for letter in text if letter == "\n" or unicodedata.category(letter) not in {"Cc", "Cs"})
