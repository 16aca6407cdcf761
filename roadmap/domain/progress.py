"""Where a roadmap stands on a day, in numbers. See docs/progress.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from roadmap.domain.artifacts import due_on, status_on
from roadmap.domain.states import ActionState, ArtifactStatus


class Work(NamedTuple):
    """What counts of an action. `days` are person-days."""

    phase: str
    value: int
    days: int
    state: ActionState
    due: date | None

    @property
    def is_meant(self) -> bool:
        """What was dropped is no part of the roadmap any more."""
        return self.state is not ActionState.DROPPED

    def is_late(self, day: date) -> bool:
        return self.state.is_open and self.due is not None and self.due < day


class Item(NamedTuple):
    """What counts of an item of a checklist, by the id of its phase or of its list."""

    checklist: str
    is_done: bool
    due: date | None

    def is_late(self, day: date) -> bool:
        return not self.is_done and self.due is not None and self.due < day


class Paper(NamedTuple):
    """What counts of an artifact. Once it is accepted it is the review that can be late."""

    phase: str
    status: ArtifactStatus
    due: date | None
    review: date | None

    def is_accepted(self, day: date) -> bool:
        return status_on(day, self.status, self.review) is ArtifactStatus.ACCEPTED

    def late_since(self, day: date) -> date | None:
        """The day that has passed, if one has."""
        asked = due_on(self.status, self.due, self.review)
        return asked if asked and asked < day else None


class Gate(NamedTuple):
    """An exception that is over is no passing any more."""

    phase: str
    is_passed: bool


class Part(NamedTuple):
    """So much of so much."""

    done: int
    total: int

    @property
    def share(self) -> Fraction | None:
        """From 0 to 1; None where there is nothing."""
        return Fraction(self.done, self.total) if self.total else None


@dataclass(frozen=True, slots=True)
class PhaseFigures:
    """`actions` are counted by their value."""

    items: Part
    artifacts: Part
    actions: Part

    @property
    def completion(self) -> Fraction | None:
        """The mean of the three shares, each of those that there are counting the same; None for an empty phase."""
        shares = [share for part in (self.items, self.artifacts, self.actions) if (share := part.share) is not None]
        return sum(shares, Fraction(0)) / len(shares) if shares else None


class Overdue(NamedTuple):
    actions: int = 0
    items: int = 0
    artifacts: int = 0

    @property
    def total(self) -> int:
        return sum(self)


@dataclass(frozen=True, slots=True)
class Figures:
    """`value` and `days` (of effort) leave out what was dropped; `states` are numbers of actions."""

    value: Part
    days: Part
    states: Mapping[ActionState, int]
    items: Part
    artifacts: Part
    gates: Part
    overdue: Overdue
    phases: Mapping[str, PhaseFigures]

    @property
    def actions(self) -> Part:
        meant = sum(number for state, number in self.states.items() if state is not ActionState.DROPPED)
        return Part(self.states[ActionState.DONE], meant)

    def to_data(self) -> dict[str, Any]:
        """JSON for a snapshot, which stores `value` in columns of its own."""
        return {
            "days": list(self.days),
            "states": {state.value: number for state, number in self.states.items()},
            "items": list(self.items),
            "artifacts": list(self.artifacts),
            "gates": list(self.gates),
            "overdue": self.overdue._asdict(),
            "phases": {
                id_: [list(phase.items), list(phase.artifacts), list(phase.actions)]
                for id_, phase in self.phases.items()
            },
        }


def figures(
    phases: Sequence[str],
    works: Sequence[Work],
    items: Sequence[Item],
    papers: Sequence[Paper],
    gates: Sequence[Gate],
    *,
    day: date,
) -> Figures:
    """`phases` are the ids of all, in their order. Items of lists that run across the phases belong to none of them."""
    meant = [work for work in works if work.is_meant]
    counted = Counter(work.state for work in works)
    return Figures(
        value=_done_of(meant, lambda work: work.value),
        days=_done_of(meant, lambda work: work.days),
        states={state: counted[state] for state in ActionState},
        items=_items(items),
        artifacts=_papers(papers, day),
        gates=Part(sum(gate.is_passed for gate in gates), len(gates)),
        overdue=Overdue(
            actions=sum(work.is_late(day) for work in works),
            items=sum(item.is_late(day) for item in items),
            artifacts=sum(paper.late_since(day) is not None for paper in papers),
        ),
        phases={
            id_: PhaseFigures(
                items=_items(item for item in items if item.checklist == id_),
                artifacts=_papers([paper for paper in papers if paper.phase == id_], day),
                actions=_done_of([work for work in meant if work.phase == id_], lambda work: work.value),
            )
            for id_ in phases
        },
    )


def planned_by(works: Iterable[Work], days: Sequence[date]) -> list[int]:
    """The value of what is due by each of the days, which go upwards. What has no due day is on no plan."""
    due = sorted((work.due, work.value) for work in works if work.is_meant and work.due)
    found, value, place = [], 0, 0
    for day in days:
        while place < len(due) and due[place][0] <= day:
            value += due[place][1]
            place += 1
        found.append(value)
    return found


def _done_of(works: Sequence[Work], measured: Callable[[Work], int]) -> Part:
    done = sum(measured(work) for work in works if work.state is ActionState.DONE)
    return Part(done, sum(map(measured, works)))


def _items(items: Iterable[Item]) -> Part:
    found = [item.is_done for item in items]
    return Part(sum(found), len(found))


def _papers(papers: Sequence[Paper], day: date) -> Part:
    return Part(sum(paper.is_accepted(day) for paper in papers), len(papers))
