"""The days in a file, which every Jira writes as its administrator set it, in one way through the whole file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from roadmap.domain.days import is_in_reach
from roadmap.domain.tickets import Trouble

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?=[T ]|\Z)")
_NAMED = re.compile(r"([0-9]{1,2})[/ .-]([A-Za-z]{3})[a-z]*\.?[/ .-]([0-9]{4}|[0-9]{2})(?=[ ]|\Z)")
_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4}|[0-9]{2})(?=[ ]|\Z)")
_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4}|[0-9]{2})(?=[ ]|\Z)")


class Days:
    """Reads days; of `03/04/2026` it knows which is the month where any other day of the file shows it."""

    def __init__(self, texts: Iterable[str]) -> None:
        slashed = [found for text in texts if (found := _SLASHED.match(text.strip()))]
        self.is_day_first = any(int(found[1]) > 12 for found in slashed)
        self.is_month_first = any(int(found[2]) > 12 for found in slashed)

    def read(self, text: str) -> date | Trouble:
        """A time behind the day is passed over."""
        text = text.strip()
        if found := _ISO.match(text):
            return _day(found[1], found[2], found[3])
        if (found := _NAMED.match(text)) and found[2].lower() in MONTHS:
            return _day(found[3], str(MONTHS.index(found[2].lower()) + 1), found[1])
        if found := _DOTTED.match(text):
            return _day(found[3], found[2], found[1])
        if found := _SLASHED.match(text):
            return self._slashed(found[1], found[2], found[3])
        return Trouble.NO_DAY

    def _slashed(self, first: str, second: str, year: str) -> date | Trouble:
        if first != second and self.is_day_first == self.is_month_first:
            return Trouble.TWO_DAYS
        return _day(year, first, second) if self.is_month_first else _day(year, second, first)


def _day(year: str, month: str, day: str) -> date | Trouble:
    try:
        found = date(int(year) if len(year) == 4 else 2000 + int(year), int(month), int(day))
    except ValueError:
        return Trouble.NO_DAY
    return found if is_in_reach(found) else Trouble.NO_DAY
