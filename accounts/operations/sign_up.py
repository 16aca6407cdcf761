"""What comes of signing up."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.domain.sign_up import Door, Way
from accounts.models import FirstOwner, User, Workspace
from accounts.operations.invitations import accept_invitation
from accounts.operations.workspaces import create_workspace
from accounts.queries.invitations import InvitationGoneError


class DoorClosedError(Exception):
    """It was open a moment ago: somebody else was first, or has used the invitation."""


@transaction.atomic
def settle_newcomer(*, user: User, door: Door, workspace_name: str = "", time_zone: str = "UTC") -> None:
    """Give somebody who has just been stored a place: a workspace of their own, or the one they were invited into.

    Raises DoorClosedError when there is none any more. The caller keeps everything in one transaction, so that a
    person without a place is not kept.
    """
    match door.way:
        case Way.FIRST:
            _claim_installation(user)
            _make_own_workspace(user, workspace_name, time_zone)
        case Way.INVITED:
            _join(user, door.secret)
        case Way.OPEN:
            _make_own_workspace(user, workspace_name, time_zone)
        case Way.CLOSED:
            raise DoorClosedError


def _claim_installation(user: User) -> None:
    """Of two claims at once, the second waits for the first to be stored, and fails on the only row there can be."""
    if User.objects.filter(is_service=False).exclude(pk=user.pk).exists():
        raise DoorClosedError
    try:
        with transaction.atomic():
            FirstOwner.objects.create(user=user)
    except IntegrityError:
        raise DoorClosedError from None
    user.is_superuser = True
    user.save(update_fields=["is_superuser"])


def _join(user: User, secret: str) -> None:
    try:
        accept_invitation(secret=secret, user=user)
    except InvitationGoneError:
        raise DoorClosedError from None


def _make_own_workspace(user: User, name: str, time_zone: str) -> None:
    create_workspace(owner=user, name=name or default_workspace_name(user), time_zone=time_zone)


def default_workspace_name(user: User) -> str:
    name: str = _("Workspace of %(person)s") % {"person": user}
    return name[: Workspace._meta.get_field("name").max_length]
