"""Actions, items of checklists and artifacts in one shape: what is to be done, by whom and by when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple


class WorkKind(StrEnum):
    ACTION = "action"
    ITEM = "item"
    ARTIFACT = "artifact"


class Work(NamedTuple):
    """`owner` is the key of a person; `list` the phase, or another list of items."""

    kind: WorkKind
    code: str
    title: str
    list: str
    owner: int | None
    due: date | None
    is_open: bool

    def is_overdue(self, today: date) -> bool:
        return self.is_open and self.due is not None and self.due < today


@dataclass(frozen=True, slots=True)
class Load:
    """What one person has, or nobody (`owner` is None)."""

    owner: int | None
    actions: int
    items: int
    artifacts: int
    overdue: int

    @property
    def total(self) -> int:
        return self.actions + self.items + self.artifacts


SOON = timedelta(days=14)


def overdue(works: Iterable[Work], today: date) -> list[Work]:
    """The longest overdue first."""
    return sorted((work for work in works if work.is_overdue(today)), key=_by_day)


def due_soon(works: Iterable[Work], today: date) -> list[Work]:
    """What is due today or within two weeks, the next first."""
    last = today + SOON
    return sorted((work for work in works if work.is_open and work.due and today <= work.due <= last), key=_by_day)


def loads(works: Iterable[Work], today: date) -> list[Load]:
    """Who has how much that is open, most first; what nobody has comes last."""
    found: dict[int | None, list[Work]] = {}
    for work in works:
        if work.is_open:
            found.setdefault(work.owner, []).append(work)
    made = [
        Load(
            owner,
            actions=_count(each, WorkKind.ACTION),
            items=_count(each, WorkKind.ITEM),
            artifacts=_count(each, WorkKind.ARTIFACT),
            overdue=sum(work.is_overdue(today) for work in each),
        )
        for owner, each in found.items()
    ]
    return sorted(made, key=lambda load: (load.owner is None, -load.total))


def _count(works: Iterable[Work], kind: WorkKind) -> int:
    return sum(work.kind is kind for work in works)


def _by_day(work: Work) -> tuple[date, str]:
    return work.due or date.max, work.title
