"""What a plan asks for, month by month, and what it has brought by the end of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from roadmap.domain.planning import Frame, Plan


@dataclass(frozen=True, slots=True)
class Work:
    """Person-days that are spread evenly over these days, and what they are worth from the day after on."""

    start: date
    due: date
    days: Fraction
    value: int


@dataclass(frozen=True, slots=True)
class Month:
    """Of the calendar, as much of it as lies between the start of a plan and its horizon.

    `load` and `capacity` are person-days, `load_so_far` those since the start; `value` is in effect on the last day.
    """

    first: date
    last: date
    capacity: Fraction
    load: Fraction
    load_so_far: Fraction
    value: int


def months_of(frame: Frame, works: Sequence[Work]) -> list[Month]:
    found: list[Month] = []
    so_far = Fraction()
    for first, last in _calendar(frame):
        load = sum(
            (_share(work, first, last) for work in works if work.start <= last and work.due >= first), Fraction()
        )
        so_far += load
        value = sum(work.value for work in works if work.due < last)
        capacity = ((last - first).days + 1) * frame.per_day / 100
        found.append(Month(first, last, capacity, load, so_far, value))
    return found


def works_of(plan: Plan) -> list[Work]:
    return [Work(slot.start, slot.due, Fraction(slot.task.rest, 100), slot.task.value) for slot in plan.slots]


def _calendar(frame: Frame) -> Iterable[tuple[date, date]]:
    first = frame.start
    while first <= frame.horizon:
        following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
        yield first, min(frame.horizon, following - timedelta(days=1))
        first = following


def _share(work: Work, first: date, last: date) -> Fraction:
    days = (min(last, work.due) - max(first, work.start)).days + 1
    return work.days * days / ((work.due - work.start).days + 1)
