"""Who may call which endpoint of people and workspaces."""

from __future__ import annotations

from typing import Any

from accounts.domain.roles import Role
from accounts.models import User, Workspace
from accounts.operations.logos import replace_logo
from accounts.operations.workspaces import delete_workspace
from tests.api.endpoint_kinds import OWNER, VIEWER, Appointed, Endpoint, Open, Personal
from tests.factories.accounts import make_invitation, make_member, make_notice, owner_of
from tests.factories.uploads import make_picture


def _member(workspace: Workspace) -> dict[str, Any]:
    return {"code": make_member(workspace, Role.CONTRIBUTOR).code}


def _invitation(workspace: Workspace) -> dict[str, Any]:
    return {"code": make_invitation(workspace, email="bo@example.com").code}


def _logo(workspace: Workspace) -> dict[str, Any]:
    owner = owner_of(workspace)
    replace_logo(workspace=workspace, actor=owner, which="logo", upload=make_picture("PNG"), seen=workspace.revision)
    return {"which": "logo"}


def _deleted(workspace: Workspace) -> dict[str, Any]:
    delete_workspace(workspace=workspace, actor=owner_of(workspace), typed=workspace.name)
    return {}


def _notice(person: User) -> dict[str, Any]:
    return {"code": make_notice(person).code}


ACCOUNTS: dict[str, Endpoint | Appointed | Personal | Open] = {
    "api_account": Personal(("GET", "PATCH")),
    "api_notices": Personal(),
    "api_notices_read": Personal(("POST",)),
    "api_notice_read": Personal(("POST",), _notice),
    "api_workspaces": Personal(("GET", "POST")),
    "api_workspaces_deleted": Personal(),
    "api_workspace": Endpoint(get=VIEWER, patch=OWNER, delete=OWNER),
    "api_workspace_restore": Appointed(_deleted, ("POST",), refused=404, least=OWNER),
    "api_logo": Endpoint(_logo, get=VIEWER, put=OWNER, delete=OWNER),
    "api_activity": Endpoint(get=VIEWER),
    "api_workspace_hand_over": Endpoint(post=OWNER),
    "api_members": Endpoint(get=VIEWER),
    "api_member": Endpoint(_member, get=VIEWER, patch=OWNER, delete=OWNER),
    "api_invitations": Endpoint(get=OWNER, post=OWNER),
    "api_invitation": Endpoint(_invitation, get=OWNER, delete=OWNER),
    "api_invitation_renew": Endpoint(_invitation, post=OWNER),
}
