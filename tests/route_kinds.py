"""For whom an address is open: what a line of tests/routes.py says."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.domain.roles import Role
from accounts.models import Workspace

type Arguments = Callable[[Workspace], dict[str, Any]]


@dataclass(frozen=True)
class Anyone:
    """Open without signing in. `status` is the answer to a plain GET."""

    status: int = 200
    arguments: Arguments | None = None


@dataclass(frozen=True)
class Person:
    """For whoever has signed in, about themselves. With `arguments` it is one object: everybody else's is 404."""

    arguments: Arguments | None = None
    post_only: bool = False


@dataclass(frozen=True)
class Member:
    """For members of the workspace from this role on: lesser members 403, everybody else 404."""

    role: Role = Role.VIEWER
    arguments: Arguments | None = None
    post_only: bool = False


@dataclass(frozen=True)
class Appointed:
    """For who was appointed in what the address names, here the workspace's owner: 403 for every other member."""

    arguments: Arguments
    post_only: bool = False
