"""Programs that belong to a workspace: made, changed, removed, and ended with it."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.domain.roles import Role
from accounts.models import Activity, Membership, User, Workspace
from accounts.operations import service_accounts
from accounts.operations.activity import log_activity
from accounts.operations.service_accounts import (
    TooManyAccountsError,
    change_service_account,
    make_service_account,
    remove_service_account,
)
from accounts.operations.workspaces import purge_workspaces
from accounts.queries.sentences import sentence_of
from accounts.queries.tokens import token_of
from tests.factories import accounts as factories
from tests.factories.accounts import make_member, make_token, make_workspace, owner_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def account(workspace: Workspace) -> User:
    return factories.make_service_account(workspace, Role.VIEWER, name="Build server")


def sentences(count: int) -> list[str]:
    return [sentence_of(event) for event in reversed(Activity.objects.order_by("-pk")[:count])]


def test_program_belongs_to_one_workspace_and_cannot_sign_in(workspace: Workspace) -> None:
    made = make_service_account(workspace=workspace, actor=owner_of(workspace), name="Warehouse", role=Role.EDITOR)
    user = made.user
    assert (made.workspace, made.role, str(user)) == (workspace, "editor", "Warehouse")
    assert (user.is_service, user.is_active, user.is_superuser, user.wants_digest) == (True, False, False, False)
    assert user.email == f"{user.code}@service.invalid"
    assert not user.has_usable_password()
    assert not user.emailaddress_set.exists()  # type: ignore[attr-defined]
    assert sentences(1) == [f"{owner_of(workspace)} made the service account Warehouse, as Editor"]


def test_name_and_role_change_and_the_log_says_so(workspace: Workspace, account: User) -> None:
    owner = owner_of(workspace)
    said: dict[str, Any] = {"workspace": workspace, "account": account, "actor": owner}
    change_service_account(**said, name="CI", role=Role.EDITOR)
    change_service_account(**said, name="CI", role=Role.EDITOR)
    assert str(User.objects.get(pk=account.pk)) == "CI"
    assert Membership.objects.get(user=account).role == "editor"
    assert sentences(2) == [
        f"{owner} renamed the service account Build server to CI",
        f"{owner} changed the service account CI from Viewer to Editor",
    ]


def test_removed_program_opens_nothing_and_what_it_did_keeps_its_name(workspace: Workspace, account: User) -> None:
    owner, token = owner_of(workspace), make_token(account, workspace=workspace)
    did = log_activity(workspace=workspace, actor=account, verb="workspace.changed", target=workspace, field="name")
    remove_service_account(workspace=workspace, account=account, actor=owner)
    token.refresh_from_db()
    assert token.revoked_at is not None
    assert not Membership.objects.filter(user=account).exists()
    did.refresh_from_db()
    assert (did.actor, did.actor_name) == (account, "Build server")
    assert sentences(1) == [f"{owner} removed the service account Build server and its tokens"]
    with pytest.raises(Membership.DoesNotExist):
        remove_service_account(workspace=workspace, account=account, actor=owner)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR])
def test_only_owners_decide_about_programs(workspace: Workspace, account: User, role: Role) -> None:
    actor = make_member(workspace, role)
    said: dict[str, Any] = {"workspace": workspace, "actor": actor}
    with pytest.raises(PermissionDenied):
        make_service_account(**said, name="Mine", role=Role.OWNER)
    with pytest.raises(PermissionDenied):
        change_service_account(**said, account=account, name="Mine", role=Role.OWNER)
    with pytest.raises(PermissionDenied):
        remove_service_account(**said, account=account)
    assert Membership.objects.get(user=account).role == "viewer"


def test_people_and_programs_of_others_are_none_of_the_workspaces(workspace: Workspace) -> None:
    for user in [make_member(workspace), factories.make_service_account(make_workspace())]:
        said: dict[str, Any] = {"workspace": workspace, "account": user, "actor": owner_of(workspace)}
        with pytest.raises(Membership.DoesNotExist):
            change_service_account(**said, name="CI", role=Role.EDITOR)
        with pytest.raises(Membership.DoesNotExist):
            remove_service_account(**said)
        assert Membership.objects.filter(user=user).exists()


def test_there_is_an_end_to_how_many(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service_accounts, "MOST", 1)
    said: dict[str, Any] = {"workspace": workspace, "actor": owner_of(workspace), "role": Role.VIEWER}
    make_service_account(**said, name="One")
    with pytest.raises(TooManyAccountsError):
        make_service_account(**said, name="Two")


def test_programs_end_with_their_workspace_and_those_of_others_stay(workspace: Workspace, account: User) -> None:
    secret = "rungs_" + "a" * 43
    removed = factories.make_service_account(workspace)
    remove_service_account(workspace=workspace, account=removed, actor=owner_of(workspace))
    make_token(account, workspace=workspace, secret=secret)
    stays = factories.make_service_account(make_workspace())
    now = timezone.now()
    Workspace.objects.filter(pk=workspace.pk).update(deleted_at=now - DELETED_IS_KEPT)
    purge_workspaces(now=now)
    assert list(User.objects.filter(is_service=True)) == [stays]
    assert token_of(secret) is None
