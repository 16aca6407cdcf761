"""What comes of signing up."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.domain.sign_up import Door, Way
from accounts.models import FirstOwner, User
from accounts.operations.invitations import accept_invitation
from accounts.operations.workspaces import create_workspace


class NotFirstError(Exception):
    """Somebody else signed up first, in the same moment."""


@transaction.atomic
def settle_newcomer(*, user: User, door: Door, workspace_name: str = "") -> None:
    """Give somebody who has just been stored a place: a workspace of their own, or the one they were invited into.

    Raises NotFirstError when the door was open because nobody was here, and somebody is by now. The caller keeps
    everything in one transaction, so that a person without a place is not kept.
    """
    match door.way:
        case Way.FIRST:
            _claim_installation(user)
            _make_own_workspace(user, workspace_name)
        case Way.INVITED:
            accept_invitation(secret=door.secret, user=user)
        case Way.OPEN:
            _make_own_workspace(user, workspace_name)
        case Way.CLOSED:
            raise NotFirstError


def _claim_installation(user: User) -> None:
    """Of two claims at once, the second waits for the first to be stored, and fails on the only row there can be."""
    if User.objects.exclude(pk=user.pk).exists():
        raise NotFirstError
    try:
        with transaction.atomic():
            FirstOwner.objects.create(user=user)
    except IntegrityError:
        raise NotFirstError from None
    user.is_superuser = True
    user.save(update_fields=["is_superuser"])


def _make_own_workspace(user: User, name: str) -> None:
    create_workspace(owner=user, name=name or default_workspace_name(user))


def default_workspace_name(user: User) -> str:
    return _("Workspace of %(person)s") % {"person": user}
