"""Who may open which address: one line for every route. tests/test_routes.py asks each of them.

A new view without a line here fails. What an address needs beside `workspace_code` is made by a function named in the
line, which is given the workspace and returns the remaining arguments.
"""

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


ROUTES: dict[str, Anyone | Person | Member] = {
    "home": Person(),
    "theme_set": Anyone(status=405),
    "component_library": Anyone(status=404),  # there in debug only
    "workspace_detail": Member(),
}

# Pages of other packages: one expectation each, for who is signed out. The prefix is of the address.
OF_OTHERS = {"account/": {200, 302, 404, 405}}
