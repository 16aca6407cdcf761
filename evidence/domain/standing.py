"""Where a piece of evidence stands on a day, by itself; what it carries is for those who cite it."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

SOON = timedelta(days=30)


class Standing(StrEnum):
    COUNTS = "counts"
    LAPSES_SOON = "lapses_soon"
    LAPSED = "lapsed"
    UNDATED = "undated"
    FUTURE = "future"

    @property
    def counts(self) -> bool:
        return self in (Standing.COUNTS, Standing.LAPSES_SOON)


def standing_on(day: date, observed: date | None, lapses: date | None) -> Standing:
    """`lapses` is the last day on which it counts."""
    if observed is None or lapses is None:
        return Standing.UNDATED
    if observed > day:
        return Standing.FUTURE
    if lapses < day:
        return Standing.LAPSED
    return Standing.LAPSES_SOON if lapses - day <= SOON else Standing.COUNTS
