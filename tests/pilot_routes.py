"""Who may open which address of a pilot; see tests/routes.py."""

from typing import Any

from accounts.domain.roles import Role
from accounts.models import Workspace
from roadmap.operations.handovers import add_handover
from tests.factories.accounts import owner_of
from tests.factories.pilots import make_check_in, make_pilot
from tests.factories.roadmap import make_roadmap
from tests.route_kinds import Anyone, Member, Person


def _roadmap_code(workspace: Workspace) -> dict[str, Any]:
    return {"roadmap_code": make_roadmap(workspace).code}


def _pilot(workspace: Workspace) -> dict[str, Any]:
    pilot = make_pilot(make_roadmap(workspace))
    return {"roadmap_code": pilot.roadmap.code, "pilot_code": pilot.code}


def _check_in(workspace: Workspace) -> dict[str, Any]:
    """Of the workspace's owner: nobody else changes it."""
    pilot = make_pilot(make_roadmap(workspace))
    codes = {"workspace_code": workspace.code, "roadmap_code": pilot.roadmap.code, "pilot_code": pilot.code}
    return {**codes, "check_in_code": make_check_in(pilot).code}


def _handover(workspace: Workspace) -> dict[str, Any]:
    pilot = make_pilot(make_roadmap(workspace))
    item = add_handover(pilot=pilot, actor=owner_of(workspace), text="Runbook")
    return {"roadmap_code": pilot.roadmap.code, "pilot_code": pilot.code, "handover_code": item.code}


PILOT_ROUTES: dict[str, Anyone | Person | Member] = {
    "pilot_list": Member(arguments=_roadmap_code),
    "pilot_create": Member(Role.EDITOR, _roadmap_code),
    "pilot_detail": Member(arguments=_pilot),
    "pilot_settings": Member(Role.EDITOR, _pilot),
    "pilot_decide": Member(Role.EDITOR, _pilot),
    "pilot_delete": Member(Role.EDITOR, _pilot, post_only=True),
    "pilot_restore": Member(Role.EDITOR, _pilot, post_only=True),
    "pilot_check_in_create": Member(Role.CONTRIBUTOR, _pilot),
    "pilot_check_in_change": Person(_check_in),
    "pilot_check_in_delete": Person(_check_in, post_only=True),
    "pilot_check_in_restore": Person(_check_in, post_only=True),
    "pilot_handover_create": Member(Role.EDITOR, _pilot, post_only=True),
    "pilot_handover_tick": Member(Role.CONTRIBUTOR, _handover, post_only=True),
    "pilot_handover_delete": Member(Role.EDITOR, _handover, post_only=True),
    "pilot_handover_restore": Member(Role.EDITOR, _handover, post_only=True),
}
