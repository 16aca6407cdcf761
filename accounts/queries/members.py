"""Who belongs to a workspace."""

from django.db.models import QuerySet

from accounts.domain.roles import Role
from accounts.models import Membership, User, Workspace


def members_of(workspace: Workspace) -> list[Membership]:
    """Those who may most first, then by name; programs after the people."""
    members = (
        Membership.objects.filter(workspace=workspace).select_related("user").order_by("user__name", "user__email")
    )
    order = list(reversed(Role))
    return sorted(members, key=lambda member: (member.user.is_service, order.index(Role(member.role))))


def people_of(workspace: Workspace) -> QuerySet[User]:
    """Members of whom something can be asked, by name. Service accounts own, review and decide nothing."""
    return User.objects.filter(memberships__workspace=workspace, is_service=False).order_by("name", "email")


def is_last_owner(membership: Membership) -> bool:
    owners = Membership.objects.of_people().filter(workspace=membership.workspace_id, role=Role.OWNER.value)
    return membership.role == Role.OWNER and not owners.exclude(pk=membership.pk).exists()
