"""Who belongs to a workspace, as what.

Every change first locks the workspace's row, so that of two owners who leave at the same moment the second sees that
there is no other any more.
"""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import RoleChoice
from accounts.domain.roles import Role
from accounts.models import Membership, User, Workspace
from accounts.operations.activity import log_activity
from accounts.operations.guard import lock_workspace, require_owner
from accounts.operations.invitations import withdraw_made_by
from accounts.operations.notices import notify
from accounts.operations.tokens import revoke_tokens_for

PRESENCE = timedelta(hours=1)


class LastOwnerError(Exception):
    """Without this person the workspace would have no owner: somebody else has to become one first."""


@transaction.atomic
def change_role(*, workspace: Workspace, member: User, role: Role, actor: User) -> None:
    """Raises LastOwnerError when nobody would own the workspace, Membership.DoesNotExist for who is no member."""
    membership = _locked(workspace, member)
    require_owner(workspace, actor)
    before = Role(membership.role)
    if role == before:
        return
    if before == Role.OWNER:
        _give_up_ownership(workspace, member, actor)
    _set_role(membership, role)
    log_activity(
        workspace=workspace,
        actor=actor,
        verb="member.stepped_down" if member == actor else "member.role_changed",
        target=member,
        from_role=before.value,
        to_role=role.value,
    )
    if member != actor:
        notify(
            user=member,
            workspace=workspace,
            sentence=_("%(actor)s changed your role in %(workspace)s to %(role)s.")
            % {"actor": actor, "role": RoleChoice(role.value).label, "workspace": workspace},
            path=reverse("member_list", args=[workspace.code]),
        )


@transaction.atomic
def hand_over(*, workspace: Workspace, to: User, actor: User, step_down_to: Role | None = None) -> None:
    """Make somebody else an owner; with `step_down_to`, the one who hands over is none any more."""
    if to == actor:
        raise LastOwnerError
    if step_down_to is None:
        change_role(workspace=workspace, member=to, role=Role.OWNER, actor=actor)
        return
    heir = _locked(workspace, to)
    require_owner(workspace, actor)
    before = heir.role
    _set_role(heir, Role.OWNER)
    _give_up_ownership(workspace, actor, actor)
    _set_role(Membership.objects.get(workspace=workspace, user=actor), step_down_to)
    log_activity(
        workspace=workspace,
        actor=actor,
        verb="member.handed_over",
        target=to,
        from_role=before,
        to_role=step_down_to.value,
    )
    notify(
        user=to,
        workspace=workspace,
        sentence=_("%(actor)s handed you %(workspace)s: you own it now.") % {"actor": actor, "workspace": workspace},
        path=reverse("member_list", args=[workspace.code]),
    )


@transaction.atomic
def remove_member(*, workspace: Workspace, member: User, actor: User) -> None:
    """By an owner, or by the member themselves, who leaves."""
    membership = _locked(workspace, member)
    has_left = member == actor
    if not has_left:
        require_owner(workspace, actor)
    if membership.role == Role.OWNER:
        _give_up_ownership(workspace, member, actor)
    revoke_tokens_for(user=member, workspace=workspace)
    membership.delete()
    log_activity(workspace=workspace, actor=actor, verb="member.left" if has_left else "member.removed", target=member)
    if not has_left:
        notify(
            user=member,
            workspace=workspace,
            sentence=_("%(actor)s removed you from %(workspace)s.") % {"actor": actor, "workspace": workspace},
        )


def note_presence(*, membership: Membership) -> None:
    """To the hour, so that looking at pages rarely waits for a writer."""
    now = timezone.now()
    if membership.last_seen_at < now - PRESENCE:
        Membership.objects.filter(pk=membership.pk).update(last_seen_at=now)


def _locked(workspace: Workspace, member: User) -> Membership:
    """The membership as it is now, with nobody else deciding about this workspace until the transaction ends.

    Of a person: about service accounts others decide, see service_accounts.
    """
    lock_workspace(workspace.pk)
    return Membership.objects.of_people().get(workspace=workspace, user=member)


def _set_role(membership: Membership, role: Role) -> None:
    membership.role = role.value
    membership.save(update_fields=["role"])


def _give_up_ownership(workspace: Workspace, owner: User, actor: User) -> None:
    """An owner who holds a link that they made could otherwise come back by it."""
    others = Membership.objects.of_people().filter(workspace=workspace, role=Role.OWNER.value).exclude(user=owner)
    if not others.exists():
        raise LastOwnerError
    withdraw_made_by(person=owner, workspace=workspace, actor=actor)
