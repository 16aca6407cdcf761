"""The phases of a roadmap: how far each is, how its gate was passed, and of one what its gate finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from roadmap.domain.gates import Criterion
from roadmap.domain.phases import PhaseState, begun_before_gate, current_phase, state_of
from roadmap.models import GatePassing, Roadmap, RoadmapPhase
from roadmap.queries.gates import criteria_now
from roadmap.queries.standing import run_of


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """`passing` is the one that nobody has withdrawn. `too_early` is the phase whose gate came after its beginning.

    `criteria` are what its gate finds, of a phase that was found by itself.
    """

    row: RoadmapPhase
    title: str
    goal: str
    state: PhaseState
    is_current: bool
    too_early: str
    passing: GatePassing | None
    criteria: Sequence[Criterion] = ()

    @property
    def number(self) -> int:
        """From 1."""
        return self.row.position + 1


def phase_rows(roadmap: Roadmap, today: date) -> Sequence[PhaseRow]:
    """In their order: two queries."""
    rows = list(roadmap.phases.select_related("owner"))
    standing = GatePassing.objects.filter(phase__roadmap=roadmap, withdrawn_at=None).select_related("passed_by")
    passings = {each.phase_id: each for each in standing}
    runs = [run_of(row, passings.get(row.pk), roadmap) for row in rows]
    current = current_phase(runs, today)
    said = roadmap.questions.phase
    return [
        PhaseRow(
            row=row,
            title=said[row.phase].title,
            goal=said[row.phase].goal,
            state=state_of(run, today),
            is_current=row.phase == current,
            too_early=begun_before_gate(runs, row.phase, today),
            passing=passings.get(row.pk),
        )
        for row, run in zip(rows, runs, strict=True)
    ]


def phase_row(phase: RoadmapPhase, today: date) -> PhaseRow:
    """With what its gate finds today."""
    found = next(each for each in phase_rows(phase.roadmap, today) if each.row.pk == phase.pk)
    return replace(found, criteria=criteria_now(phase, today))
