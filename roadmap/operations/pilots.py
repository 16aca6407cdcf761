"""Pilots: planned, changed, decided about, deleted and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.models import User
from accounts.operations.activity import log_activity
from roadmap.choices import PilotDecisionChoice
from roadmap.models import Pilot, PilotCheckIn, PilotHandover, PilotMeasure, Roadmap
from roadmap.operations.actions import NotRestorableError


class Measured(NamedTuple):
    """What is to be measured."""

    name: str
    unit: str
    start: Decimal
    target: Decimal


@transaction.atomic
def create_pilot(*, roadmap: Roadmap, actor: User, measures: Sequence[Measured | None], **fields: Any) -> Pilot:
    pilot: Pilot = Pilot.objects.create(roadmap=roadmap, **fields)
    _write_measures(pilot, measures)
    log_pilot(pilot, actor, "pilot.created", roadmap=str(roadmap))
    return pilot


@transaction.atomic
def change_pilot(*, pilot: Pilot, actor: User, seen: int, measures: Sequence[Measured | None], **values: Any) -> Pilot:
    """Measures take the places that they have: one that is None is removed, together with what was found of it.

    Raises StaleWriteError.
    """
    stored = pilot.save_revision(seen=seen, **values)
    stored.roadmap = pilot.roadmap
    _write_measures(stored, measures)
    log_pilot(stored, actor, "pilot.changed")
    return stored


@transaction.atomic
def decide_pilot(
    *, pilot: Pilot, actor: User, seen: int, decision: str, ends: dict[int, Decimal | None], **values: Any
) -> Pilot:
    """`ends` are values at the end, by the key of the measure. Extending moves the end; the pilot goes on.

    Raises StaleWriteError.
    """
    stored = pilot.save_revision(seen=seen, decision=decision, decided_by=actor, **values)
    stored.roadmap = pilot.roadmap
    for key, value in ends.items():
        PilotMeasure.objects.filter(pilot=stored, pk=key).update(end_value=value)
    verb = "pilot.extended" if decision == PilotDecisionChoice.EXTEND else "pilot.decided"
    log_pilot(stored, actor, verb, decision=decision, reason=stored.decision_reason[:500])
    return stored


@transaction.atomic
def delete_pilot(*, pilot: Pilot, actor: User) -> None:
    """It disappears at once, and for good after a month. Deleting what is deleted does nothing."""
    if Pilot.objects.filter(pk=pilot.pk, deleted_at=None).update(deleted_at=timezone.now()):
        log_pilot(pilot, actor, "pilot.deleted")


@transaction.atomic
def restore_pilot(*, pilot: Pilot, actor: User) -> None:
    """Raises NotRestorableError. Restoring what is there does nothing."""
    if pilot.deleted_at is None:
        return
    due = Pilot.objects.filter(pk=pilot.pk, deleted_at__gt=timezone.now() - DELETED_IS_KEPT)
    if not due.update(deleted_at=None):
        raise NotRestorableError
    log_pilot(pilot, actor, "pilot.restored")


def purge_pilots(*, now: datetime) -> int:
    """Remove what was deleted a month ago or earlier: pilots, check-ins and items of handovers; how many of them."""
    due = {"deleted_at__lte": now - DELETED_IS_KEPT}
    gone = Pilot.objects.filter(**due).delete()[1].get("roadmap.Pilot", 0)
    return gone + PilotCheckIn.objects.filter(**due).delete()[0] + PilotHandover.objects.filter(**due).delete()[0]


def log_pilot(pilot: Pilot, actor: User, verb: str, **detail: Any) -> None:
    log_activity(workspace=pilot.roadmap.workspace, actor=actor, verb=verb, target=pilot, **detail)


def _write_measures(pilot: Pilot, measures: Sequence[Measured | None]) -> None:
    """Into the rows that there are, in their order, and further ones behind them."""
    rows = list(pilot.measures.all())
    for place, measured in enumerate(measures):
        row = rows[place] if place < len(rows) else None
        if measured is None:
            if row:
                row.delete()
            continue
        values = {
            "name": measured.name,
            "unit": measured.unit,
            "start_value": measured.start,
            "target_value": measured.target,
        }
        if row is None:
            PilotMeasure.objects.create(pilot=pilot, **values)
        else:
            PilotMeasure.objects.filter(pk=row.pk).update(**values)
