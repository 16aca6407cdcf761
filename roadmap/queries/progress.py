"""Where a roadmap stands, where it stood, and what of it is late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import CharField, Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from assessments.models import Milestone
from roadmap.domain.forecast import Moment
from roadmap.domain.progress import Figures, Gate, Item, Paper, Work, figures
from roadmap.domain.states import ActionState, ArtifactStatus
from roadmap.models import Action, GatePassing, Roadmap, RoadmapPhase

OWNER = Coalesce(NullIf("owner__name", Value("")), "owner__email", Value(""), output_field=CharField())
"""What a person is called, as `str` of one says; empty for nobody."""


class Late(NamedTuple):
    """What was to be done by `since`. `kind` is action, item or artifact; what is the pack's has its `id_` instead of a
    title."""

    since: date
    kind: str
    title: str
    id_: str
    code: str
    owner: str


@dataclass(frozen=True, slots=True)
class Standing:
    """`phases` have `is_passed`, and `expires` where that holds until a day only. `late` begins with what is late
    longest."""

    day: date
    figures: Figures
    works: Sequence[Work]
    phases: Sequence[RoadmapPhase]
    late: Sequence[Late]


def standing_of(roadmap: Roadmap, day: date) -> Standing:
    """In four queries, whatever there is. Of the many rows only what counts is read."""
    passed = GatePassing.objects.filter(phase=OuterRef("pk"), withdrawn_at=None)
    until = Subquery(passed.values("expires_date")[:1])
    phases = list(roadmap.phases.select_related("owner").annotate(is_passed=Exists(passed), expires=until))
    works, late_actions = _actions(roadmap, day)
    items, late_items = _items(roadmap, day)
    papers, late_papers = _artifacts(roadmap, day)
    gates = [Gate(row.phase, row.is_passed and not (row.expires and row.expires < day)) for row in phases]
    counted = figures([row.phase for row in phases], works, items, papers, gates, day=day)
    late = sorted([*late_actions, *late_items, *late_papers], key=lambda each: each[:5])
    return Standing(day, counted, works, phases, late)


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


def _actions(roadmap: Roadmap, day: date) -> tuple[list[Work], list[Late]]:
    works, late = [], []
    rows = Action.objects.filter(roadmap=roadmap, deleted_at=None).order_by()
    for phase, value, days, state, due, title, code, owner in rows.values_list(
        "phase", "value", "effort_days", "state", "due_date", "title", "code", OWNER
    ):
        works.append(work := Work(phase, value, days, ActionState(state), due))
        if work.is_late(day) and due:
            late.append(Late(due, "action", title, "", code, owner))
    return works, late


def _items(roadmap: Roadmap, day: date) -> tuple[list[Item], list[Late]]:
    items, late = [], []
    rows = roadmap.items.filter(deleted_at=None).order_by()
    for checklist, done_at, due, text, id_, code, owner in rows.values_list(
        "checklist", "done_at", "due_date", "text", "item", "code", OWNER
    ):
        items.append(item := Item(checklist, done_at is not None, due))
        if item.is_late(day) and due:
            late.append(Late(due, "item", text, id_, code, owner))
    return items, late


def _artifacts(roadmap: Roadmap, day: date) -> tuple[list[Paper], list[Late]]:
    papers, late = [], []
    rows = roadmap.artifacts.filter(deleted_at=None).order_by()
    for phase, status, due, review, title, kind, code, owner in rows.values_list(
        "phase", "status", "due_date", "review_date", "title", "kind", "code", OWNER
    ):
        papers.append(paper := Paper(phase, ArtifactStatus(status), due, review))
        if since := paper.late_since(day):
            late.append(Late(since, "artifact", title, kind, code, owner))
    return papers, late
