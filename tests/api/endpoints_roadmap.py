"""Lines for tests/api/endpoints.py."""

from __future__ import annotations

from typing import Any

from accounts.models import Workspace
from tests.api.endpoint_kinds import CONTRIBUTOR, EDITOR, OWNER, VIEWER, Appointed, Endpoint, Open, Personal
from tests.factories.gates import make_passing, phase_of
from tests.factories.roadmap import make_action, make_roadmap

DISCOVER = {"phase": "discover"}


def _roadmap(workspace: Workspace) -> dict[str, Any]:
    return {"roadmap_code": make_roadmap(workspace).code}


def _phase(workspace: Workspace) -> dict[str, Any]:
    return {**_roadmap(workspace), **DISCOVER}


def _passing(workspace: Workspace) -> dict[str, Any]:
    roadmap = make_roadmap(workspace)
    return {"roadmap_code": roadmap.code, **DISCOVER, "code": make_passing(phase_of(roadmap, "discover")).code}


def _decision(workspace: Workspace) -> dict[str, Any]:
    roadmap = make_roadmap(workspace)
    decision = phase_of(roadmap, "discover").decisions.all()[0]
    return {"roadmap_code": roadmap.code, **DISCOVER, "code": decision.code}


def _action(workspace: Workspace) -> dict[str, Any]:
    action = make_action(make_roadmap(workspace))
    return {"roadmap_code": action.roadmap.code, "code": action.code}


ROADMAPS: dict[str, Endpoint | Appointed | Personal | Open] = {
    "api_roadmaps": Endpoint(get=VIEWER, post=EDITOR),
    "api_roadmap": Endpoint(_roadmap, get=VIEWER, patch=EDITOR, delete=EDITOR),
    "api_roadmap_restore": Endpoint(_roadmap, post=EDITOR),
    "api_phases": Endpoint(_roadmap, get=VIEWER),
    "api_phase": Endpoint(_phase, get=VIEWER, patch=EDITOR),
    "api_phase_begin": Endpoint(_phase, post=EDITOR),
    "api_passings": Endpoint(_phase, get=VIEWER, post=OWNER),
    "api_passing": Endpoint(_passing, get=VIEWER),
    "api_passing_withdraw": Endpoint(_passing, post=OWNER),
    "api_passing_restore": Endpoint(_passing, post=OWNER),
    "api_decisions": Endpoint(_phase, get=VIEWER, post=EDITOR),
    "api_decision": Endpoint(_decision, get=VIEWER, patch=EDITOR, delete=EDITOR),
    "api_decision_restore": Endpoint(_decision, post=EDITOR),
    "api_actions": Endpoint(_roadmap, get=VIEWER, post=EDITOR),
    "api_action": Endpoint(_action, get=VIEWER, patch=EDITOR, delete=EDITOR),
    "api_action_restore": Endpoint(_action, post=EDITOR),
    "api_action_state": Endpoint(_action, post=CONTRIBUTOR),
    "api_action_drop": Endpoint(_action, post=EDITOR),
    "api_action_reopen": Endpoint(_action, post=CONTRIBUTOR),
}
