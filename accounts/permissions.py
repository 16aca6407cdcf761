"""What a member may do. Whoever is no member is told that there is no such workspace, before any of these is asked."""

from copy import copy
from typing import TYPE_CHECKING

from accounts.domain.roles import Role

if TYPE_CHECKING:
    from accounts.models import ApiToken, Membership


def can_view(membership: "Membership") -> bool:
    return Role(membership.role).includes(Role.VIEWER)


def can_contribute(membership: "Membership") -> bool:
    return Role(membership.role).includes(Role.CONTRIBUTOR)


def can_edit(membership: "Membership") -> bool:
    return Role(membership.role).includes(Role.EDITOR)


def can_own(membership: "Membership") -> bool:
    return Role(membership.role).includes(Role.OWNER)


def capped(membership: "Membership", token: "ApiToken") -> "Membership":
    """What somebody may do by a token: a copy with the lower of both roles, to be asked and never to be saved."""
    lower = copy(membership)
    lower.role = min(Role(membership.role), Role(token.role), key=list(Role).index).value
    return lower
