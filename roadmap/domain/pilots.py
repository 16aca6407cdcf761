"""Where a pilot stands: its days, its weeks, and what its measures became. Days are the workspace's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

_WEEK = timedelta(days=7)
_ONE_DAY = timedelta(days=1)
LATE = timedelta(days=30)
"""A pilot that ended longer ago is no news any more."""


class Stage(StrEnum):
    AHEAD = "ahead"
    RUNNING = "running"
    ENDED = "ended"
    """Its last day is over, and nobody has decided."""
    DECIDED = "decided"


class Days(NamedTuple):
    """From the first day to the last one, both included. `decided` is the day on which it was closed."""

    start: date
    end: date
    decided: date | None = None

    @property
    def length(self) -> int:
        return (self.end - self.start).days + 1

    def number(self, day: date) -> int:
        """Which day of the pilot this is: 0 before it, its length after it."""
        return min(max((day - self.start).days + 1, 0), self.length)

    def stage(self, day: date) -> Stage:
        if self.decided:
            return Stage.DECIDED
        if day < self.start:
            return Stage.AHEAD
        return Stage.RUNNING if day <= self.end else Stage.ENDED


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from the pilot's first on, the last one as long as it lasts."""

    number: int
    first: date
    last: date
    has_check_in: bool

    def is_over(self, day: date) -> bool:
        return self.last < day


def weeks_of(days: Days, check_ins: Iterable[date]) -> list[Week]:
    """All of the pilot's weeks; of one that was closed before its end those until then."""
    checked = set(check_ins)
    end = min(days.end, days.decided) if days.decided else days.end
    found: list[Week] = []
    first = days.start
    while first <= end:
        last = min(first + _WEEK - _ONE_DAY, end)
        found.append(Week(len(found) + 1, first, last, any(first <= day <= last for day in checked)))
        first += _WEEK
    return found


def reminder_due(days: Days, check_ins: Iterable[date], *, told: date | None, today: date) -> Week | None:
    """The last week that is over, where nobody was told of it yet and there is something to tell: that it has no
    check-in, or that it was the last one and nobody has decided. `told` is the last day of the week told of last."""
    if days.decided or days.end + LATE < today:
        return None
    over = [week for week in weeks_of(days, check_ins) if week.is_over(today)]
    if not over or (told and told >= over[-1].last):
        return None
    return over[-1] if over[-1].last == days.end or not over[-1].has_check_in else None


@dataclass(frozen=True, slots=True)
class Course:
    """A measure from its start to its target, with what check-ins found, oldest first. `end` is what was found at the
    end; it counts as the last value."""

    start: Decimal
    target: Decimal
    values: Sequence[tuple[date, Decimal]] = ()
    end: Decimal | None = None

    @property
    def is_lower_better(self) -> bool:
        return self.target < self.start

    @property
    def latest(self) -> Decimal | None:
        if self.end is not None:
            return self.end
        return self.values[-1][1] if self.values else None

    @property
    def share(self) -> Fraction | None:
        """How much of the way from the start to the target is done: below 0 where it got worse, above 1 beyond it."""
        if self.latest is None:
            return None
        return Fraction(self.latest - self.start) / Fraction(self.target - self.start)

    @property
    def is_met(self) -> bool:
        return self.share is not None and self.share >= 1
