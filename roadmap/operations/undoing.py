"""Taking back what one act did to one or more actions, as long as nobody has changed them since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple, cast

from django.db import models, transaction
from django.utils import timezone

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.models import User
from accounts.operations.activity import log_activity
from roadmap.models import Action, ActionChange, Roadmap
from roadmap.operations.dependencies import drop_circles, lock_roadmap

PEOPLE = ("owner_id", "closed_by_id")


class Undone(NamedTuple):
    """The actions that are as they were, and those that somebody has changed since."""

    actions: list[Action]
    left: list[Action]


def values_before(action: Action, names: Iterable[str]) -> dict[str, Any]:
    """What the fields of these names, or columns, hold now, to be kept."""
    columns = [_field(name).attname for name in names]
    return {column: getattr(action, column) for column in columns}


def keep_change(*, roadmap: Roadmap, actor: User, rows: Iterable[tuple[Action, Mapping[str, Any]]]) -> ActionChange:
    """Of actions as they are stored now, with what `values_before` told."""
    kept = {str(action.pk): {"revision": action.revision, "before": dict(before)} for action, before in rows}
    return ActionChange.objects.create(roadmap=roadmap, made_by=actor, rows=kept)


@transaction.atomic
def undo_change(*, change: ActionChange, actor: User) -> Undone:
    """Each action that is still as the act left it gets back what it held before. A second time changes nothing."""
    now = timezone.now()
    if not ActionChange.objects.filter(pk=change.pk, undone_at=None).update(undone_at=now):
        return Undone([], [])
    brings_back = any("deleted_at" in row["before"] for row in change.rows.values())
    if brings_back:
        lock_roadmap(change.roadmap)
    found = list(Action.objects.filter(pk__in=change.rows).select_for_update().order_by("pk"))
    undone, left, columns = [], [], {"revision", "changed_at"}
    people = set(User.objects.filter(pk__in=_people_in(change)).values_list("pk", flat=True))
    for action in found:
        row = change.rows[str(action.pk)]
        if action.revision != row["revision"]:
            left.append(action)
            continue
        for column, value in row["before"].items():
            is_gone = column in PEOPLE and value not in people
            setattr(action, column, None if is_gone else _field(column).to_python(value))
            columns.add(column)
        action.revision, action.changed_at = action.revision + 1, now
        undone.append(action)
    if undone:
        Action.objects.bulk_update(undone, [_field(column).name for column in columns])
        for action in undone if brings_back else ():
            action.roadmap = change.roadmap
            drop_circles(action)
        log_activity(
            workspace=change.roadmap.workspace,
            actor=actor,
            verb="action.undone",
            target=undone[0] if len(undone) == 1 else change.roadmap,
            count=len(undone),
        )
    return Undone(undone, left)


def purge_changes(*, now: datetime) -> int:
    """Remove what can no longer be taken back; how many changes that were."""
    return ActionChange.objects.filter(made_at__lte=now - DELETED_IS_KEPT).delete()[0]


def _field(name: str) -> models.Field[Any, Any]:
    return cast("models.Field[Any, Any]", Action._meta.get_field(name))


def _people_in(change: ActionChange) -> set[int]:
    return {row["before"][column] for row in change.rows.values() for column in PEOPLE if row["before"].get(column)}
