"""Taking over days that a plan proposes, for as many actions as one likes, and giving the earlier ones back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.operations.activity import log_activity
from roadmap.models import AcceptedPlan, Action, Roadmap


class NotUndoableError(Exception):
    """It was taken back already."""


class Chosen(NamedTuple):
    """The days that were proposed for an action, and its revision when they were."""

    code: str
    seen: int
    start: date
    due: date


@dataclass(frozen=True, slots=True)
class Accepted:
    """`plan` is None where nothing was changed. `stale` were changed by somebody else meanwhile, and left as they are;
    `gone` counts those that are not open any more."""

    plan: AcceptedPlan | None
    changed: list[Action]
    stale: list[Action]
    gone: int


@transaction.atomic
def accept_plan(*, roadmap: Roadmap, actor: User, chosen: Sequence[Chosen]) -> Accepted:
    """Write the days of each action that nobody has changed since they were proposed."""
    wanted = {each.code: each for each in chosen}
    rows = {row.code: row for row in _locked(roadmap, wanted) if row.is_open}
    changed, stale, changes = [], [], []
    for code, row in rows.items():
        days = wanted[code]
        if row.revision != days.seen:
            stale.append(row)
        elif (row.start_date, row.due_date) != (days.start, days.due):
            changed.append(_write(row, actor, "action.planned", days.start, days.due))
            before = [_text(row.start_date), _text(row.due_date)]
            changes.append({"action": code, "before": before, "after": [_text(days.start), _text(days.due)]})
    plan = AcceptedPlan.objects.create(roadmap=roadmap, changes=changes, accepted_by=actor) if changes else None
    return Accepted(plan, changed, stale, gone=len(wanted) - len(rows))


@transaction.atomic
def undo_plan(*, plan: AcceptedPlan, actor: User) -> tuple[int, int]:
    """Give back the earlier days where the accepted ones still stand: how many those are, and how many not.

    Raises NotUndoableError where that was done before.
    """
    if not AcceptedPlan.objects.filter(pk=plan.pk, undone_at=None).update(undone_at=timezone.now()):
        raise NotUndoableError
    changes = {change["action"]: change for change in plan.changes}
    count = 0
    for row in _locked(plan.roadmap, changes):
        change = changes[row.code]
        if [_text(row.start_date), _text(row.due_date)] == change["after"]:
            _write(row, actor, "action.unplanned", *(_day(text) for text in change["before"]))
            count += 1
    return count, len(changes) - count


def _locked(roadmap: Roadmap, codes: Iterable[str]) -> list[Action]:
    found = Action.objects.select_for_update(of=("self",), no_key=True)
    rows = list(found.filter(roadmap=roadmap, deleted_at=None, code__in=list(codes)).order_by("pk"))
    for row in rows:
        row.roadmap = roadmap
    return rows


def _write(row: Action, actor: User, verb: str, start: date | None, due: date | None) -> Action:
    stored: Action = row.save_revision(seen=row.revision, start_date=start, due_date=due)
    stored.roadmap = row.roadmap
    log_activity(workspace=row.roadmap.workspace, actor=actor, verb=verb, target=stored, roadmap=str(row.roadmap))
    return stored


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
