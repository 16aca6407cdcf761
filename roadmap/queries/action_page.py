"""All that the page of one action shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import Truncator

from accounts.models import Activity
from assessments.models import Assessment
from catalog.domain.question_pack import Question
from roadmap.models import Action, ActionComment, ActionEvidence, ActionLink
from roadmap.queries.dependencies import dependencies_of
from roadmap.queries.feeding import assessment_of, question_in

LATEST = 10
"""Events of the log that the page of an action shows."""
SHORT_TITLE = 40


@dataclass(frozen=True, slots=True)
class ActionPage:
    """`needs` is what it waits for, `needed_by` what waits for it. `events` are the latest, the newest first."""

    action: Action
    assessment: Assessment | None
    question: Question | None
    needs: Sequence[Action]
    needed_by: Sequence[Action]
    links: Sequence[ActionLink]
    shown_by: Sequence[ActionEvidence]
    comments: Sequence[ActionComment]
    events: Sequence[Activity]

    @property
    def open_needs(self) -> list[Action]:
        return [need for need in self.needs if need.is_open]


def action_page(action: Action) -> ActionPage:
    assessment = assessment_of(action.roadmap)
    pairs = list(dependencies_of(action).select_related("action__owner", "needed__owner"))
    events = list(action.roadmap.workspace.activities.filter(object_code=action.code).order_by("-pk")[:LATEST])
    for event in events:  # whose title stands above them anyway
        event.object_name = Truncator(event.object_name).chars(SHORT_TITLE)
    return ActionPage(
        action=action,
        assessment=assessment,
        question=question_in(assessment, action.question),
        needs=[pair.needed for pair in pairs if pair.action_id == action.pk],
        needed_by=[pair.action for pair in pairs if pair.needed_id == action.pk],
        links=list(action.links.all()),
        shown_by=list(action.shown_by.filter(evidence__deleted_at=None).select_related("evidence")),
        comments=list(action.comments.filter(deleted_at=None).select_related("written_by")),
        events=events,
    )
