"""The actions of a roadmap as rows: which, in what order, and how many there are of each state."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Case, Count, F, Q, Value, When
from django.db.models.expressions import OrderBy

from roadmap.choices import ActionStateChoice, DueChoice, StateFilterChoice
from roadmap.models import Roadmap
from roadmap.models.action import ActionQuerySet
from roadmap.queries.wanted import Wanted, due_condition, wanted_of

ORDERS = ("due", "title", "phase", "state", "owner", "effort", "value")
"""What rows can be ordered by; with a minus before it the other way round."""


class Row(NamedTuple):
    """An action as plain values."""

    key: int
    code: str
    revision: int
    title: str
    phase: str
    state: str
    owner_name: str | None
    owner_email: str | None
    effort: str
    effort_days: int
    value: int
    due: date | None

    @property
    def owner(self) -> str:
        return self.owner_name or self.owner_email or ""


COLUMNS = (
    *("pk", "code", "revision", "title", "phase", "state", "owner__name", "owner__email"),
    *("effort", "effort_days", "value", "due_date"),
)


class Counts(NamedTuple):
    """By state, of those with everything else that is wanted, and how many of the open ones are overdue."""

    of_state: dict[str, int]
    overdue: int


def ordered_actions(roadmap: Roadmap, wanted: Wanted, order: str, today: date) -> ActionQuerySet:
    """Those without a value come last, whichever way; where two are equal, as on the board."""
    name, is_down = order.removeprefix("-"), order.startswith("-")
    key = _keys(roadmap)[name if name in ORDERS else "due"]
    by = OrderBy(key, descending=is_down, nulls_last=True)
    found: ActionQuerySet = wanted_of(roadmap, wanted, today).order_by(by, "position", "pk")
    return found


def counts_of(roadmap: Roadmap, wanted: Wanted, today: date) -> Counts:
    states = {f"of_{choice.name}": Count("pk", filter=_any_of(choice)) for choice in StateFilterChoice}
    overdue = Count("pk", filter=due_condition(DueChoice.OVERDUE, today))
    numbers = wanted_of(roadmap, wanted, today).order_by().aggregate(**states, overdue=overdue)
    return Counts({choice.value: numbers[f"of_{choice.name}"] for choice in StateFilterChoice}, numbers["overdue"])


def _any_of(choice: StateFilterChoice) -> Q:
    return Q(state__in=choice.states) if choice.states else Q()


def _keys(roadmap: Roadmap) -> dict[str, F | Case]:
    phases = [phase.id for phase in roadmap.questions.phases]
    return {
        "due": F("due_date"),
        "title": F("title"),
        "phase": _in_order("phase", phases),
        "state": _in_order("state", ActionStateChoice.values),
        "owner": F("owner__name"),
        "effort": F("effort_days"),
        "value": F("value"),
    }


def _in_order(field: str, values: list[Any]) -> Case:
    return Case(*(When(**{field: value}, then=Value(number)) for number, value in enumerate(values)))
