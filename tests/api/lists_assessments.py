"""Lines for tests/api/lists.py."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count, cycle

from accounts.models import Workspace
from assessments.domain.review import Act
from tests.api.endpoint_kinds import Filled
from tests.factories.accounts import make_member, owner_of
from tests.factories.answer_files import answer
from tests.factories.assessments import cite, make_assessment, make_copy
from tests.factories.evidence import make_evidence_with_file
from tests.factories.reviews import act, look_at_everything


def _assessments(workspace: Workspace) -> Filled:
    assessment = make_assessment(workspace)
    return [workspace.code], lambda: make_copy(assessment, make_member(workspace))


def _answers(workspace: Workspace) -> Filled:
    """It has all its rows from the beginning; more is said of more of them."""
    assessment = make_assessment(workspace)
    numbers = cycle(range(len(assessment.questions.questions)))

    def add() -> None:
        cite(assessment, next(numbers), make_evidence_with_file(workspace))

    return [workspace.code, assessment.code], add


def _history(workspace: Workspace) -> Filled:
    assessment, numbers = make_assessment(workspace), count()
    add = lambda: answer(assessment, "ARC-11", make_member(workspace), note=f"Note {next(numbers)}")  # noqa: E731
    return [workspace.code, assessment.code, "ARC-11"], add


def _events(workspace: Workspace) -> Filled:
    assessment, acts = make_assessment(workspace), cycle([Act.SUBMIT, Act.WITHDRAW])
    look_at_everything(assessment)
    return [workspace.code, assessment.code], lambda: act(assessment, next(acts), owner_of(workspace))


ASSESSMENT_LISTS: dict[str, Callable[[Workspace], Filled]] = {
    "api_assessments": _assessments,
    "api_answers": _answers,
    "api_answer_history": _history,
    "api_sections": _answers,
    "api_reviews": _events,
    "api_review_events": _events,
}

SINGLE_IN_ASSESSMENTS = {
    "api_assessment",
    "api_answer",
    "api_assessment_tree",
}
