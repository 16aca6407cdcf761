"""How fast value is done, and from when to when the rest may be. Everything is counted from snapshots, nothing is drawn
by chance: whoever counts again gets the same. See docs/progress.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import ceil
from typing import NamedTuple

LEAST_WEEKS = 4
"""Fewer weeks say nothing about the next ones."""
MOST_WEEKS = 8
"""What was earlier says nothing any more."""
FARTHEST = timedelta(days=5 * 365)
"""Beyond it a day is no forecast."""


class Moment(NamedTuple):
    """What was stored on a day: value that is meant and value done, and the person-days of what is done."""

    day: date
    value: int
    done: int
    days: int


class Stretch(NamedTuple):
    """Between two snapshots, a week as a rule. What was reopened is taken off, so `done` can be below zero."""

    start: date
    end: date
    done: int
    days: int

    @property
    def length(self) -> int:
        return (self.end - self.start).days

    @property
    def weeks(self) -> int:
        """As how many weeks it counts: longer ones are those in which a snapshot is missing."""
        return max(1, (self.length + 3) // 7)

    @property
    def pace(self) -> Fraction:
        """Value a week."""
        return Fraction(self.done * 7, self.length)

    @property
    def days_pace(self) -> Fraction:
        """Person-days a week."""
        return Fraction(self.days * 7, self.length)


class Outcome(StrEnum):
    NOTHING = "nothing"
    """There is no value to be done."""
    FINISHED = "finished"
    TOO_EARLY = "too_early"
    STANDSTILL = "standstill"
    """Even in the fastest weeks nothing came nearer to its end."""
    FAR = "far"
    """Even at the pace of the fastest weeks it takes longer than `FARTHEST`."""
    OPEN_END = "open_end"
    """At the pace of the slowest weeks there is no end, or none before `FARTHEST`."""
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Velocity:
    """The last `weeks` weeks: what was done a week on average, and in the slowest and the fastest third of them.

    `third` is how many weeks a third is. `growth` is by how much a week what is meant to be done changed.
    """

    weeks: int
    third: int
    mean: Fraction
    days: Fraction
    slow: Fraction
    fast: Fraction
    growth: Fraction


@dataclass(frozen=True, slots=True)
class Forecast:
    outcome: Outcome
    remaining: int
    earliest: date | None = None
    latest: date | None = None


def stretches(moments: Sequence[Moment]) -> list[Stretch]:
    """Oldest first, between each two days."""
    return [
        Stretch(one.day, other.day, other.done - one.done, other.days - one.days) for one, other in pairwise(moments)
    ]


def velocity(moments: Sequence[Moment]) -> Velocity | None:
    """Of the last eight weeks, or as many as there are. None where no week is over."""
    found = stretches(moments)
    paces = [each.pace for each in found for _week in range(each.weeks)][-MOST_WEEKS:]
    if not paces:
        return None
    days = [each.days_pace for each in found for _week in range(each.weeks)][-MOST_WEEKS:]
    grown = [
        Fraction((other.value - one.value) * 7, each.length)
        for (one, other), each in zip(pairwise(moments), found, strict=True)
        for _week in range(each.weeks)
    ][-MOST_WEEKS:]
    ordered, third = sorted(paces), max(1, (len(paces) + 1) // 3)
    return Velocity(
        weeks=len(paces),
        third=third,
        mean=_mean(paces),
        days=_mean(days),
        slow=_mean(ordered[:third]),
        fast=_mean(ordered[-third:]),
        growth=_mean(grown),
    )


def forecast(pace: Velocity | None, *, value: int, done: int, today: date) -> Forecast:
    """From when to when the rest of the value, as it is today, is done: at the pace of the fastest and of the slowest
    third of the weeks."""
    remaining = value - done
    if not value:
        return Forecast(Outcome.NOTHING, 0)
    if not remaining:
        return Forecast(Outcome.FINISHED, 0)
    if pace is None or pace.weeks < LEAST_WEEKS:
        return Forecast(Outcome.TOO_EARLY, remaining)
    if pace.fast <= 0:
        return Forecast(Outcome.STANDSTILL, remaining)
    earliest, latest = _end(remaining, pace.fast, today), _end(remaining, pace.slow, today)
    if earliest is None:
        return Forecast(Outcome.FAR, remaining)
    return Forecast(Outcome.RANGE if latest else Outcome.OPEN_END, remaining, earliest, latest)


def _end(remaining: int, pace: Fraction, today: date) -> date | None:
    """The day on which it is done, rounded up; None where there is none before `FARTHEST`."""
    if pace <= 0:
        return None
    days = ceil(remaining * 7 / pace)
    return today + timedelta(days=days) if days <= FARTHEST.days else None


def _mean(numbers: Sequence[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0)) / len(numbers)
