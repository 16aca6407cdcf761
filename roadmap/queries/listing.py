"""Roadmaps as a list shows them: in which phase each is, and what is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, FilteredRelation, Q

from accounts.models import Workspace
from catalog.domain.question_pack import Phase
from roadmap.domain.phases import Passed, PhaseState, Run, current_phase, state_of
from roadmap.domain.states import OPEN_STATES, ActionState
from roadmap.models import Roadmap, RoadmapPhase
from roadmap.queries.roadmaps import roadmaps_of


@dataclass(frozen=True, slots=True)
class Listed:
    """`current` is the phase that it is in, None where every gate is passed; `states` are those of all its phases."""

    roadmap: Roadmap
    current: Phase | None
    states: tuple[PhaseState, ...]
    open: int
    done: int
    overdue: int

    @property
    def number(self) -> int:
        """Of the current phase, from 1."""
        return self.roadmap.questions.phases.index(self.current) + 1 if self.current else len(self.states)

    @property
    def passed(self) -> int:
        return sum(state.is_passed for state in self.states)

    @property
    def actions(self) -> int:
        return self.open + self.done


def listed_roadmaps(workspace: Workspace, limit: int | None = None) -> list[Listed]:
    """What was changed last first: two queries."""
    today = workspace.today
    roadmaps = list(roadmaps_of(workspace).annotate(**_counts(today))[:limit])
    runs = runs_of(workspace, roadmaps)
    found = []
    for roadmap in roadmaps:
        roadmap.workspace = workspace
        own = runs.get(roadmap.pk, [])
        current = roadmap.questions.phase.get(current_phase(own, today))
        states = tuple(state_of(run, today) for run in own)
        counts = roadmap.open, roadmap.done, roadmap.overdue  # type: ignore[attr-defined]
        found.append(Listed(roadmap, current, states, *counts))
    return found


def runs_of(workspace: Workspace, roadmaps: Sequence[Roadmap]) -> dict[int, list[Run]]:
    """The phases of each in their order, by the key of the roadmap: one query."""
    passed = FilteredRelation("passings", condition=Q(passings__withdrawn_at=None))
    rows = RoadmapPhase.objects.filter(roadmap__in=roadmaps).annotate(passed=passed).order_by("position")
    runs: dict[int, list[Run]] = {}
    for key, phase, started, finished, passed_at, expires in rows.values_list(
        "roadmap", "phase", "started_date", "finished_date", "passed__passed_at", "passed__expires_date"
    ):
        passing = Passed(passed_at.astimezone(workspace.zone).date(), expires) if passed_at else None
        runs.setdefault(key, []).append(Run(phase, started, finished, passing))
    return runs


def _counts(today: date) -> dict[str, Count]:
    """Actions that are open, done and overdue."""
    there = Q(actions__deleted_at=None)
    is_open = there & Q(actions__state__in=OPEN_STATES)
    return {
        "open": Count("actions", filter=is_open),
        "done": Count("actions", filter=there & Q(actions__state=ActionState.DONE)),
        "overdue": Count("actions", filter=is_open & Q(actions__due_date__lt=today)),
    }
