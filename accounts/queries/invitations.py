"""Invitations, as their secret or their workspace finds them."""

import hashlib
from datetime import datetime

from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.models import Invitation, Membership, User, Workspace
from accounts.models.invitation import InvitationQuerySet


class InvitationGoneError(Exception):
    """There is no such invitation, or it has run out, was withdrawn or is used: nobody is told which."""


def hash_of(secret: str) -> str:
    """A plain hash is enough: a secret of 256 random bits cannot be guessed from it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def find_invitation(secret: str, *, now: datetime) -> Invitation | None:
    """The open invitation that this secret belongs to."""
    found: Invitation | None = (
        Invitation.objects.open(now).select_related("workspace").filter(secret_hash=hash_of(secret)).first()
    )
    return found


def invitation_for(*, secret: str, user: User | None) -> Invitation:
    """The open invitation with this secret, or the one by which this very person has come in already."""
    invitation: Invitation | None = (
        Invitation.objects.filter(secret_hash=hash_of(secret), revoked_at=None, workspace__deleted_at=None)
        .select_related("workspace", "invited_by")
        .first()
    )
    if invitation is None:
        raise InvitationGoneError
    is_open = invitation.accepted_at is None and invitation.expires_at > timezone.now()
    if not is_open and not (user and _came_by(invitation, user)):
        raise InvitationGoneError
    return invitation


def is_addressed_to(invitation: Invitation, user: User) -> bool:
    """To nobody in particular, to the address they sign in by, or to another that they have proved to be theirs.

    Never to a service account, which belongs to one workspace alone.
    """
    return not user.is_service and (
        invitation.email in {"", user.email}
        or EmailAddress.objects.filter(user=user, email__iexact=invitation.email, verified=True).exists()
    )


def waiting_invitations(workspace: Workspace) -> InvitationQuerySet:
    """Those that are neither accepted nor withdrawn, also when they have run out: these can be sent again."""
    return (
        Invitation.objects.filter(workspace=workspace, accepted_at=None, revoked_at=None)
        .select_related("invited_by")
        .order_by("-pk")
    )


def _came_by(invitation: Invitation, user: User) -> bool:
    return (
        invitation.accepted_by_id == user.pk
        and Membership.objects.filter(workspace=invitation.workspace_id, user=user).exists()
    )
