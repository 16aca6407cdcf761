"""What a secret opens, and what it does not."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.domain.roles import Role
from accounts.domain.tokens import hint_of, is_secret, new_secret
from accounts.models import ApiToken, Membership, User
from accounts.operations.tokens import note_use
from accounts.permissions import can_edit, can_own, capped
from accounts.queries.tokens import token_of
from tests.factories.accounts import make_member, make_service_account, make_token, make_user, make_workspace

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def test_secret_finds_its_token_in_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    secret, workspace = new_secret(), make_workspace()
    token = make_token(make_member(workspace), secret=secret, workspace=workspace)
    with django_assert_num_queries(1):
        found = token_of(secret)
        assert found == token
        assert found is not None
        assert (found.user.email, found.workspace) == (token.user.email, workspace)


@pytest.mark.parametrize("text", ["", "rungs_", "a" * 43, "rungs_" + "ü" * 43, "rungs_" + "a" * 44, "x" * 10_000])
def test_what_cannot_be_a_secret_never_reaches_the_database(
    text: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert token_of(text) is None


def test_unknown_secret_opens_nothing() -> None:
    make_token(make_user())
    assert token_of(new_secret()) is None


@pytest.mark.parametrize(
    "ended", [{"revoked_at": timezone.now()}, {"expires_at": timezone.now()}], ids=["revoked", "expired"]
)
def test_token_that_ended_opens_nothing(ended: dict[str, Any]) -> None:
    secret = new_secret()
    make_token(make_user(), secret=secret, **ended)
    assert token_of(secret) is None


def test_token_opens_until_it_expires() -> None:
    secret = new_secret()
    token = make_token(make_user(), secret=secret, expires_at=timezone.now() + MINUTE)
    assert token_of(secret) == token
    assert not token.has_run_out


def test_token_of_who_was_switched_off_opens_nothing() -> None:
    secret = new_secret()
    make_token(make_user(is_active=False), secret=secret)
    assert token_of(secret) is None


def test_token_of_service_account_opens_until_its_workspace_is_deleted() -> None:
    secret, workspace = new_secret(), make_workspace()
    token = make_token(make_service_account(workspace), secret=secret, workspace=workspace)
    assert token_of(secret) == token
    workspace.deleted_at = timezone.now()
    workspace.save()
    assert token_of(secret) is None


def test_token_ends_with_the_account() -> None:
    secret, user = new_secret(), make_user()
    make_token(user, secret=secret)
    user.delete()
    assert token_of(secret) is None
    assert not ApiToken.objects.exists()


def test_lower_role_counts() -> None:
    workspace = make_workspace()
    owner = workspace.memberships.get()
    editor = Membership.objects.get(user=make_member(workspace, Role.EDITOR))
    assert can_edit(capped(owner, make_token(owner.user, role=Role.EDITOR.value)))
    assert not can_own(capped(owner, make_token(owner.user, role=Role.EDITOR.value)))
    assert not can_own(capped(editor, make_token(editor.user, role=Role.OWNER.value)))
    assert can_own(owner)


def test_token_of_one_workspace_is_for_no_other() -> None:
    here, there = make_workspace(), make_workspace()
    user = make_user()
    assert make_token(user, workspace=here).allows(here)
    assert not make_token(user, workspace=here).allows(there)
    assert make_token(user).allows(there)


def test_use_is_noted_at_most_once_in_five_minutes(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    now, token = timezone.now(), make_token(make_user())
    note_use(token=token, now=now)
    note_use(token=token, now=now + MINUTE)  # as another process knows it: from before the first use
    token.refresh_from_db()
    assert token.last_used_at == now
    with django_assert_num_queries(0):
        note_use(token=token, now=now + 4 * MINUTE)
    note_use(token=token, now=now + 5 * MINUTE)
    token.refresh_from_db()
    assert token.last_used_at == now + 5 * MINUTE


def test_nobody_can_sign_in_as_a_service_account() -> None:
    account = make_service_account(make_workspace())
    assert not account.has_usable_password()
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=account.pk).update(is_active=True)


def test_secrets_look_alike_and_never_repeat() -> None:
    made = {new_secret() for _ in range(100)}
    assert len(made) == 100
    assert all(is_secret(secret) and len(secret) == 49 and hint_of(secret) == secret[:10] for secret in made)
