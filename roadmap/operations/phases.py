"""Phases: when they are, whose they are, and that one has begun."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from accounts.operations.activity import log_activity
from roadmap.models import RoadmapPhase


@transaction.atomic
def change_phase(*, phase: RoadmapPhase, actor: User, seen: int, **values: Any) -> RoadmapPhase:
    """Its owner and its days. Raises StaleWriteError."""
    before = {name: getattr(phase, name) for name in values}
    stored = phase.save_revision(seen=seen, **values)
    stored.roadmap = phase.roadmap
    for field, value in values.items():
        if value != before[field]:
            _log(stored, actor, "gate.changed", field=field)
    return stored


@transaction.atomic
def begin_phase(*, phase: RoadmapPhase, actor: User) -> None:
    """Today, where the workspace is. Beginning what has begun does nothing."""
    today = phase.roadmap.workspace.today
    waiting = RoadmapPhase.objects.filter(pk=phase.pk, started_date=None, finished_date=None)
    if waiting.update(started_date=today, changed_at=timezone.now(), revision=F("revision") + 1):
        _log(phase, actor, "gate.begun")


def _log(phase: RoadmapPhase, actor: User, verb: str, **detail: Any) -> None:
    roadmap = phase.roadmap
    log_activity(
        workspace=roadmap.workspace,
        actor=actor,
        verb=verb,
        target=roadmap,
        phase=roadmap.questions.phase[phase.phase].title,
        **detail,
    )
