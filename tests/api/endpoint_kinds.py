"""For whom an address of the API is open: what a line of tests/api/endpoints.py says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.domain.roles import Role
from accounts.models import User
from tests.route_kinds import Arguments

type Filled = tuple[list[str], Callable[[], Any]]
"""The codes in the address of a list, and a function that adds one more row with all that it shows."""

VIEWER, CONTRIBUTOR, EDITOR, OWNER = Role


@dataclass(frozen=True)
class Endpoint:
    """Below a workspace. None for a method that it does not have.

    `appointed` are methods for who has to do with what the address names, here the workspace's owner: 403 for every
    other member, but for those of the role that is said of the method, where one is.
    """

    arguments: Arguments | None = None
    get: Role | None = None
    post: Role | None = None
    put: Role | None = None
    patch: Role | None = None
    delete: Role | None = None
    appointed: tuple[str, ...] = ()

    @property
    def methods(self) -> dict[str, Role]:
        found = {name: getattr(self, name) for name in ("get", "post", "put", "patch", "delete")}
        return {name.upper(): role for name, role in found.items() if role}


@dataclass(frozen=True)
class Appointed:
    """For who has to do with what the address names, here the workspace's owner: 403 for every other member, or 404
    where they may not know of it; but for those of the role `least`, where one is said."""

    arguments: Arguments
    methods: tuple[str, ...] = ("GET",)
    is_read_by_all: bool = False
    refused: int = 403
    least: Role | None = None


@dataclass(frozen=True)
class Personal:
    """For whoever has a token, about themselves; `arguments` makes what an address needs, which is nobody else's unless
    it `is_for_all`."""

    methods: tuple[str, ...] = ("GET",)
    arguments: Callable[[User], dict[str, Any]] | None = None
    is_for_all: bool = False


@dataclass(frozen=True)
class Open:
    """For everybody, without signing in."""
