"""The plan of a roadmap: what it proposes for each open action, beside the days that the action has now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from roadmap.domain.dependencies import needs_by_action
from roadmap.domain.plan_months import Month, Work, months_of, works_of
from roadmap.domain.planning import Frame, LeftOut, Plan, Slot, Task, make_plan, worth_of
from roadmap.models import AcceptedPlan, Action, Roadmap
from roadmap.queries.actions import actions_of
from roadmap.queries.dependencies import pairs_of


class Planned(NamedTuple):
    """An open action as the plan shows it, as plain values: rows of a model take twice the time."""

    key: int
    code: str
    revision: int
    title: str
    phase: str
    value: int
    effort_days: int
    progress: int
    start_date: date | None
    due_date: date | None
    owner_name: str | None
    owner_email: str | None

    @property
    def owner(self) -> str:
        """Empty where nobody owns it."""
        return self.owner_name or self.owner_email or ""

    def task(self, needs: Collection[int] = ()) -> Task:
        return Task(self.key, self.effort_days, self.value, self.progress, frozenset(needs))


_COLUMNS = (
    *("pk", "code", "revision", "title", "phase", "value", "effort_days", "progress", "start_date", "due_date"),
    *("owner__name", "owner__email"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person wants to see planned: the open actions of one phase, or all, but for `without`; `first` come
    first. Both are codes."""

    frame: Frame
    phase: str = ""
    first: Collection[str] = ()
    without: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Fitting:
    action: Planned
    slot: Slot

    @property
    def is_as_now(self) -> bool:
        return (self.action.start_date, self.action.due_date) == (self.slot.start, self.slot.due)


@dataclass(frozen=True, slots=True)
class NotFitting:
    action: Planned
    left: LeftOut
    because: Sequence[Planned]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """`worth_now` and `months_now` are those of the days that the same actions have now; `undated` have none."""

    plan: Plan
    fitting: Sequence[Fitting]
    not_fitting: Sequence[NotFitting]
    set_aside: Sequence[Planned]
    worth_now: Fraction
    undated: int
    months: Sequence[tuple[Month, Month]]
    accepted: AcceptedPlan | None

    @property
    def overloaded(self) -> tuple[Month, Month] | None:
        """The month for which the present days ask most beyond what there is, if any do."""
        beyond = [pair for pair in self.months if pair[1].load > pair[1].capacity]
        return max(beyond, key=lambda pair: pair[1].load - pair[1].capacity, default=None)


def plan_page(roadmap: Roadmap, asked: Asked) -> PlanPage:
    rows = map(Planned._make, actions_of(roadmap).open().values_list(*_COLUMNS))
    everything = {action.key: action for action in rows}
    needs = needs_by_action(pairs_of(roadmap))
    of_phase = [action for action in everything.values() if asked.phase in {"", action.phase}]
    aside = [action for action in of_phase if action.code in asked.without]
    planned = [action for action in of_phase if action.code not in asked.without]
    plan, months = _planned(
        tuple(action.task(needs.get(action.key, ())) for action in planned),
        asked.frame,
        outside=frozenset(everything.keys() - {action.key for action in planned}),
        first=frozenset(action.key for action in planned if action.code in asked.first),
    )
    dated = [(action, action.due_date) for action in planned if action.due_date]
    now = [_work(asked.frame, action, due) for action, due in dated]
    return PlanPage(
        plan=plan,
        fitting=[Fitting(everything[slot.task.key], slot) for slot in plan.slots],
        not_fitting=[
            NotFitting(everything[left.task.key], left, [everything[key] for key in left.because])
            for left in plan.left_out
        ],
        set_aside=aside,
        worth_now=worth_of(asked.frame, ((action.value, due) for action, due in dated)),
        undated=len(planned) - len(dated),
        months=list(zip(months, months_of(asked.frame, now), strict=True)),
        accepted=AcceptedPlan.objects.filter(roadmap=roadmap).select_related("accepted_by").first(),
    )


@lru_cache(maxsize=16)
def _planned(
    tasks: tuple[Task, ...], frame: Frame, *, outside: frozenset[int], first: frozenset[int]
) -> tuple[Plan, Sequence[Month]]:
    """With its months. Kept, because a plan is looked at more often than something in it changes."""
    plan = make_plan(tasks, frame, outside=outside, first=first)
    return plan, months_of(frame, works_of(plan))


def begun_too_early(roadmap: Roadmap, actions: Iterable[Action]) -> list[tuple[Action, Action]]:
    """Of these, with one that each needs and that is not planned to end before it begins, or has no day at all."""
    needs = needs_by_action(pairs_of(roadmap))
    is_open = {action.pk: action for action in actions_of(roadmap).open()}
    return [
        (action, is_open[need])
        for action in actions
        for need in needs.get(action.pk, ())
        if need in is_open and _ends_after(is_open[need], action.start_date)
    ]


def _ends_after(action: Action, start: date | None) -> bool:
    return action.due_date is None or (start is not None and action.due_date > start)


def _work(frame: Frame, action: Planned, due: date) -> Work:
    """What is left of it, from its start on, or from the first day of the plan where that is later or not known."""
    due = max(due, frame.start)
    start = min(due, max(frame.start, action.start_date or frame.start))
    return Work(start, due, Fraction(action.task().rest, 100), action.value)
