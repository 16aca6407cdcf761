"""What the first page of a workspace says."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db.models import Count, Q

from accounts.choices import RoleChoice
from accounts.models import User, Workspace


@dataclass(frozen=True)
class Overview:
    """`has_second_step`: the person who looks needs more than a password to sign in."""

    members: int
    owners: int
    has_second_step: bool


def overview_of(workspace: Workspace, user: User) -> Overview:
    counted = workspace.memberships.aggregate(
        members=Count("pk"), owners=Count("pk", filter=Q(role=RoleChoice.OWNER.value))
    )
    steps = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return Overview(**counted, has_second_step=steps.exists())
