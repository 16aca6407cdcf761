"""Phases and their gates, for tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from assessments.models import Citation
from roadmap.domain.gates import open_keys
from roadmap.models import GatePassing, Roadmap, RoadmapPhase
from roadmap.queries.gates import criteria_now
from tests.factories.accounts import owner_of
from tests.factories.assessments import make_assessment
from tests.factories.evidence import make_stored_evidence


def phase_of(roadmap: Roadmap, phase: str) -> RoadmapPhase:
    row: RoadmapPhase = roadmap.phases.get(phase=phase)
    row.roadmap = roadmap
    return row


def meet_gate(phase: RoadmapPhase) -> None:
    """All that its gate asks for, with an assessment in which each question of the phase is at level 5 and measured."""
    roadmap, said = phase.roadmap, phase.roadmap.questions.phase[phase.phase]
    assessment = make_assessment(roadmap.workspace)
    evidence = make_stored_evidence(roadmap.workspace)
    asked = assessment.answers.filter(question__startswith=said.code)
    asked.update(state="answered", level=5)
    Citation.objects.bulk_create(Citation(answer=answer, evidence=evidence) for answer in asked)
    roadmap.items.filter(checklist=phase.phase).update(done_at=timezone.now())
    roadmap.artifacts.filter(kind__in=said.exit_gate.artifacts).update(status="accepted")
    phase.decisions.update(taken_date=roadmap.workspace.today)
    Roadmap.objects.filter(pk=roadmap.pk).update(assessment=assessment)
    roadmap.assessment = assessment


def make_passing(phase: RoadmapPhase, **fields: Any) -> GatePassing:
    """Passed by the workspace's owner with nothing but an exception of thirty days."""
    workspace = phase.roadmap.workspace
    values = {
        "passed_at": timezone.now(),
        "passed_by": owner_of(workspace),
        "criteria": [line.to_data() for line in criteria_now(phase, workspace.today)],
        "open_count": len(open_at(phase)),
        "reason": "The drill is late.",
        "expires_date": workspace.today + timedelta(days=30),
        **fields,
    }
    return GatePassing.objects.create(phase=phase, **values)


def open_at(phase: RoadmapPhase) -> frozenset[str]:
    """The keys of what is open at its gate now."""
    return open_keys(criteria_now(phase, phase.roadmap.workspace.today))
