"""Workspaces of a person, beside those that `accounts.access` has at hand in every request."""

from datetime import datetime

from django.db.models import Count, Q

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.domain.roles import Role
from accounts.models import User, Workspace
from accounts.models.workspace import WorkspaceQuerySet

IS_OWNER = Q(memberships__role=Role.OWNER.value)


def restorable_workspaces(user: User, now: datetime) -> WorkspaceQuerySet:
    """Deleted ones that this person, as an owner, can still bring back; the last deleted first."""
    deleted: WorkspaceQuerySet = Workspace.objects.filter(
        deleted_at__gt=now - DELETED_IS_KEPT, memberships__user=user, memberships__role=Role.OWNER.value
    ).order_by("-deleted_at", "pk")
    return deleted


def owned_alone(user: User) -> WorkspaceQuerySet:
    """Where this person is the only owner, with `members`: how many people belong to it, the owner included."""
    found: WorkspaceQuerySet = (
        Workspace.objects.filter(pk__in=user.memberships.filter(role=Role.OWNER.value).values("workspace"))
        .annotate(members=Count("memberships"), owners=Count("memberships", filter=IS_OWNER))
        .filter(owners=1)
        .order_by("name", "pk")
    )
    return found
