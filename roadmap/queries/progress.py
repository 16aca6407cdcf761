"""Where a roadmap stands, where it stood, and what of it is late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Subquery

from assessments.models import Milestone
from roadmap.domain.forecast import Moment
from roadmap.domain.progress import Figures, Gate, Item, Paper, Work, figures
from roadmap.domain.states import ActionState, ArtifactStatus
from roadmap.models import Action, Artifact, ChecklistItem, GatePassing, Roadmap, RoadmapPhase
from roadmap.queries.actions import actions_of


@dataclass(frozen=True, slots=True)
class Standing:
    """`phases` have `is_passed`, and `expires` where that holds until a day only. The others are all that are there."""

    day: date
    figures: Figures
    works: Sequence[Work]
    phases: Sequence[RoadmapPhase]
    actions: Sequence[Action]
    items: Sequence[ChecklistItem]
    artifacts: Sequence[Artifact]

    @property
    def late_actions(self) -> list[Action]:
        return [row for row, work in zip(self.actions, self.works, strict=True) if work.is_late(self.day)]

    @property
    def late_items(self) -> list[ChecklistItem]:
        return [row for row in self.items if _item(row).is_late(self.day)]

    @property
    def late_artifacts(self) -> list[tuple[date, Artifact]]:
        """Each with the day that has passed: that on which it was due, or that of its review."""
        return [(since, row) for row in self.artifacts if (since := _paper(row).late_since(self.day))]


def standing_of(roadmap: Roadmap, day: date) -> Standing:
    """In four queries, whatever there is."""
    passed = GatePassing.objects.filter(phase=OuterRef("pk"), withdrawn_at=None)
    until = Subquery(passed.values("expires_date")[:1])
    phases = list(roadmap.phases.select_related("owner").annotate(is_passed=Exists(passed), expires=until))
    actions = list(actions_of(roadmap).defer("description"))
    items = list(roadmap.items.filter(deleted_at=None).select_related("owner").defer("note"))
    artifacts = list(roadmap.artifacts.filter(deleted_at=None).select_related("owner").defer("note", "ticks"))
    works = [Work(row.phase, row.value, row.effort_days, ActionState(row.state), row.due_date) for row in actions]
    counted = figures(
        [row.phase for row in phases],
        works,
        [_item(row) for row in items],
        [_paper(row) for row in artifacts],
        [Gate(row.phase, row.is_passed) for row in phases],
        day=day,
    )
    return Standing(day, counted, works, phases, actions, items, artifacts)


def moments_of(roadmap: Roadmap) -> list[Moment]:
    """What its snapshots say, oldest first."""
    rows = roadmap.snapshots.order_by("day_date").values_list("day_date", "value", "done_value", "figures")
    return [Moment(day, value, done, figures["days"][0]) for day, value, done, figures in rows]


def milestones_beside(roadmap: Roadmap) -> list[Milestone]:
    """Of the assessment that feeds it, oldest first; their summaries say what was verified when."""
    if roadmap.assessment is None or roadmap.assessment.deleted_at:
        return []
    rows = Milestone.objects.filter(assessment=roadmap.assessment).alive().without_content()
    return list(rows.order_by("frozen_at", "pk"))


def _item(row: ChecklistItem) -> Item:
    return Item(row.checklist, row.done_at is not None, row.due_date)


def _paper(row: Artifact) -> Paper:
    return Paper(row.phase, ArtifactStatus(row.status), row.due_date, row.review_date)
