"""Making, revoking and forgetting API tokens."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection  # noqa: F401  (named in the condition of a mark)
from django.utils import timezone

from accounts.domain.periods import ENDED_TOKEN_IS_KEPT
from accounts.domain.roles import Role
from accounts.models import Activity, ApiToken, Membership, Notice, User, Workspace
from accounts.operations.members import remove_member
from accounts.operations.people import delete_account
from accounts.operations.service_accounts import remove_service_account
from accounts.operations.tokens import (
    MOST_WORKING,
    Made,
    TooManyTokensError,
    make_service_token,
    make_token,
    purge_tokens,
    revoke_token,
)
from accounts.operations.workspaces import delete_workspace, restore_workspace
from accounts.queries.sentences import sentence_of
from accounts.queries.tokens import token_of, tokens_of
from tests.factories.accounts import (
    make_member,
    make_service_account,
    make_user,
    make_workspace,
    owner_of,
)
from tests.factories.accounts import (
    make_token as make_stored,
)
from tests.together import at_once, only_where_transactions_overlap

pytestmark = pytest.mark.django_db

DAYS = timedelta(days=90)


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


def made_for(user: User, **fields: Any) -> Made:
    defaults: dict[str, Any] = {"name": "Export", "role": Role.EDITOR, "is_read_only": True, "lasts": DAYS}
    return make_token(user=user, **{**defaults, **fields})


def made_for_service(workspace: Workspace, account: User, actor: User | None = None) -> Made:
    actor = actor or owner_of(workspace)
    return make_service_token(
        workspace=workspace, account=account, actor=actor, name="Nightly", is_read_only=False, lasts=None
    )


def test_token_is_made_with_what_was_asked_for(workspace: Workspace) -> None:
    person = make_member(workspace)
    made = made_for(person, workspace=workspace)
    stored = ApiToken.objects.get()
    assert token_of(made.secret) == stored == made.token
    assert (stored.name, stored.role, stored.is_read_only, stored.workspace) == ("Export", "editor", True, workspace)
    assert (stored.user, stored.made_by) == (person, person)
    assert stored.expires_at is not None
    assert DAYS - timedelta(minutes=1) < stored.expires_at - timezone.now() <= DAYS


def test_secret_is_stored_nowhere() -> None:
    made = made_for(make_user(), lasts=None)
    stored = ApiToken.objects.values().get()
    assert made.secret not in str(stored)
    assert stored["hint"] == made.secret[:10]
    assert stored["expires_at"] is None


def test_there_is_an_end_to_how_many_work() -> None:
    person = make_user()
    for _ in range(MOST_WORKING - 1):
        make_stored(person)
    make_stored(person, revoked_at=timezone.now())
    make_stored(person, expires_at=timezone.now())
    made_for(person)
    with pytest.raises(TooManyTokensError):
        made_for(person)
    made_for(make_user())


@pytest.mark.django_db(transaction=True)
@only_where_transactions_overlap
def test_of_two_last_ones_made_at_once_only_one_is() -> None:
    person = make_user()
    for _ in range(MOST_WORKING - 1):
        make_stored(person)
    outcomes = at_once(lambda: made_for(person), lambda: made_for(person))
    assert sorted(type(each).__name__ for each in outcomes) == ["Made", "TooManyTokensError"]


def test_program_makes_no_tokens_for_itself(workspace: Workspace) -> None:
    with pytest.raises(PermissionDenied):
        made_for(make_service_account(workspace, Role.OWNER))


def test_revoking_is_at_once_and_for_good() -> None:
    person = make_user()
    made = made_for(person)
    revoke_token(token=made.token, actor=person)
    first = ApiToken.objects.get().revoked_at
    revoke_token(token=made.token, actor=person)
    assert token_of(made.secret) is None
    assert ApiToken.objects.get().revoked_at == first
    assert not tokens_of(person).exists()


def test_nobody_revokes_what_is_somebody_elses(workspace: Workspace) -> None:
    member = make_member(workspace, Role.EDITOR)
    own = made_for(member, workspace=workspace)
    of_program = made_for_service(workspace, make_service_account(workspace))
    for token, actor in [(own.token, owner_of(workspace)), (of_program.token, member), (of_program.token, make_user())]:
        with pytest.raises(PermissionDenied):
            revoke_token(token=token, actor=actor)
    assert token_of(own.secret)
    assert token_of(of_program.secret)


def test_programs_token_is_logged_and_other_owners_are_told(workspace: Workspace) -> None:
    other = make_member(workspace, Role.OWNER)
    make_member(workspace, Role.EDITOR)
    account = make_service_account(workspace, Role.OWNER, name="Build server")
    made = made_for_service(workspace, account)
    revoke_token(token=made.token, actor=other)
    said = [sentence_of(event) for event in Activity.objects.order_by("-pk")[:2]]
    owner = owner_of(workspace)
    assert said == [
        f"{other} revoked the API token “Nightly” of the service account Build server",
        f"{owner} made the API token “Nightly” for the service account Build server",
    ]
    notice = Notice.objects.get()
    assert notice.user == other
    assert notice.sentence == f"{owner} made the API token “Nightly” for the service account Build server."
    assert made.secret not in str(list(Activity.objects.values())) + str(list(Notice.objects.values()))


def test_only_owners_make_tokens_for_programs_and_only_for_their_own(workspace: Workspace) -> None:
    account = make_service_account(workspace)
    with pytest.raises(PermissionDenied):
        made_for_service(workspace, account, make_member(workspace, Role.EDITOR))
    with pytest.raises(Membership.DoesNotExist):
        made_for_service(workspace, make_service_account(make_workspace()))
    with pytest.raises(Membership.DoesNotExist):
        made_for_service(workspace, make_member(workspace))
    remove_service_account(workspace=workspace, account=account, actor=owner_of(workspace))
    with pytest.raises(Membership.DoesNotExist):
        made_for_service(workspace, account)
    assert not ApiToken.objects.exists()


def test_who_leaves_and_comes_back_finds_the_tokens_of_before_revoked(workspace: Workspace) -> None:
    person = make_member(workspace)
    here, everywhere = made_for(person, workspace=workspace), made_for(person)
    remove_member(workspace=workspace, member=person, actor=owner_of(workspace))
    make_member(workspace, user=person)
    assert token_of(here.secret) is None
    assert token_of(everywhere.secret) == everywhere.token


def test_tokens_end_with_the_account_of_their_person_and_programs_go_on(workspace: Workspace) -> None:
    leaving = make_member(workspace, Role.OWNER)
    own = made_for(leaving)
    of_program = made_for_service(workspace, make_service_account(workspace), leaving)
    delete_account(user=leaving)
    assert token_of(own.secret) is None
    found = token_of(of_program.secret)
    assert found is not None
    assert found.made_by is None


def test_list_tells_of_whom_the_secret_may_be_known_who_owns_nothing_any_more(workspace: Workspace) -> None:
    account, other = make_service_account(workspace), make_member(workspace, Role.OWNER)
    made_for_service(workspace, account, other)
    made_for_service(workspace, account)
    remove_member(workspace=workspace, member=other, actor=owner_of(workspace))
    assert [token.is_made_by_owner for token in tokens_of(account)] == [True, False]  # type: ignore[attr-defined]


def test_token_sleeps_while_its_workspace_is_deleted(workspace: Workspace) -> None:
    made = made_for_service(workspace, make_service_account(workspace))
    owner = owner_of(workspace)
    delete_workspace(workspace=workspace, actor=owner, typed=workspace.name)
    assert token_of(made.secret) is None
    restore_workspace(workspace=workspace, actor=owner)
    assert token_of(made.secret) == made.token


def test_ended_tokens_are_forgotten_after_a_while() -> None:
    person, now = make_user(), timezone.now()
    long_ago, lately = now - ENDED_TOKEN_IS_KEPT, now - ENDED_TOKEN_IS_KEPT + timedelta(hours=1)
    make_stored(person, expires_at=long_ago)
    make_stored(person, revoked_at=long_ago)
    kept = [make_stored(person), make_stored(person, expires_at=lately), make_stored(person, revoked_at=lately)]
    assert purge_tokens(now=now) == 2
    assert list(ApiToken.objects.order_by("pk")) == kept
