"""Who may call which endpoint: one line for every address. tests/api/test_endpoints.py asks each of them.

What an address needs beside `workspace_code` is made by a function named in the line, which is given the workspace and
returns the remaining arguments. For each method the least role. The lines of an app are in endpoints_<app>.py.
"""

from __future__ import annotations

from typing import Any

from accounts.models import Workspace
from tests.api.endpoint_kinds import CONTRIBUTOR, EDITOR, OWNER, VIEWER, Appointed, Endpoint, Open, Personal
from tests.api.endpoints_assessments import ASSESSMENTS
from tests.api.endpoints_jobs import JOBS
from tests.factories.roadmap import make_action, make_roadmap


def _roadmap(workspace: Workspace) -> dict[str, Any]:
    return {"roadmap_code": make_roadmap(workspace).code}


def _action(workspace: Workspace) -> dict[str, Any]:
    action = make_action(make_roadmap(workspace))
    return {"roadmap_code": action.roadmap.code, "code": action.code}


ENDPOINTS: dict[str, Endpoint | Appointed | Personal | Open] = {
    "api_contract": Open(),
    "api_contract_yaml": Open(),
    "api_docs": Open(),
    "api_workspaces": Personal(("GET", "POST")),
    "api_workspace": Endpoint(get=VIEWER, patch=OWNER),
    "api_members": Endpoint(get=VIEWER),
    "api_actions": Endpoint(_roadmap, get=VIEWER, post=EDITOR),
    "api_action": Endpoint(_action, get=VIEWER, patch=EDITOR, delete=EDITOR),
    "api_action_restore": Endpoint(_action, post=EDITOR),
    "api_action_state": Endpoint(_action, post=CONTRIBUTOR),
    "api_action_drop": Endpoint(_action, post=EDITOR),
    "api_action_reopen": Endpoint(_action, post=CONTRIBUTOR),
    **ASSESSMENTS,
    **JOBS,
}
