"""Programs that belong to a workspace and act in their own name. Its owners make, change and remove them."""

from django.db import transaction

from accounts.domain.roles import Role
from accounts.domain.tokens import NOWHERE
from accounts.models import Membership, User, Workspace
from accounts.operations.activity import log_activity
from accounts.operations.guard import lock_as_owner
from accounts.operations.invitations import withdraw_made_by
from accounts.operations.tokens import revoke_tokens_for
from accounts.queries.service_accounts import MADE, find_service_account, service_accounts_of

MOST = 50


class TooManyAccountsError(Exception):
    """So many programs nobody can keep an eye on."""


@transaction.atomic
def make_service_account(*, workspace: Workspace, actor: User, name: str, role: Role) -> Membership:
    """Without a password, an address that gets mail, or a way to sign in; tokens are made for it one by one.

    Raises TooManyAccountsError.
    """
    workspace = lock_as_owner(workspace.pk, actor)
    if service_accounts_of(workspace).count() >= MOST:
        raise TooManyAccountsError
    account = User(name=name, is_active=False, is_service=True, wants_digest=False)
    account.email = f"{account.code}@{NOWHERE}"
    account.set_unusable_password()
    account.save()
    membership = Membership.objects.create(workspace=workspace, user=account, role=role.value)
    log_activity(workspace=workspace, actor=actor, verb=MADE, target=account, role=role.value)
    return membership


@transaction.atomic
def change_service_account(*, workspace: Workspace, account: User, actor: User, name: str, role: Role) -> None:
    """Its tokens follow at once. Raises Membership.DoesNotExist when it has been removed."""
    workspace = lock_as_owner(workspace.pk, actor)
    stored = find_service_account(workspace, account.code)
    before = stored.user.name, stored.role
    if name != before[0]:
        stored.user.name = name
        stored.user.save(update_fields=["name"])
        log_activity(
            workspace=workspace, actor=actor, verb="service.renamed", target=stored.user, before=before[0], after=name
        )
    if role != before[1]:
        if before[1] == Role.OWNER:
            withdraw_made_by(person=stored.user, workspace=workspace, actor=actor)
        stored.role = role.value
        stored.save(update_fields=["role"])
        log_activity(
            workspace=workspace,
            actor=actor,
            verb="service.role_changed",
            target=stored.user,
            from_role=before[1],
            to_role=role.value,
        )


@transaction.atomic
def remove_service_account(*, workspace: Workspace, account: User, actor: User) -> None:
    """For good, with its tokens. The row stays, as that of a person who has left does, for what it did bears its name.

    Raises Membership.DoesNotExist when it has been removed already.
    """
    workspace = lock_as_owner(workspace.pk, actor)
    membership = find_service_account(workspace, account.code)
    revoke_tokens_for(user=membership.user, workspace=workspace)
    withdraw_made_by(person=membership.user, workspace=workspace, actor=actor)
    membership.delete()
    log_activity(workspace=workspace, actor=actor, verb="service.removed", target=membership.user)
