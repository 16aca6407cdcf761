"""The actions of a roadmap over time, in their phases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from roadmap.domain.states import ActionState
from roadmap.models import GatePassing, Roadmap, RoadmapPhase
from roadmap.queries.dependencies import pairs_of
from roadmap.queries.wanted import Wanted, wanted_of


class Planned(NamedTuple):
    """An action as plain values."""

    key: int
    code: str
    title: str
    phase: str
    state: str
    owner_name: str | None
    owner_email: str | None
    progress: int
    start: date | None
    due: date | None

    @property
    def owner(self) -> str:
        return self.owner_name or self.owner_email or ""

    @property
    def is_open(self) -> bool:
        return ActionState(self.state).is_open

    def is_late(self, today: date) -> bool:
        return self.due is not None and self.due < today and self.is_open


_COLUMNS = (
    *("pk", "code", "title", "phase", "state", "owner__name", "owner__email"),
    *("progress", "start_date", "due_date"),
)


@dataclass(frozen=True, slots=True)
class Stage:
    """A phase with its actions by their days, and open ones without a due day; `passed_at` of its gate."""

    row: RoadmapPhase
    passed_at: datetime | None
    dated: list[Planned]
    undated: list[Planned]


@dataclass(frozen=True, slots=True)
class Timeline:
    stages: list[Stage]
    needs: list[tuple[int, int]]

    @property
    def actions(self) -> list[Planned]:
        return [action for stage in self.stages for action in stage.dated]

    @property
    def undated(self) -> list[Planned]:
        return [action for stage in self.stages for action in stage.undated]


def timeline_of(roadmap: Roadmap, wanted: Wanted, *, today: date) -> Timeline:
    """Of all phases, or of the one that is wanted."""
    rows = roadmap.phases.filter(phase=wanted.phase) if wanted.phase else roadmap.phases.all()
    passings = GatePassing.objects.filter(phase__roadmap=roadmap, withdrawn_at=None)
    passed = dict(passings.values_list("phase_id", "passed_at"))
    stages = {row.phase: Stage(row, passed.get(row.pk), [], []) for row in rows}
    for values in wanted_of(roadmap, wanted, today).order_by("due_date", "pk").values_list(*_COLUMNS):
        action = Planned._make(values)
        if action.phase in stages:
            stage = stages[action.phase]
            if action.due:
                stage.dated.append(action)
            elif action.is_open:
                stage.undated.append(action)
    for stage in stages.values():
        stage.dated.sort(key=lambda action: (action.start or action.due or today, action.due or today, action.key))
    return Timeline(list(stages.values()), pairs_of(roadmap))
