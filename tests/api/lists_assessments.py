"""Lines for tests/api/lists.py."""

from __future__ import annotations

from collections.abc import Callable

from accounts.models import Workspace
from tests.api.endpoint_kinds import Filled
from tests.factories.accounts import make_member
from tests.factories.assessments import make_assessment, make_copy


def _assessments(workspace: Workspace) -> Filled:
    assessment = make_assessment(workspace)
    return [workspace.code], lambda: make_copy(assessment, make_member(workspace))


ASSESSMENT_LISTS: dict[str, Callable[[Workspace], Filled]] = {
    "api_assessments": _assessments,
}

SINGLE_IN_ASSESSMENTS = {
    "api_assessment",
}
