"""What the profile of an assessment suggests, and nobody has answered yet."""

from __future__ import annotations

from dataclasses import dataclass

from assessments.choices import StateChoice
from assessments.domain.suggestions import not_applicable
from assessments.models import Assessment
from catalog.domain.question_pack import Question


@dataclass(frozen=True, slots=True)
class OpenSuggestion:
    """The question may not apply, for this reason."""

    question: Question
    reason: str


def open_suggestions(assessment: Assessment) -> list[OpenSuggestion]:
    """In the pack's order. They follow from the profile as it is now; what was answered or is locked is left alone."""
    pack = assessment.questions
    suggested = not_applicable(pack, assessment.profile)
    reasons = {id_: reason for id_, reason in suggested.items() if not assessment.is_locked(id_)}
    if not reasons:
        return []
    rows = assessment.answers.filter(question__in=reasons, state__in=(StateChoice.UNANSWERED, StateChoice.UNKNOWN))
    still_open = set(rows.values_list("question", flat=True))
    return [OpenSuggestion(pack.question[id_], reason) for id_, reason in reasons.items() if id_ in still_open]
