"""Who may call which endpoint of people and workspaces."""

from __future__ import annotations

from typing import Any

from accounts.domain.roles import Role
from accounts.models import Workspace
from tests.api.endpoint_kinds import OWNER, VIEWER, Appointed, Endpoint, Open, Personal
from tests.factories.accounts import make_invitation, make_member


def _member(workspace: Workspace) -> dict[str, Any]:
    return {"code": make_member(workspace, Role.CONTRIBUTOR).code}


def _invitation(workspace: Workspace) -> dict[str, Any]:
    return {"code": make_invitation(workspace, email="bo@example.com").code}


ACCOUNTS: dict[str, Endpoint | Appointed | Personal | Open] = {
    "api_workspaces": Personal(("GET", "POST")),
    "api_workspace": Endpoint(get=VIEWER, patch=OWNER),
    "api_workspace_hand_over": Endpoint(post=OWNER),
    "api_members": Endpoint(get=VIEWER),
    "api_member": Endpoint(_member, get=VIEWER, patch=OWNER, delete=OWNER),
    "api_invitations": Endpoint(get=OWNER, post=OWNER),
    "api_invitation": Endpoint(_invitation, get=OWNER, delete=OWNER),
    "api_invitation_renew": Endpoint(_invitation, post=OWNER),
}
