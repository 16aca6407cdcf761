"""Coming into a workspace by invitation."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Invitation, Membership, User
from accounts.operations.activity import log_activity
from accounts.queries.invitations import hash_of


class InvitationGoneError(Exception):
    """Accepted by somebody else, withdrawn, or past its day."""


@transaction.atomic
def accept_invitation(*, secret: str, user: User) -> Membership:
    """Raises InvitationGoneError. The row is locked, so that of two who hold a link exactly one comes in."""
    now = timezone.now()
    invitation = (
        Invitation.objects.open(now).select_for_update(of=("self",)).filter(secret_hash=hash_of(secret)).first()
    )
    if invitation is None:
        raise InvitationGoneError
    invitation.accepted_at = now
    invitation.accepted_by = user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    membership = Membership.objects.create(workspace=invitation.workspace, user=user, role=invitation.role)
    log_activity(workspace=invitation.workspace, actor=user, verb="invitation.accepted", target=user)
    return membership
