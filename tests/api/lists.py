"""How each list of the API is filled.

A line for each, in which a function is given the workspace, and returns the codes in the address and a function that
adds one more row with all that it shows.
"""

from __future__ import annotations

from collections.abc import Callable

from accounts.models import Workspace
from tests.api.endpoint_kinds import Filled
from tests.api.lists_assessments import ASSESSMENT_LISTS, SINGLE_IN_ASSESSMENTS
from tests.api.lists_jobs import JOB_LISTS, SINGLE_JOBS
from tests.factories.accounts import make_member
from tests.factories.roadmap import make_action, make_roadmap


def _members(workspace: Workspace) -> Filled:
    return [workspace.code], lambda: make_member(workspace)


def _actions(workspace: Workspace) -> Filled:
    roadmap = make_roadmap(workspace)
    needed = make_action(roadmap)

    def add() -> None:
        make_action(roadmap, owner=make_member(workspace), needs=[needed])

    return [workspace.code, roadmap.code], add


LISTS: dict[str, Callable[[Workspace], Filled]] = {
    "api_members": _members,
    "api_actions": _actions,
    **ASSESSMENT_LISTS,
    **JOB_LISTS,
}

SINGLE = {
    "api_workspace",
    "api_action",
    *SINGLE_IN_ASSESSMENTS,
    *SINGLE_JOBS,
}
"""What is read by itself, and is no list."""
