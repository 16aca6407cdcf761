"""Which actions of a roadmap a page shows. All of it stands in the page's address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from roadmap.choices import DueChoice
from roadmap.domain.states import OPEN_STATES
from roadmap.models import Dependency, Roadmap
from roadmap.models.action import ActionQuerySet
from roadmap.queries.actions import actions_of

NOBODY = "nobody"
SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Wanted:
    """`owner` is a person's code, or NOBODY; of what is empty, everything. `states` in any order."""

    phase: str = ""
    owner: str = ""
    text: str = ""
    states: tuple[str, ...] = ()
    effort: str = ""
    due: str = ""
    is_blocked: bool = False

    @property
    def is_narrowed(self) -> bool:
        """By anything but the states."""
        return bool(self.phase or self.owner or self.text or self.effort or self.due or self.is_blocked)


def wanted_of(roadmap: Roadmap, wanted: Wanted, today: date) -> ActionQuerySet:
    return actions_of(roadmap).filter(*_conditions(wanted, today))


def _conditions(wanted: Wanted, today: date) -> Iterable[Q]:
    if wanted.phase:
        yield Q(phase=wanted.phase)
    if wanted.owner:
        yield Q(owner=None) if wanted.owner == NOBODY else Q(owner__code=wanted.owner)
    if wanted.text:
        yield Q(title__icontains=wanted.text) | Q(description__icontains=wanted.text)
    if wanted.states:
        yield Q(state__in=wanted.states)
    if wanted.effort:
        yield Q(effort=wanted.effort)
    if wanted.due:
        yield due_condition(wanted.due, today)
    if wanted.is_blocked:
        yield Q(state__in=OPEN_STATES) & Q(Exists(open_needs().filter(action=OuterRef("pk"))))


def due_condition(due: str, today: date) -> Q:
    """What is closed is neither overdue nor due soon."""
    if due == DueChoice.NONE:
        return Q(due_date=None)
    is_open = Q(state__in=OPEN_STATES)
    if due == DueChoice.OVERDUE:
        return is_open & Q(due_date__lt=today)
    return is_open & Q(due_date__range=(today, today + SOON))


def open_needs() -> QuerySet[Dependency]:
    """The dependencies on what is still open: by them an action is blocked."""
    return Dependency.objects.filter(needed__state__in=OPEN_STATES, needed__deleted_at=None)
