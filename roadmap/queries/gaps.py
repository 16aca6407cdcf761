"""The gaps of the assessment that feeds a roadmap, and which of them somebody works on already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assessments.domain.results import Gap, Result
from assessments.domain.rulings import action_for
from assessments.models import Assessment
from assessments.queries.scoring import result_of
from catalog.domain.question_pack import Question
from roadmap.models import Action, Roadmap
from roadmap.queries.actions import actions_of


@dataclass(frozen=True, slots=True)
class OfferedGap:
    """`number` is its place in the order of the results. `action` is the open one that closes it, `closed` the last one
    that was closed for it, where the gap has stayed or come back."""

    number: int
    gap: Gap
    phase: str
    advice: str
    days: int
    action: Action | None
    closed: Action | None

    @property
    def question(self) -> Question:
        return self.gap.result.question

    @property
    def is_free(self) -> bool:
        return self.action is None


@dataclass(frozen=True, slots=True)
class Gaps:
    """All gaps, the first to close first. `open_questions` are those with an open action."""

    assessment: Assessment
    result: Result
    offered: Sequence[OfferedGap]
    open_questions: frozenset[str]

    @property
    def free(self) -> list[OfferedGap]:
        return [each for each in self.offered if each.is_free]


def gaps_of(roadmap: Roadmap, assessment: Assessment) -> Gaps:
    """The order and the advice are those of the results of today."""
    result = result_of(assessment, as_of=assessment.workspace.today)
    found = actions_of(roadmap).select_related(None).exclude(question="").order_by("pk")
    made = list(found.only("code", "title", "state", "question"))
    for action in made:
        action.roadmap = roadmap
    is_open = _by_question(action for action in made if action.is_open)
    closed = _by_question(action for action in made if not action.is_open)
    offered = [
        OfferedGap(
            number=number,
            gap=gap,
            phase=phase_in(roadmap, gap.result.question),
            advice=action_for(gap.result, result),
            days=roadmap.days_of(gap.result.question.effort),
            action=is_open.get(gap.result.question.id),
            closed=closed.get(gap.result.question.id),
        )
        for number, gap in enumerate(result.gaps, start=1)
    ]
    return Gaps(assessment, result, offered, frozenset(is_open))


def phase_in(roadmap: Roadmap, question: Question) -> str:
    """The phase of the question; the first one where the roadmap's version of the pack has no such phase."""
    phases = roadmap.questions.phases
    return question.phase if question.phase in roadmap.questions.phase else phases[0].id


def _by_question(actions: Iterable[Action]) -> dict[str, Action]:
    """The last of each."""
    return {action.question: action for action in actions}
