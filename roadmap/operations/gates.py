"""Passing the gate of a phase, and taking that back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.operations.activity import log_activity
from roadmap.domain.gates import open_keys
from roadmap.models import GatePassing, Roadmap, RoadmapPhase
from roadmap.queries.gates import criteria_now


class AlreadyPassedError(Exception):
    """Somebody passed it first."""

    def __init__(self, passing: GatePassing) -> None:
        super().__init__(str(passing))
        self.passing = passing


class GateMovedError(Exception):
    """What is open at the gate is no longer what the person has seen."""


class ReasonMissingError(Exception):
    """With open criteria a gate needs a reason and a day until which that holds."""


class NotWithdrawnError(Exception):
    """The passing stands, or the gate was passed anew since."""


@transaction.atomic
def pass_gate(
    *,
    phase: RoadmapPhase,
    actor: User,
    seen_open: Collection[str],
    reason: str = "",
    expires_date: date | None = None,
) -> GatePassing:
    """Keeps what was found. `seen_open` are the keys of the open criteria on the page from which it is passed.

    Raises AlreadyPassedError, GateMovedError, ReasonMissingError. Of two at once the second waits for the first.
    """
    roadmap = phase.roadmap
    Roadmap.objects.locked().get(pk=roadmap.pk)
    if standing := GatePassing.objects.filter(phase=phase, withdrawn_at=None).select_related("passed_by").first():
        raise AlreadyPassedError(standing)
    criteria = criteria_now(phase, roadmap.workspace.today)
    missing = open_keys(criteria)
    if missing != frozenset(seen_open):
        raise GateMovedError
    if missing and not (reason and expires_date):
        raise ReasonMissingError
    passing: GatePassing = GatePassing.objects.create(
        phase=phase,
        passed_at=timezone.now(),
        passed_by=actor,
        criteria=[line.to_data() for line in criteria],
        open_count=len(missing),
        reason=reason if missing else "",
        expires_date=expires_date if missing else None,
    )
    _log(passing, actor, "gate.passed_with_open" if missing else "gate.passed", open=len(missing))
    return passing


@transaction.atomic
def withdraw_passing(*, passing: GatePassing, actor: User) -> None:
    """It stays in the history of the gate. Withdrawing what is withdrawn does nothing."""
    standing = GatePassing.objects.filter(pk=passing.pk, withdrawn_at=None)
    if standing.update(withdrawn_at=timezone.now(), withdrawn_by=actor):
        _log(passing, actor, "gate.withdrawn")


@transaction.atomic
def restore_passing(*, passing: GatePassing, actor: User) -> None:
    """Raises NotWithdrawnError."""
    Roadmap.objects.locked().get(pk=passing.phase.roadmap_id)
    if GatePassing.objects.filter(phase=passing.phase_id, withdrawn_at=None).exists():
        raise NotWithdrawnError
    GatePassing.objects.filter(pk=passing.pk).update(withdrawn_at=None, withdrawn_by=None)
    _log(passing, actor, "gate.restored")


def _log(passing: GatePassing, actor: User, verb: str, **detail: int) -> None:
    roadmap = passing.phase.roadmap
    title = roadmap.questions.phase[passing.phase.phase].title
    log_activity(workspace=roadmap.workspace, actor=actor, verb=verb, target=roadmap, phase=title, **detail)
