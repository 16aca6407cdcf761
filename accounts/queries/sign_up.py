"""Whether a visitor may sign up."""

from django.conf import settings
from django.utils import timezone

from accounts.domain.sign_up import Door, Way
from accounts.models import Invitation, User
from accounts.queries.invitations import find_invitation


def sign_up_door(secret: str) -> Door:
    """For a visitor who followed the invitation with this secret, or none when it is empty."""
    is_open = bool(settings.OPEN_SIGNUP)
    if not User.objects.filter(is_service=False).exists():
        return Door(Way.FIRST, is_open_to_strangers=is_open)
    invitation = find_invitation(secret, now=timezone.now()) if secret else None
    if invitation:
        return _by_invitation(invitation, secret, is_open)
    return Door(Way.OPEN if is_open else Way.CLOSED, is_open_to_strangers=is_open)


def _by_invitation(invitation: Invitation, secret: str, is_open: bool) -> Door:
    return Door(
        Way.INVITED,
        secret=secret,
        address=invitation.email.lower(),
        workspace=invitation.workspace.name,
        is_open_to_strangers=is_open,
    )
