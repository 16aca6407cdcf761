"""People, workspaces and what happens between them, for tests."""

from datetime import timedelta
from hashlib import sha256
from itertools import count
from typing import Any

from django.utils import timezone

from accounts.domain.roles import Role
from accounts.domain.tokens import hint_of, new_secret
from accounts.models import Activity, ApiToken, Invitation, Membership, Notice, User, Workspace
from accounts.operations import service_accounts
from accounts.operations.activity import log_activity

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


def owner_of(workspace: Workspace) -> User:
    """The one who has owned it for longest."""
    return workspace.memberships.filter(role=Role.OWNER.value).order_by("pk")[0].user


def make_invitation(workspace: Workspace, *, secret: str = "", **fields: Any) -> Invitation:
    """An open one; `secret` is what its link ends with."""
    secret = secret or f"secret-{next(_numbers)}"
    defaults = {
        "role": Role.EDITOR.value,
        "invited_by": owner_of(workspace),
        "expires_at": timezone.now() + timedelta(days=14),
    }
    return Invitation.objects.create(
        workspace=workspace, secret_hash=sha256(secret.encode()).hexdigest(), **{**defaults, **fields}
    )


def make_notice(user: User, **fields: Any) -> Notice:
    return Notice.objects.create(user=user, **{"sentence": f"Something happened, number {next(_numbers)}.", **fields})


def make_event(workspace: Workspace, *, verb: str = "workspace.restored", actor: User | None = None) -> Activity:
    return log_activity(workspace=workspace, actor=actor or owner_of(workspace), verb=verb, target=workspace)


def make_service_account(workspace: Workspace, role: Role = Role.EDITOR, *, name: str = "") -> User:
    """As the workspace's owner makes one."""
    name = name or f"Service {next(_numbers)}"
    return service_accounts.make_service_account(
        workspace=workspace, actor=owner_of(workspace), name=name, role=role
    ).user


def make_token(user: User, *, secret: str = "", **fields: Any) -> ApiToken:
    """Of an owner's rights and without an end; `secret` is what a program sends."""
    secret = secret or new_secret()
    defaults = {"name": f"Program {next(_numbers)}", "role": Role.OWNER.value, "made_by": user}
    return ApiToken.objects.create(
        user=user,
        secret_hash=sha256(secret.encode()).hexdigest(),
        hint=hint_of(secret),
        **{**defaults, **fields},
    )
