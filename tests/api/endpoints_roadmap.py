"""Lines for tests/api/endpoints.py."""

from __future__ import annotations

from typing import Any

from accounts.models import Workspace
from roadmap.operations.handovers import add_handover
from tests.api.endpoint_kinds import CONTRIBUTOR, EDITOR, OWNER, VIEWER, Appointed, Endpoint, Open, Personal
from tests.factories.accounts import owner_of
from tests.factories.artifacts import artifact_of, review_artifact
from tests.factories.gates import make_passing, phase_of
from tests.factories.pilots import make_check_in, make_pilot
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


def _item(workspace: Workspace) -> dict[str, Any]:
    roadmap = make_roadmap(workspace)
    return {"roadmap_code": roadmap.code, "code": roadmap.items.all()[0].code}


def _artifact(workspace: Workspace) -> dict[str, Any]:
    roadmap = make_roadmap(workspace)
    return {"roadmap_code": roadmap.code, "code": artifact_of(roadmap).code}


def _version(workspace: Workspace) -> dict[str, Any]:
    artifact = review_artifact(make_roadmap(workspace))
    return {"roadmap_code": artifact.roadmap.code, "code": artifact.code, "number": 1}


def _pilot(workspace: Workspace) -> dict[str, Any]:
    pilot = make_pilot(make_roadmap(workspace))
    return {"roadmap_code": pilot.roadmap.code, "pilot_code": pilot.code}


def _check_in(workspace: Workspace) -> dict[str, Any]:
    pilot = make_pilot(make_roadmap(workspace))
    return {"roadmap_code": pilot.roadmap.code, "pilot_code": pilot.code, "code": make_check_in(pilot).code}


def _handover(workspace: Workspace) -> dict[str, Any]:
    pilot = make_pilot(make_roadmap(workspace))
    item = add_handover(pilot=pilot, actor=owner_of(workspace), text="The runbook")
    return {"roadmap_code": pilot.roadmap.code, "pilot_code": pilot.code, "code": item.code}


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
    "api_items": Endpoint(_roadmap, get=VIEWER, post=CONTRIBUTOR),
    "api_item": Endpoint(_item, get=VIEWER, patch=CONTRIBUTOR, delete=CONTRIBUTOR),
    "api_item_restore": Endpoint(_item, post=CONTRIBUTOR),
    "api_item_tick": Endpoint(_item, post=CONTRIBUTOR),
    "api_item_untick": Endpoint(_item, post=CONTRIBUTOR),
    "api_artifacts": Endpoint(_roadmap, get=VIEWER, post=EDITOR),
    "api_artifact": Endpoint(_artifact, get=VIEWER, patch=EDITOR, delete=EDITOR),
    "api_artifact_restore": Endpoint(_artifact, post=EDITOR),
    "api_artifact_tick": Endpoint(_artifact, post=CONTRIBUTOR),
    "api_artifact_events": Endpoint(_artifact, get=VIEWER),
    "api_artifact_questions": Endpoint(_artifact, get=VIEWER),
    "api_artifact_markdown": Endpoint(_artifact, get=VIEWER),
    "api_artifact_docx": Endpoint(_artifact, get=VIEWER),
    "api_artifact_versions": Endpoint(_artifact, get=VIEWER, post=CONTRIBUTOR),
    "api_artifact_version": Endpoint(_version, get=VIEWER),
    "api_artifact_version_file": Endpoint(_version, get=VIEWER),
    "api_artifact_ask": Endpoint(_artifact, post=CONTRIBUTOR),
    "api_artifact_accept": Endpoint(_artifact, post=EDITOR),
    "api_artifact_send_back": Endpoint(_artifact, post=EDITOR),
    "api_artifact_cite": Endpoint(_artifact, post=CONTRIBUTOR),
    "api_pilots": Endpoint(_roadmap, get=VIEWER, post=EDITOR),
    "api_pilot": Endpoint(_pilot, get=VIEWER, patch=EDITOR, delete=EDITOR),
    "api_pilot_restore": Endpoint(_pilot, post=EDITOR),
    "api_pilot_decide": Endpoint(_pilot, post=EDITOR),
    "api_check_ins": Endpoint(_pilot, get=VIEWER, post=CONTRIBUTOR),
    "api_check_in": Appointed(_check_in, ("PATCH", "DELETE"), is_read_by_all=True),
    "api_check_in_restore": Appointed(_check_in, ("POST",)),
    "api_handovers": Endpoint(_pilot, get=VIEWER, post=EDITOR),
    "api_handover": Endpoint(_handover, get=VIEWER, delete=EDITOR),
    "api_handover_restore": Endpoint(_handover, post=EDITOR),
    "api_handover_tick": Endpoint(_handover, post=CONTRIBUTOR),
    "api_handover_untick": Endpoint(_handover, post=CONTRIBUTOR),
    "api_actions": Endpoint(_roadmap, get=VIEWER, post=EDITOR),
    "api_action": Endpoint(_action, get=VIEWER, patch=EDITOR, delete=EDITOR),
    "api_action_restore": Endpoint(_action, post=EDITOR),
    "api_action_state": Endpoint(_action, post=CONTRIBUTOR),
    "api_action_drop": Endpoint(_action, post=EDITOR),
    "api_action_reopen": Endpoint(_action, post=CONTRIBUTOR),
}
