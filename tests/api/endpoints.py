"""Who may call which endpoint: one line for every address. tests/api/test_endpoints.py asks each of them.

What an address needs beside `workspace_code` is made by a function named in the line, which is given the workspace and
returns the remaining arguments. For each method the least role.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.domain.roles import Role
from accounts.models import Workspace
from tests.factories.roadmap import make_action, make_roadmap
from tests.route_kinds import Arguments

VIEWER, CONTRIBUTOR, EDITOR, OWNER = Role


@dataclass(frozen=True)
class Endpoint:
    """Below a workspace. None for a method that it does not have."""

    arguments: Arguments | None = None
    get: Role | None = None
    post: Role | None = None
    put: Role | None = None
    patch: Role | None = None
    delete: Role | None = None

    @property
    def methods(self) -> dict[str, Role]:
        found = {name: getattr(self, name) for name in ("get", "post", "put", "patch", "delete")}
        return {name.upper(): role for name, role in found.items() if role}


@dataclass(frozen=True)
class Personal:
    """For whoever has a token, about themselves."""

    methods: tuple[str, ...] = ("GET",)


@dataclass(frozen=True)
class Open:
    """For everybody, without signing in."""


def _roadmap(workspace: Workspace) -> dict[str, Any]:
    return {"roadmap_code": make_roadmap(workspace).code}


def _action(workspace: Workspace) -> dict[str, Any]:
    action = make_action(make_roadmap(workspace))
    return {"roadmap_code": action.roadmap.code, "code": action.code}


ENDPOINTS: dict[str, Endpoint | Personal | Open] = {
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
}
