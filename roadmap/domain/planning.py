"""A plan that fits: days for actions, so that as much value as possible is in effect for as long as possible.

The model, on purpose the simplest one that is honest; docs/planning.md says it for people:

- Capacity is a rate, so many person-days a month, and work can be divided among people as one likes. Then nothing is
  gained by working on two things at once: the plan does one action after the other with all of the capacity.
- A month is 365.25 / 12 days, and every day of the calendar counts alike. Effort is reckoned exactly from the first day
  on and only then turned into whole days, so that rounding does not add up. Two actions may share a day.
- What is left to do of an action is its effort × (1 − progress), at least a hundredth of a person-day.
- It begins after everything that it needs has ended. What is done or gone is no obstacle; what is open without being in
  the plan rules it out, as well as whatever needs it in turn.
- It fits if it ends by the horizon. It is in effect from the day after its end through the horizon, and gains its value
  × the months of that: a Fraction, never rounded here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from roadmap.domain.sequencing import Load, best_order

DAYS_A_MONTH = Fraction(1461, 48)
"""365.25 / 12."""

_PARTS = 100
"""Of a person-day: progress is in whole percent."""


@dataclass(frozen=True, slots=True)
class Task:
    """An action that is to be planned. `needs` are keys, also of actions that are not planned."""

    key: int
    effort_days: int
    value: int
    progress: int = 0
    needs: frozenset[int] = frozenset()

    @property
    def rest(self) -> int:
        """What is left to do, in hundredths of a person-day."""
        return max(1, self.effort_days * (100 - self.progress))


class Obstacle(StrEnum):
    """Why an action does not fit."""

    OUTSIDE = "outside"
    """It needs what is open and not in the plan."""
    WAITS = "waits"
    """It needs what does not fit itself."""
    NO_ROOM = "no_room"
    """What it needs is there; there is no capacity left for it before the horizon."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The first and the last day of an action."""

    task: Task
    start: date
    due: date


@dataclass(frozen=True, slots=True)
class LeftOut:
    """`because` are the keys of what stands in the way; empty where it is only room."""

    task: Task
    obstacle: Obstacle
    because: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """From when on, how much a month, and until when value counts: the horizon is the last day that does."""

    start: date
    horizon: date
    capacity_days: int

    @property
    def days(self) -> int:
        return max(0, (self.horizon - self.start).days + 1)

    @property
    def per_day(self) -> Fraction:
        """Capacity of a day, in hundredths of a person-day."""
        return self.capacity_days * _PARTS / DAYS_A_MONTH

    def months_after(self, due: date) -> Fraction:
        """How long something is in effect that ends on this day; what should have ended before the start counts from
        the start on."""
        return Fraction(max(0, min(self.days, (self.horizon - due).days))) / DAYS_A_MONTH


@dataclass(frozen=True, slots=True)
class Plan:
    """`slots` are in the order in which the actions are done."""

    frame: Frame
    slots: tuple[Slot, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def worth(self) -> Fraction:
        """Value × months in effect."""
        return worth_of(self.frame, ((slot.task.value, slot.due) for slot in self.slots))

    @property
    def room(self) -> Fraction:
        """Person-days that are free until the horizon."""
        used = sum(slot.task.rest for slot in self.slots)
        return (self.frame.days * self.frame.per_day - used) / _PARTS


def worth_of(frame: Frame, ends: Iterable[tuple[int, date]]) -> Fraction:
    """Value × months in effect of given values that are there from the day after on."""
    return sum((value * frame.months_after(due) for value, due in ends), Fraction())


def make_plan(
    tasks: Sequence[Task], frame: Frame, *, outside: Collection[int] = (), first: Collection[int] = ()
) -> Plan:
    """The best plan that is found.

    `outside` are the keys of open actions that are not in the plan. `first` are those that come before all others, with
    what they need; whatever of them does not fit is left out. Tasks need one another without a circle.
    """
    by_key = {task.key: task for task in tasks}
    possible = _possible(by_key, set(outside))
    early = _with_needs(possible, first)
    keys = _ordered([possible[key] for key in sorted(early)], frame, used=0)
    used = sum(possible[key].rest for key in keys)
    done = set(keys)
    rest = [task for key, task in possible.items() if key not in early and not _waits(task, possible, done, early)]
    keys += _ordered(rest, frame, used=used)
    slots = tuple(_slots([possible[key] for key in keys], frame))
    planned = set(keys)
    left = [task for task in tasks if task.key not in planned]
    return Plan(frame, slots, tuple(_left_out(task, by_key, planned, set(outside)) for task in left))


def _possible(tasks: Mapping[int, Task], outside: set[int]) -> dict[int, Task]:
    """Without those that need something outside of the plan, also by way of others."""
    ruled_out = {key for key, task in tasks.items() if task.needs & outside}
    while more := {key for key, task in tasks.items() if key not in ruled_out and task.needs & ruled_out}:
        ruled_out |= more
    return {key: task for key, task in tasks.items() if key not in ruled_out}


def _with_needs(tasks: Mapping[int, Task], keys: Iterable[int]) -> set[int]:
    found: set[int] = set()
    stack = [key for key in keys if key in tasks]
    while stack:
        key = stack.pop()
        if key not in found:
            found.add(key)
            stack += [need for need in tasks[key].needs if need in tasks]
    return found


def _waits(task: Task, tasks: Mapping[int, Task], done: set[int], early: set[int]) -> bool:
    """Whether it needs, also by way of others, what should have come first and did not fit."""
    return bool((_with_needs(tasks, [task.key]) & early) - done)


def _ordered(tasks: Sequence[Task], frame: Frame, *, used: int) -> list[int]:
    """The keys of what fits after so many hundredths of a person-day, in order."""
    place = {task.key: number for number, task in enumerate(tasks)}
    per_day = frame.per_day
    load = Load(
        # In whole numbers: a hundredth of a person-day is worth the denominator of what a day brings.
        effort=[task.rest * per_day.denominator for task in tasks],
        value=[task.value for task in tasks],
        needs=[sum(1 << place[need] for need in task.needs if need in place) for task in tasks],
    )
    room = frame.days * per_day.numerator - used * per_day.denominator
    return [tasks[number].key for number in best_order(load, room)]


def _slots(tasks: Iterable[Task], frame: Frame) -> Iterator[Slot]:
    used = 0
    for task in tasks:
        begins = used / frame.per_day
        used += task.rest
        ends = -(-used // frame.per_day)
        yield Slot(task, frame.start + timedelta(days=int(begins)), frame.start + timedelta(days=int(ends) - 1))


def _left_out(task: Task, tasks: Mapping[int, Task], planned: set[int], outside: set[int]) -> LeftOut:
    if barred := task.needs & outside:
        return LeftOut(task, Obstacle.OUTSIDE, tuple(sorted(barred)))
    if missing := {need for need in task.needs if need in tasks and need not in planned}:
        return LeftOut(task, Obstacle.WAITS, tuple(sorted(missing)))
    return LeftOut(task, Obstacle.NO_ROOM)
