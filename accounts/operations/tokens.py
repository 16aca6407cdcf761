"""API tokens: made, used, revoked and, long after their end, forgotten. A secret is handed out once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain.periods import ENDED_TOKEN_IS_KEPT
from accounts.domain.roles import Role
from accounts.domain.tokens import hint_of, new_secret
from accounts.models import ApiToken, User, Workspace
from accounts.operations.activity import log_activity
from accounts.operations.guard import lock_as_owner
from accounts.operations.notices import notify_all
from accounts.queries.invitations import hash_of

NOTED_EVERY = timedelta(minutes=5)
MOST_WORKING = 50
"""Of one person or service account."""


class TooManyTokensError(Exception):
    """So many secrets nobody can keep an eye on."""


@dataclass(frozen=True, slots=True)
class Made:
    """`secret` cannot be had again."""

    token: ApiToken
    secret: str


@transaction.atomic
def make_token(
    *,
    user: User,
    name: str,
    role: Role,
    is_read_only: bool,
    lasts: timedelta | None,
    workspace: Workspace | None = None,
) -> Made:
    """A person's own; with a workspace, for it alone. Raises TooManyTokensError."""
    if user.is_service:
        raise PermissionDenied
    return _make(user, user, name=name, role=role, is_read_only=is_read_only, lasts=lasts, workspace=workspace)


@transaction.atomic
def make_service_token(
    *, workspace: Workspace, account: User, actor: User, name: str, is_read_only: bool, lasts: timedelta | None
) -> Made:
    """For a workspace's service account, by an owner; the other owners are told. It may what the account may.

    Raises TooManyTokensError, and Membership.DoesNotExist when the account has been removed.
    """
    workspace = lock_as_owner(workspace.pk, actor)
    workspace.memberships.get(user=account, user__is_service=True)
    made = _make(
        account, actor, name=name, role=Role.OWNER, is_read_only=is_read_only, lasts=lasts, workspace=workspace
    )
    log_activity(workspace=workspace, actor=actor, verb="service.token_made", target=account, token=name)
    sentence = _("%(actor)s made the API token “%(token)s” for the service account %(account)s.")
    owners = User.objects.filter(memberships__workspace=workspace, memberships__role=Role.OWNER.value)
    notify_all(
        users=owners.exclude(pk=actor.pk),
        workspace=workspace,
        sentence=sentence % {"actor": actor, "token": name, "account": account},
        path=reverse("service_account_detail", args=[workspace.code, account.code]),
    )
    return made


@transaction.atomic
def revoke_token(*, token: ApiToken, actor: User) -> None:
    """For good, and from the next request on. Revoking what is revoked does nothing.

    A person's own is revoked by them, a service account's by those who own its workspace.
    """
    if token.user.is_service and token.workspace:
        lock_as_owner(token.workspace.pk, actor)
    elif token.user != actor:
        raise PermissionDenied
    is_first = ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())
    if is_first and token.user.is_service and token.workspace:
        log_activity(
            workspace=token.workspace, actor=actor, verb="service.token_revoked", target=token.user, token=token.name
        )


def revoke_tokens_for(*, user: User, workspace: Workspace) -> None:
    """Of who leaves: without a membership they open nothing, and they are not to wake up if the person comes back."""
    ApiToken.objects.filter(user=user, workspace=workspace, revoked_at=None).update(revoked_at=timezone.now())


def note_use(*, token: ApiToken, now: datetime) -> None:
    """Kept to five minutes, so that requests of a program rarely wait for a writer."""
    if token.last_used_at and token.last_used_at > now - NOTED_EVERY:
        return
    due = Q(last_used_at=None) | Q(last_used_at__lte=now - NOTED_EVERY)
    ApiToken.objects.filter(due, pk=token.pk).update(last_used_at=now)


def purge_tokens(*, now: datetime) -> int:
    """Remove those that ended 90 days ago or earlier; how many."""
    long_ago = now - ENDED_TOKEN_IS_KEPT
    count, _rows = ApiToken.objects.filter(Q(revoked_at__lte=long_ago) | Q(expires_at__lte=long_ago)).delete()
    return count


def _make(
    user: User,
    actor: User,
    *,
    name: str,
    role: Role,
    is_read_only: bool,
    lasts: timedelta | None,
    workspace: Workspace | None,
) -> Made:
    now, secret = timezone.now(), new_secret()
    User.objects.select_for_update(no_key=True).only("pk").get(pk=user.pk)  # so that two at once are counted
    if ApiToken.objects.filter(Q(expires_at=None) | Q(expires_at__gt=now), user=user, revoked_at=None).count() >= (
        MOST_WORKING
    ):
        raise TooManyTokensError
    token = ApiToken.objects.create(
        user=user,
        name=name,
        secret_hash=hash_of(secret),
        hint=hint_of(secret),
        role=role.value,
        is_read_only=is_read_only,
        workspace=workspace,
        expires_at=now + lasts if lasts else None,
        made_by=actor,
    )
    return Made(token, secret)
