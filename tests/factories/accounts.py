"""Users for tests."""

from itertools import count
from typing import Any

from accounts.domain.roles import Role
from accounts.models import Membership, User, Workspace

_numbers = count(1)


def make_user(**fields: Any) -> User:
    """A user of their own for each call; a test names only what it is about."""
    number = next(_numbers)
    return User.objects.create_user(**{"email": f"person-{number}@example.com", "name": f"Person {number}", **fields})


def make_workspace(*, owner: User | None = None, **fields: Any) -> Workspace:
    """A workspace that somebody owns."""
    workspace = Workspace.objects.create(**{"name": f"Workspace {next(_numbers)}", **fields})
    make_member(workspace, Role.OWNER, user=owner)
    return workspace


def make_member(workspace: Workspace, role: Role = Role.VIEWER, *, user: User | None = None) -> User:
    user = user or make_user()
    Membership.objects.create(workspace=workspace, user=user, role=role.value)
    return user
