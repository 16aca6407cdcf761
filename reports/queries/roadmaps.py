"""All that a report of a roadmap tells, read once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from assessments.domain.results import Result
from roadmap.domain.forecast import Moment
from roadmap.domain.gates import Criterion, criteria_of
from roadmap.domain.progress import Gate, Item, Paper, Work, figures
from roadmap.domain.states import ActionState, ArtifactStatus
from roadmap.models import (
    Action,
    Artifact,
    ChecklistItem,
    Decision,
    GatePassing,
    Pilot,
    PilotCheckIn,
    PilotHandover,
    Roadmap,
    RoadmapPhase,
)
from roadmap.queries.actions import actions_of
from roadmap.queries.expected import Expected, expected_from
from roadmap.queries.feeding import assessment_of
from roadmap.queries.progress import Late, Standing, moments_of
from roadmap.queries.standing import found_for, result_for


@dataclass(frozen=True, slots=True)
class RoadmapStatus:
    """As of `day`. `moments` are the snapshots, oldest first; `criteria` are those of each gate on the day, by the
    id of its phase, and `passings` of gates, by phase, those that hold. Pilots come with measures and check-ins, for
    print with their handover, too.
    """

    roadmap: Roadmap
    day: date
    standing: Standing
    actions: Sequence[Action]
    items: Sequence[ChecklistItem]
    artifacts: Sequence[Artifact]
    moments: Sequence[Moment]
    expected: Expected | None
    criteria: Mapping[str, Sequence[Criterion]]
    decisions: Sequence[Decision]
    passings: Mapping[int, GatePassing]
    pilots: Sequence[Pilot]

    @property
    def late_codes(self) -> frozenset[str]:
        """Of actions, items and artifacts."""
        return frozenset(late.code for late in self.standing.late)


def status_of(roadmap: Roadmap, day: date, *, is_for_print: bool = False) -> RoadmapStatus:
    """Everything is read once: what stands in the tables is what was counted."""
    actions = list(actions_of(roadmap).defer("description"))
    items = list(roadmap.items.filter(deleted_at=None).select_related("owner").defer("note"))
    artifacts = list(roadmap.artifacts.filter(deleted_at=None).select_related("owner").defer("note", "ticks"))
    decisions = list(Decision.objects.filter(phase__roadmap=roadmap, deleted_at=None))
    passed = GatePassing.objects.filter(phase__roadmap=roadmap, withdrawn_at=None).select_related("passed_by")
    passings = {each.phase_id: each for each in passed}
    phases = _phases(roadmap, passings)
    assessment = assessment_of(roadmap)
    result = result_for(assessment, day)
    return RoadmapStatus(
        roadmap=roadmap,
        day=day,
        standing=_standing(phases, actions, items, artifacts, day),
        actions=actions,
        items=items,
        artifacts=artifacts,
        moments=moments_of(roadmap),
        expected=expected_from(assessment, result, _open_questions(actions)) if assessment and result else None,
        criteria={row.phase: _criteria(roadmap, row, items, artifacts, decisions, result, day) for row in phases},
        decisions=decisions,
        passings=passings,
        pilots=_pilots(roadmap, is_for_print=is_for_print),
    )


def _phases(roadmap: Roadmap, passings: Mapping[int, GatePassing]) -> list[RoadmapPhase]:
    """As `roadmap.queries.progress.standing_of` has them: each says whether its gate is passed, and until when."""
    rows = list(roadmap.phases.select_related("owner"))
    for row in rows:
        passing = passings.get(row.pk)
        row.is_passed, row.expires = passing is not None, passing and passing.expires_date  # type: ignore[attr-defined]
    return rows


def _standing(
    phases: Sequence[RoadmapPhase],
    actions: Sequence[Action],
    items: Sequence[ChecklistItem],
    artifacts: Sequence[Artifact],
    day: date,
) -> Standing:
    works = [Work(row.phase, row.value, row.effort_days, ActionState(row.state), row.due_date) for row in actions]
    ticks = [Item(row.checklist, row.done_at is not None, row.due_date) for row in items]
    papers = [Paper(row.phase, ArtifactStatus(row.status), row.due_date, row.review_date) for row in artifacts]
    gates = [Gate(row.phase, row.is_passed) for row in phases]  # type: ignore[attr-defined]  # see _phases
    late = [
        *(
            Late(row.due_date, "action", row.title, "", row.code, str(row.owner or ""))
            for row, work in zip(actions, works, strict=True)
            if row.due_date and work.is_late(day)
        ),
        *(
            Late(row.due_date, "item", row.text, row.item, row.code, str(row.owner or ""))
            for row, item in zip(items, ticks, strict=True)
            if row.due_date and item.is_late(day)
        ),
        *(
            Late(since, "artifact", row.title, row.kind, row.code, str(row.owner or ""))
            for row, paper in zip(artifacts, papers, strict=True)
            if (since := paper.late_since(day))
        ),
    ]
    counted = figures([row.phase for row in phases], works, ticks, papers, gates, day=day)
    return Standing(day, counted, works, phases, sorted(late, key=lambda each: each[:5]))


def _open_questions(actions: Sequence[Action]) -> set[str]:
    return {row.question for row in actions if row.is_open and row.question}


def _criteria(
    roadmap: Roadmap,
    row: RoadmapPhase,
    items: Sequence[ChecklistItem],
    artifacts: Sequence[Artifact],
    decisions: Sequence[Decision],
    result: Result | None,
    day: date,
) -> Sequence[Criterion]:
    phase = roadmap.questions.phase[row.phase]
    own = [item for item in items if item.checklist == phase.id]
    named = [decision for decision in decisions if decision.phase_id == row.pk]
    return criteria_of(phase.exit_gate, found_for(phase, own, artifacts, named, result, day))


def _pilots(roadmap: Roadmap, *, is_for_print: bool) -> list[Pilot]:
    found = Pilot.objects.filter(roadmap=roadmap, deleted_at=None).select_related("owner")
    found = found.prefetch_related("measures", Prefetch("check_ins", PilotCheckIn.objects.filter(deleted_at=None)))
    if is_for_print:
        found = found.prefetch_related(Prefetch("handovers", PilotHandover.objects.filter(deleted_at=None)))
    return list(found)
