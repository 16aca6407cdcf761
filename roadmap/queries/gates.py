"""The gate of one phase: what it finds now, what it found when it was passed."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import QuerySet

from assessments.models import Assessment
from roadmap.domain.gates import Criterion, criteria_of
from roadmap.models import Artifact, Decision, GatePassing, RoadmapPhase
from roadmap.queries.checklists import items_of
from roadmap.queries.feeding import assessment_of
from roadmap.queries.standing import found_for, result_for


class GateNow(NamedTuple):
    """What the gate of a phase finds, and the rows in which it found it."""

    criteria: tuple[Criterion, ...]
    assessment: Assessment | None
    decisions: list[Decision]
    artifacts: list[Artifact]


def gate_now(phase: RoadmapPhase, today: date) -> GateNow:
    """Read anew: for the moment at which somebody passes the gate. Four queries."""
    roadmap = phase.roadmap
    said = roadmap.questions.phase[phase.phase]
    assessment = assessment_of(roadmap)
    items = list(items_of(roadmap).filter(checklist=phase.phase))
    decisions = list(Decision.objects.filter(phase=phase, deleted_at=None))
    artifacts = list(Artifact.objects.filter(roadmap=roadmap, deleted_at=None))
    found = found_for(said, items, artifacts, decisions, result_for(assessment, today), today)
    return GateNow(criteria_of(said.exit_gate, found), assessment, decisions, artifacts)


def criteria_now(phase: RoadmapPhase, today: date) -> tuple[Criterion, ...]:
    return gate_now(phase, today).criteria


def frozen_criteria(passing: GatePassing) -> tuple[Criterion, ...]:
    """What was found when it was passed."""
    return tuple(Criterion.from_data(line) for line in passing.criteria)


def passings_of(phase: RoadmapPhase) -> QuerySet[GatePassing]:
    """All of them, also what was withdrawn, the last first."""
    found: QuerySet[GatePassing] = GatePassing.objects.filter(phase=phase).select_related("passed_by", "withdrawn_by")
    return found.order_by("-passed_at", "-pk")


def find_passing(phase: RoadmapPhase, code: str) -> GatePassing:
    """Raises GatePassing.DoesNotExist."""
    passing = passings_of(phase).get(code=code)
    passing.phase = phase
    return passing


def find_decision(phase: RoadmapPhase, code: str, *, also_deleted: bool = False) -> Decision:
    """Raises Decision.DoesNotExist."""
    found = Decision.objects.filter(phase=phase)
    found = found if also_deleted else found.alive()
    decision: Decision = found.select_related("recorded_by").get(code=code)
    decision.phase = phase
    return decision


def lapsed_exceptions(now: datetime) -> list[int]:
    """Keys of passings whose last day is over where their workspace is. Nobody was told yet, or has withdrawn them."""
    rows = GatePassing.objects.filter(
        withdrawn_at=None,
        told_at=None,
        expires_date__isnull=False,
        phase__roadmap__deleted_at=None,
        phase__roadmap__workspace__deleted_at=None,
    ).select_related("phase__roadmap__workspace")
    return [
        row.pk
        for row in rows.order_by("expires_date", "pk")
        if row.expires_date and row.expires_date < now.astimezone(row.phase.roadmap.workspace.zone).date()
    ]
