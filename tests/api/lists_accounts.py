"""How the lists of people and workspaces are filled."""

from __future__ import annotations

from collections.abc import Callable

from accounts.models import Workspace
from tests.api.endpoint_kinds import Filled
from tests.factories.accounts import make_event, make_invitation, make_member


def _members(workspace: Workspace) -> Filled:
    return [workspace.code], lambda: make_member(workspace)


def _invitations(workspace: Workspace) -> Filled:
    return [workspace.code], lambda: make_invitation(workspace, invited_by=make_member(workspace))


def _activity(workspace: Workspace) -> Filled:
    return [workspace.code], lambda: make_event(workspace, actor=make_member(workspace))


ACCOUNT_LISTS: dict[str, Callable[[Workspace], Filled]] = {
    "api_activity": _activity,
    "api_members": _members,
    "api_invitations": _invitations,
}

SINGLE_IN_ACCOUNTS = {"api_workspace", "api_logo", "api_member", "api_invitation"}
