"""What is due as an iCalendar file (RFC 5545), for calendars that fetch it again and again.

Written here: a library took most of the time of an answer for the few properties that there are. Tests read it by one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

CONTENT_TYPE = "text/calendar; charset=utf-8"
LONGEST_LINE = 75
"""Bytes, without the end of the line; what is longer goes on in the next one."""

_ONE_DAY = timedelta(days=1)
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


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
    return b"".join(_folded(line.encode()) for line in _lines(title, events))


def _lines(title: str, events: Sequence[Event]) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Rungs//Roadmaps//EN", "CALSCALE:GREGORIAN")
    yield from (f"NAME:{_text(title)}", f"X-WR-CALNAME:{_text(title)}")
    yield from ("REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H")
    for event in events:
        yield "BEGIN:VEVENT"
        yield f"UID:{event.name}@rungs"
        yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.day + _ONE_DAY:%Y%m%d}"
        yield f"SUMMARY:{_text(event.title)}"
        if event.description:
            yield f"DESCRIPTION:{_text(event.description)}"
        yield f"CATEGORIES:{_text(event.category)}"
        yield f"URL:{event.url}"
        yield f"SEQUENCE:{event.revision}"
        # Without a method in the file both say when the event was last revised.
        changed = f"{event.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        yield f"DTSTAMP:{changed}"
        yield f"LAST-MODIFIED:{changed}"
        yield "TRANSP:TRANSPARENT"  # nobody is busy because something is due
        yield "END:VEVENT"
    yield "END:VCALENDAR"


def _text(text: str) -> str:
    """Escaped, and without control characters, which no calendar may hold, but for the end of a line."""
    if not text.isprintable():
        text = text.replace("\r\n", "\n")
        text = "".join(letter for letter in text if letter == "\n" or unicodedata.category(letter) not in {"Cc", "Cs"})
    return text.translate(_ESCAPED)


def _folded(line: bytes) -> bytes:
    """A letter of several bytes stays whole."""
    parts, room = [], LONGEST_LINE
    while len(line) > room:
        cut = room
        while line[cut] & 0b1100_0000 == 0b1000_0000:  # in the middle of a letter
            cut -= 1
        parts.append(line[:cut])
        line, room = line[cut:], LONGEST_LINE - 1  # behind the space that a line goes on with
    return b"\r\n ".join([*parts, line]) + b"\r\n"
