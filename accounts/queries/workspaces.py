"""Workspaces of a person, beside those that `accounts.access` has at hand in every request."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Q, Subquery

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.domain.roles import Role
from accounts.models import Activity, Membership, User, Workspace
from accounts.models.workspace import WorkspaceQuerySet

IS_PERSON = Q(memberships__user__is_service=False)
IS_OWNER = IS_PERSON & Q(memberships__role=Role.OWNER.value)


@dataclass(frozen=True)
class Choice:
    """One of the workspaces to choose from. `active_at` is when something was last logged in it."""

    membership: Membership
    members: int
    active_at: datetime | None


def choices_of(memberships: Iterable[Membership], last: Membership | None) -> list[Choice]:
    """The one that the session was in last, then by when the person was seen there, which is kept to the hour only."""
    newest = Activity.objects.filter(workspace=OuterRef("pk")).order_by("-pk").values("at")[:1]
    found = Workspace.objects.filter(pk__in=[each.workspace_id for each in memberships]).annotate(
        members=Count("memberships", filter=IS_PERSON), active_at=Subquery(newest)
    )
    known = {pk: (members, active_at) for pk, members, active_at in found.values_list("pk", "members", "active_at")}
    ordered = sorted(memberships, key=lambda each: (each == last, each.last_seen_at), reverse=True)
    return [Choice(each, *known[each.workspace_id]) for each in ordered]


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
        .annotate(members=Count("memberships", filter=IS_PERSON), owners=Count("memberships", filter=IS_OWNER))
        .filter(owners=1)
        .order_by("name", "pk")
    )
    return found
