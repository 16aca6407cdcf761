"""What every decision about a workspace begins with: its row, locked, and the actor's right, asked under the lock.

Whoever was an owner when the page was asked for may be none by now, and the workspace may be deleted.
"""

from django.core.exceptions import PermissionDenied

from accounts.domain.roles import Role
from accounts.models import Membership, User, Workspace


def lock_workspace(key: int) -> Workspace:
    """Nobody else decides about this workspace until the transaction ends. Raises DoesNotExist for a deleted one."""
    locked: Workspace = Workspace.objects.locked().get(pk=key, deleted_at=None)
    return locked


def lock_as_owner(key: int, actor: User) -> Workspace:
    """Raises PermissionDenied for who does not own it, DoesNotExist for a deleted one."""
    workspace = lock_workspace(key)
    require_owner(workspace, actor)
    return workspace


def require_person(actor: User) -> None:
    """For what a program has no business with: workspaces of its own, and the end of its own account."""
    if actor.is_service:
        raise PermissionDenied


def require_owner(workspace: Workspace, actor: User) -> None:
    if not Membership.objects.filter(workspace=workspace, user=actor, role=Role.OWNER.value).exists():
        raise PermissionDenied
