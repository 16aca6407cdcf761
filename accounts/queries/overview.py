"""What the first page of a workspace says."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, Q

from accounts.choices import RoleChoice
from accounts.models import Membership
from accounts.permissions import can_own


@dataclass(frozen=True)
class Overview:
    """How many people belong to the workspace, and what the person who looks could do about it and has not yet done.

    `lacks_second_step`: a password is enough to sign in as this person.
    """

    members: int
    owners: int
    lacks_others: bool
    lacks_logo: bool
    lacks_second_step: bool

    @property
    def has_steps(self) -> bool:
        return self.lacks_others or self.lacks_logo or self.lacks_second_step


def overview_of(membership: Membership) -> Overview:
    steps = Authenticator.objects.filter(user=membership.user).exclude(type=Authenticator.Type.RECOVERY_CODES)
    counted = membership.workspace.memberships.of_people().aggregate(
        members=Count("pk"),
        owners=Count("pk", filter=Q(role=RoleChoice.OWNER.value)),
        secured=Count("pk", filter=Exists(steps)),
    )
    return Overview(
        members=counted["members"],
        owners=counted["owners"],
        lacks_others=can_own(membership) and counted["members"] == 1,
        lacks_logo=can_own(membership) and not membership.workspace.logo,
        lacks_second_step=not counted["secured"],
    )
