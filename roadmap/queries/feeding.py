"""The assessment that feeds a roadmap, as far as it is there."""

from __future__ import annotations

from assessments.models import Assessment
from catalog.domain.question_pack import Question
from roadmap.domain.states import ActionState
from roadmap.models import Action, Roadmap


def assessment_of(roadmap: Roadmap) -> Assessment | None:
    """With its pack. None where no assessment feeds the roadmap, or where that one is deleted.

    It may ask by another version of the pack than the one that the roadmap was made of.
    """
    assessment = roadmap.assessment
    if assessment is None or assessment.deleted_at is not None:
        return None
    if assessment.pack_id == roadmap.pack_id:
        assessment.pack = roadmap.pack
    else:
        assessment = Assessment.objects.with_pack().get(pk=assessment.pk)
    assessment.workspace = roadmap.workspace
    return assessment


def newest_fed_by(assessment: Assessment) -> Roadmap | None:
    """Of the roadmaps that this assessment feeds the one that was changed last."""
    found = Roadmap.objects.filter(assessment=assessment, deleted_at=None).order_by("-changed_at", "-pk")
    roadmap: Roadmap | None = found.only("code").first()
    return roadmap


def actions_fed_by(assessment: Assessment) -> dict[str, Action]:
    """By the question: of all roadmaps that this assessment feeds the last action that was not dropped. One query."""
    found = Action.objects.filter(roadmap__assessment=assessment, roadmap__deleted_at=None, deleted_at=None)
    rows = found.exclude(question="").exclude(state=ActionState.DROPPED).select_related("roadmap").order_by("pk")
    actions = list(rows.only("code", "title", "state", "question", "roadmap__code"))
    for action in actions:
        action.roadmap.workspace = assessment.workspace
    return {action.question: action for action in actions}


def question_in(assessment: Assessment | None, question: str) -> Question | None:
    """None where it is not asked, or not asked any more."""
    return assessment.questions.question.get(question) if assessment else None
