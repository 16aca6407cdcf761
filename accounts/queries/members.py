"""Who belongs to a workspace."""

from accounts.domain.roles import Role
from accounts.models import Membership, Workspace


def members_of(workspace: Workspace) -> list[Membership]:
    """Those who may most first, then by name."""
    members = (
        Membership.objects.filter(workspace=workspace).select_related("user").order_by("user__name", "user__email")
    )
    order = list(reversed(Role))
    return sorted(members, key=lambda member: order.index(Role(member.role)))


def is_last_owner(membership: Membership) -> bool:
    owners = Membership.objects.filter(workspace=membership.workspace_id, role=Role.OWNER.value)
    return membership.role == Role.OWNER and not owners.exclude(pk=membership.pk).exists()
