"""The decisions that a gate names: taken and recorded, and one's own beside those of the pack."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.models import User
from accounts.operations.activity import log_activity
from roadmap.models import Decision, RoadmapPhase
from roadmap.operations.roadmaps import NotRestorableError


@transaction.atomic
def create_decision(
    *, phase: RoadmapPhase, actor: User, text: str, decided_by: str = "", taken_date: date | None = None, note: str = ""
) -> Decision:
    """One's own: the gate asks for it from now on."""
    decision: Decision = Decision.objects.create(
        phase=phase, text=text, decided_by=decided_by, taken_date=taken_date, note=note, recorded_by=actor
    )
    _log(decision, actor, "decision.added")
    return decision


@transaction.atomic
def change_decision(*, decision: Decision, actor: User, seen: int, **values: Any) -> Decision:
    """With a day it is taken, without one it is open. Raises StaleWriteError."""
    was_taken = decision.taken_date
    stored = decision.save_revision(seen=seen, recorded_by=actor, **values)
    stored.phase = decision.phase
    verb = "decision.changed"
    if bool(was_taken) != bool(stored.taken_date):
        verb = "decision.taken" if stored.taken_date else "decision.reopened"
    _log(stored, actor, verb)
    return stored


@transaction.atomic
def delete_decision(*, decision: Decision, actor: User) -> None:
    """One's own, for good after a month. Deleting what is deleted does nothing."""
    own = Decision.objects.filter(pk=decision.pk, decision="", deleted_at=None)
    if own.update(deleted_at=timezone.now()):
        _log(decision, actor, "decision.deleted")


@transaction.atomic
def restore_decision(*, decision: Decision, actor: User) -> None:
    """Raises NotRestorableError. Restoring what is there does nothing."""
    if decision.deleted_at is None:
        return
    due = Decision.objects.filter(pk=decision.pk, deleted_at__gt=timezone.now() - DELETED_IS_KEPT)
    if not due.update(deleted_at=None):
        raise NotRestorableError
    _log(decision, actor, "decision.restored")


def purge_decisions(*, now: datetime) -> int:
    """Remove what was deleted a month ago; how many decisions that were."""
    return Decision.objects.filter(deleted_at__lte=now - DELETED_IS_KEPT).delete()[0]


def _log(decision: Decision, actor: User, verb: str) -> None:
    roadmap = decision.phase.roadmap
    log_activity(workspace=roadmap.workspace, actor=actor, verb=verb, target=decision, roadmap=str(roadmap))
