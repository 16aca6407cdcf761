"""Lines for tests/api/lists.py."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count, cycle

from django.utils import timezone

from accounts.models import Workspace
from assessments.domain.review import Act
from assessments.operations.comments import resolve_thread
from tests.api.endpoint_kinds import Filled
from tests.factories.accounts import make_member, owner_of
from tests.factories.answer_files import answer, make_import
from tests.factories.assessments import cite, make_assessment, make_copy, make_milestone
from tests.factories.evidence import make_evidence_with_file
from tests.factories.reviews import act, look_at_everything, make_comment


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


def _threads(workspace: Workspace) -> Filled:
    assessment = make_assessment(workspace)

    def add() -> None:
        thread = make_comment(assessment, owner_of(workspace), mentioned=[make_member(workspace).code]).thread
        resolve_thread(thread=thread, actor=make_member(workspace))

    return [workspace.code, assessment.code], add


def _about(workspace: Workspace) -> Filled:
    where, add = _threads(workspace)
    return [*where, "ARC-11"], add


def _milestones(workspace: Workspace) -> Filled:
    assessment = make_assessment(workspace)
    return [workspace.code, assessment.code], lambda: make_milestone(assessment)


def _suggestions(workspace: Workspace) -> Filled:
    """As many as the profile suggests; more is answered beside them."""
    assessment, numbers = make_assessment(workspace, profile={"tenancy": ["one_customer"]}), count()
    add = lambda: answer(assessment, "ARC-11", note=f"Note {next(numbers)}")  # noqa: E731
    return [workspace.code, assessment.code], add


def _imports(workspace: Workspace) -> Filled:
    assessment = make_assessment(workspace)
    return [workspace.code, assessment.code], lambda: make_import(assessment, applied_at=timezone.now())


ASSESSMENT_LISTS: dict[str, Callable[[Workspace], Filled]] = {
    "api_assessments": _assessments,
    "api_answers": _answers,
    "api_answer_history": _history,
    "api_answer_threads": _about,
    "api_threads": _threads,
    "api_milestones": _milestones,
    "api_imports": _imports,
    "api_suggestions": _suggestions,
    "api_sections": _answers,
    "api_reviews": _events,
    "api_review_events": _events,
}

SINGLE_IN_ASSESSMENTS = {
    "api_assessment",
    "api_answer",
    "api_assessment_tree",
    "api_thread",
    "api_import",
    "api_workbook",
    "api_answers_json",
    "api_answer_file",
    "api_milestone",
    "api_renewal",
}
