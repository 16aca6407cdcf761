"""Lines for tests/api/endpoints.py."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.models import Workspace
from accounts.operations.activity import log_activity
from roadmap.models import AcceptedPlan, ActionChange
from roadmap.operations.calendars import make_feed
from roadmap.operations.comments import write_comment
from roadmap.operations.from_gaps import MADE
from roadmap.operations.handovers import add_handover
from tests.api.endpoint_kinds import CONTRIBUTOR, EDITOR, OWNER, VIEWER, Appointed, Endpoint, Open, Personal
from tests.factories.accounts import owner_of
from tests.factories.artifacts import artifact_of, review_artifact
from tests.factories.assessments import make_assessment
from tests.factories.gates import make_passing, phase_of
from tests.factories.pilots import make_check_in, make_pilot
from tests.factories.roadmap import close_action, make_action, make_roadmap
from tests.factories.tickets import make_ticket_import

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


def _comment(workspace: Workspace) -> dict[str, Any]:
    action = make_action(make_roadmap(workspace))
    comment = write_comment(action=action, actor=owner_of(workspace), text="Soon")
    return {"roadmap_code": action.roadmap.code, "code": action.code, "comment_code": comment.code}


def _change(workspace: Workspace) -> dict[str, Any]:
    """By nobody of those who ask."""
    action = make_action(make_roadmap(workspace))
    change = close_action(action).change
    assert change
    ActionChange.objects.filter(pk=change.pk).update(made_by=None)
    return {"roadmap_code": action.roadmap.code, "code": change.code}


def _made(workspace: Workspace) -> dict[str, Any]:
    roadmap = make_roadmap(workspace, assessment=make_assessment(workspace))
    event = log_activity(workspace=workspace, actor=owner_of(workspace), verb=MADE, target=roadmap, actions=[])
    return {"roadmap_code": roadmap.code, "code": event.code}


def _accepted(workspace: Workspace) -> dict[str, Any]:
    roadmap = make_roadmap(workspace)
    return {"roadmap_code": roadmap.code, "code": AcceptedPlan.objects.create(roadmap=roadmap).code}


def _import(workspace: Workspace) -> dict[str, Any]:
    found = make_ticket_import(make_roadmap(workspace), ",New,To Do,,,,", applied_at=timezone.now())
    return {"roadmap_code": found.roadmap.code, "code": found.code}


def _feed(workspace: Workspace) -> dict[str, Any]:
    """What somebody else made does not exist."""
    return {"code": make_feed(workspace=workspace, user=owner_of(workspace), roadmap=None).feed.code}


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
    "api_action_close": Endpoint(_action, post=CONTRIBUTOR),
    "api_action_move": Endpoint(_action, post=CONTRIBUTOR),
    "api_action_comments": Endpoint(_action, get=VIEWER, post=CONTRIBUTOR),
    "api_action_comment": Appointed(_comment, ("DELETE",), is_read_by_all=True),
    "api_action_comment_restore": Appointed(_comment, ("POST",)),
    "api_action_changes": Endpoint(_roadmap, post=EDITOR),
    "api_action_changes_preview": Endpoint(_roadmap, post=EDITOR),
    "api_action_change_undo": Endpoint(_change, post=EDITOR),
    "api_gaps": Endpoint(_roadmap, get=EDITOR),
    "api_gap_actions": Endpoint(_roadmap, post=EDITOR),
    "api_gap_actions_undo": Endpoint(_made, post=EDITOR),
    "api_plan": Endpoint(_roadmap, get=VIEWER),
    "api_plan_accept": Endpoint(_roadmap, post=EDITOR),
    "api_plan_undo": Endpoint(_accepted, post=EDITOR),
    "api_action_imports": Endpoint(_roadmap, get=EDITOR, post=EDITOR),
    "api_action_import": Endpoint(_import, get=EDITOR, delete=EDITOR),
    "api_action_import_apply": Endpoint(_import, post=EDITOR),
    "api_action_import_undo": Endpoint(_import, post=EDITOR),
    "api_progress": Endpoint(_roadmap, get=VIEWER),
    "api_actions_csv": Endpoint(_roadmap, get=VIEWER),
    "api_actions_github": Endpoint(_roadmap, get=VIEWER),
    "api_artifacts_csv": Endpoint(_roadmap, get=VIEWER),
    "api_calendar_feeds": Endpoint(get=VIEWER, post=VIEWER),
    "api_calendar_feed": Appointed(_feed, ("GET", "DELETE"), refused=404),
    "api_calendar_feed_restore": Appointed(_feed, ("POST",), refused=404),
}
