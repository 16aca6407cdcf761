"""Inviting people into a workspace, by a secret link that is shown once and stored as a hash only."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import RoleChoice
from accounts.domain.periods import INVITATION_LASTS
from accounts.domain.roles import Role
from accounts.models import Invitation, Membership, User, Workspace
from accounts.operations.activity import log_activity
from accounts.operations.guard import lock_as_owner
from accounts.operations.joining import tell_of_newcomer
from accounts.operations.notices import notify
from accounts.queries.invitations import (
    InvitationGoneError,
    hash_of,
    invitation_for,
    is_addressed_to,
    waiting_invitations,
)
from core.mail import send_text

MOST_WAITING = 200

type Address = Callable[[str], str]
"""From a path to the address by which the reader of a mail gets there."""


class OtherAddressError(Exception):
    """The invitation is for somebody with another mail address."""


class BelongsAlreadyError(Exception):
    """Who has this address is a member: what they may do is changed in the list of members."""

    def __init__(self, membership: Membership) -> None:
        super().__init__(str(membership))
        self.membership = membership


class WaitsAlreadyError(Exception):
    """An invitation for this address is neither accepted nor withdrawn, though it may have run out."""


class TooManyInvitationsError(Exception):
    """So many open links nobody can keep an eye on, and so much mail is a nuisance."""


@dataclass(frozen=True)
class Invited:
    """The link cannot be had again; `was_mailed` is true when there is a mail server and it took the mail."""

    invitation: Invitation
    link: str
    was_mailed: bool


def invite(*, workspace: Workspace, actor: User, role: Role, email: str = "", address: Address) -> Invited:
    """Without `email` the invitation is for whoever holds the link, with it for that person, who gets a mail.

    Raises BelongsAlreadyError, WaitsAlreadyError or TooManyInvitationsError.
    """
    email = User.normalize_username(email)
    secret = secrets.token_urlsafe(32)
    with transaction.atomic(durable=True):
        workspace = lock_as_owner(workspace.pk, actor)
        if email:
            _require_newcomer(workspace, email)
        if waiting_invitations(workspace).count() >= MOST_WAITING:
            raise TooManyInvitationsError
        invitation = Invitation.objects.create(
            workspace=workspace,
            email=email,
            role=role.value,
            secret_hash=hash_of(secret),
            invited_by=actor,
            expires_at=timezone.now() + INVITATION_LASTS,
        )
        log_activity(workspace=workspace, actor=actor, verb="invitation.made", target=invitation, role=role.value)
    return _hand_out(invitation, actor, secret, address)


def renew_invitation(*, invitation: Invitation, actor: User, address: Address) -> Invited:
    """A new secret and two more weeks, also after it has run out. The old link ends."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic(durable=True):
        workspace = lock_as_owner(invitation.workspace_id, actor)
        renewed = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None).update(
            secret_hash=hash_of(secret), expires_at=timezone.now() + INVITATION_LASTS, invited_by=actor
        )
        if not renewed:
            raise InvitationGoneError
        invitation.refresh_from_db()
        log_activity(workspace=workspace, actor=actor, verb="invitation.renewed", target=invitation)
    return _hand_out(invitation, actor, secret, address)


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, actor: User) -> None:
    """Withdrawing what is withdrawn already does nothing; what was accepted cannot be."""
    workspace = lock_as_owner(invitation.workspace_id, actor)
    waiting = Invitation.objects.filter(pk=invitation.pk, accepted_at=None)
    if waiting.filter(revoked_at=None).update(revoked_at=timezone.now()):
        log_activity(workspace=workspace, actor=actor, verb="invitation.withdrawn", target=invitation)
    elif not waiting.exists():
        raise InvitationGoneError


def withdraw_made_by(*, person: User, workspace: Workspace, actor: User) -> None:
    """Of who is an owner no longer; also in a deleted workspace, which may come back. The caller holds its lock."""
    now = timezone.now()
    made = Invitation.objects.filter(
        workspace=workspace, invited_by=person, accepted_at=None, revoked_at=None, expires_at__gt=now
    )
    for invitation in made:
        log_activity(workspace=workspace, actor=actor, verb="invitation.withdrawn", target=invitation)
    made.update(revoked_at=now)


@transaction.atomic
def accept_invitation(*, secret: str, user: User) -> Membership:
    """Make the person a member. Who is one already stays what they are, and the invitation stays open for another.

    Raises InvitationGoneError, or OtherAddressError when the invitation names an address that is not theirs.
    """
    invitation = invitation_for(secret=secret, user=user)
    workspace = Workspace.objects.locked().get(pk=invitation.workspace_id)
    invitation = invitation_for(secret=secret, user=user)  # as it is once nobody else decides
    if present := Membership.objects.filter(workspace=workspace, user=user).first():
        return present
    if not is_addressed_to(invitation, user):
        raise OtherAddressError
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    membership = Membership.objects.create(workspace=workspace, user=user, role=invitation.role)
    log_activity(workspace=workspace, actor=user, verb="member.joined", target=user, role=invitation.role)
    tell_of_newcomer(membership)
    if invitation.invited_by:
        notify(
            user=invitation.invited_by,
            workspace=workspace,
            sentence=_("%(person)s accepted your invitation into %(workspace)s, as %(role)s.")
            % {"person": user, "workspace": workspace, "role": RoleChoice(invitation.role).label},
            path=reverse("member_list", args=[workspace.code]),
        )
    return membership


def _require_newcomer(workspace: Workspace, email: str) -> None:
    """Under the lock, so that pressing twice makes one invitation."""
    member = Membership.objects.select_related("user").filter(workspace=workspace, user__email=email).first()
    if member:
        raise BelongsAlreadyError(member)
    if waiting_invitations(workspace).filter(email=email).exists():
        raise WaitsAlreadyError


def _hand_out(invitation: Invitation, actor: User, secret: str, address: Address) -> Invited:
    """After the commit: a mail about what was rolled back would be a riddle."""
    link = address(reverse("invitation_open", args=[secret]))
    was_mailed = (
        bool(invitation.email)
        and settings.HAS_MAIL
        and send_text(
            to=invitation.email,
            subject=_("%(actor)s invites you to %(workspace)s") % {"actor": actor, "workspace": invitation.workspace},
            template="accounts/mail/invitation.txt",
            context={"invitation": invitation, "actor": actor, "link": link},
        )
    )
    return Invited(invitation, link, was_mailed)
