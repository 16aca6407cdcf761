"""The end of a person's account, which they decide about themselves."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.models import Activity, Invitation, Membership, User, Workspace
from accounts.operations.activity import log_activity
from accounts.operations.guard import require_person
from accounts.operations.invitations import withdraw_made_by
from accounts.operations.workspaces import purge_workspaces
from accounts.queries.workspaces import owned_alone


class StillNeededError(Exception):
    """Others would be left in workspaces without an owner: somebody there has to become one first."""

    def __init__(self, workspaces: list[Workspace]) -> None:
        super().__init__(", ".join(workspace.code for workspace in workspaces))
        self.workspaces = workspaces


def delete_account(*, user: User) -> None:
    """Immediate and final. Workspaces in which the person is alone end with them; their name leaves all logs.

    Raises StillNeededError. The files of ended workspaces are removed by the purge, at once or, if that is cut off,
    by the next daily one: so they are marked as if they had been deleted long ago.
    """
    require_person(user)
    now = timezone.now()
    with transaction.atomic():
        alone = _decide(user)
        Workspace.objects.filter(pk__in=[each.pk for each in alone]).update(deleted_at=now - DELETED_IS_KEPT)
        addresses = [user.email, *EmailAddress.objects.filter(user=user).values_list("email", flat=True)]
        for membership in Membership.objects.filter(user=user).select_related("workspace"):
            withdraw_made_by(person=user, workspace=membership.workspace, actor=user)
            log_activity(workspace=membership.workspace, actor=user, verb="member.account_deleted", target=user)
        Activity.objects.forget(user, addresses)
        Invitation.objects.filter(email__in=addresses).delete()
        user.delete()
    if alone:
        purge_workspaces(now=now)


def _decide(user: User) -> list[Workspace]:
    """The workspaces to end, locked with all others that the person belongs to until the account is gone.

    Also where they own nothing: somebody may be handing a workspace to them at this moment.
    """
    list(Workspace.objects.filter(memberships__user=user).order_by("pk").locked())
    alone = list(owned_alone(user))
    if needed := [each for each in alone if each.members > 1 and each.deleted_at is None]:
        raise StillNeededError(needed)
    return [each for each in alone if each.members == 1]
