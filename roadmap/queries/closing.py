"""What the question of an action says today, for whoever closes the action."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.domain.results import QuestionResult
from assessments.domain.scoring import score_group
from assessments.models import Answer, Assessment
from assessments.queries.scoring import cited_in, read_levels
from catalog.domain.question_pack import Question
from roadmap.models import Action
from roadmap.queries.dependencies import needs_of
from roadmap.queries.feeding import assessment_of, question_in


@dataclass(frozen=True, slots=True)
class Asked:
    """`cited` are the titles of its evidence. `is_locked`: its phase is under review, and nobody changes it now."""

    assessment: Assessment
    question: Question
    answer: Answer
    result: QuestionResult
    cited: Sequence[str]
    is_locked: bool

    def statement(self, level: int) -> str:
        return self.question.levels[level - self.assessment.questions.scale.min]


def asked_for(action: Action) -> Asked | None:
    """None where the action is of no question, or where no assessment asks it."""
    assessment = assessment_of(action.roadmap)
    question = question_in(assessment, action.question)
    if assessment is None or question is None:
        return None
    pack = assessment.questions
    phase = pack.phase[question.phase]
    levels = read_levels(assessment, {each.id for each in pack.asked_in(phase)})
    scored = score_group(pack, phase, levels.answers, assessment.targets, as_of=assessment.workspace.today)
    return Asked(
        assessment=assessment,
        question=question,
        answer=assessment.answers.get(question=question.id),
        result=next(found for found in scored.questions if found.question.id == question.id),
        cited=list(cited_in(assessment).filter(answer__question=question.id).values_list("evidence__title", flat=True)),
        is_locked=assessment.is_locked(question.id),
    )


def open_needs_of(action: Action) -> list[Action]:
    return list(needs_of(action).open())
