"""The end of an account."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import (
    connection,  # noqa: F401  (named in the condition of a mark)
    connections,
    transaction,
)
from django.utils import timezone

from accounts.domain.roles import Role
from accounts.models import Activity, Invitation, Membership, User, Workspace
from accounts.operations.invitations import accept_invitation
from accounts.operations.members import change_role, hand_over, remove_member
from accounts.operations.people import StillNeededError, delete_account
from accounts.queries.invitations import InvitationGoneError
from accounts.queries.sentences import sentence_of
from tests.factories.accounts import make_event, make_invitation, make_member, make_user, make_workspace, owner_of
from tests.together import at_once, only_where_transactions_overlap

pytestmark = pytest.mark.django_db


def test_account_goes_with_the_workspaces_that_are_its_alone() -> None:
    person = make_user()
    alone = make_workspace(owner=person)
    default_storage.save(f"{alone.folder}/logos/one.png", ContentFile(b"picture"))
    shared = make_workspace()
    make_member(shared, Role.EDITOR, user=person)
    delete_account(user=person)
    assert not User.objects.filter(email=person.email).exists()
    assert list(Workspace.objects.all()) == [shared]
    assert not default_storage.exists(alone.folder)


def test_last_owner_of_others_workspaces_stays() -> None:
    person = make_user()
    make_workspace(owner=person, name="Alone")
    needed = make_workspace(owner=person, name="Shared")
    make_member(needed, Role.EDITOR)
    with pytest.raises(StillNeededError) as caught:
        delete_account(user=person)
    assert caught.value.workspaces == [needed]
    assert User.objects.filter(pk=person.pk).exists()
    assert Workspace.objects.count() == 2


def test_one_of_two_owners_can_go() -> None:
    person = make_user()
    workspace = make_workspace(owner=person)
    make_member(workspace, Role.OWNER)
    delete_account(user=person)
    assert workspace.memberships.count() == 1


def test_deleted_workspace_with_others_holds_nobody() -> None:
    """Its time runs out as it would have; there is nothing left to own."""
    person = make_user()
    workspace = make_workspace(owner=person, deleted_at=timezone.now())
    make_member(workspace)
    delete_account(user=person)
    assert Workspace.objects.get() == workspace


def test_name_and_address_leave_every_log() -> None:
    person = make_user(name="Bo Svensson", email="bo@example.com")
    workspace = make_workspace()
    make_invitation(workspace, secret="held", email="bo@example.com")
    accept_invitation(secret="held", user=person)
    change_role(workspace=workspace, member=person, role=Role.OWNER, actor=owner_of(workspace))
    make_event(workspace, actor=person)
    make_invitation(workspace, email="bo@example.com")
    delete_account(user=person)
    log = str(list(Activity.objects.values()))
    assert "Bo Svensson" not in log
    assert "bo@example.com" not in log
    assert not Invitation.objects.filter(email="bo@example.com").exists()
    sentences = [sentence_of(event) for event in Activity.objects.order_by("pk")]
    assert sentences[0] == "A former member joined by invitation, as Editor"
    assert "changed a former member from Editor to Owner" in sentences[1]
    assert sentences[-1] == "A former member left and deleted their account"


def test_what_others_did_keeps_their_names() -> None:
    person, workspace = make_user(), make_workspace()
    make_member(workspace, user=person)
    event = make_event(workspace)
    delete_account(user=person)
    assert Activity.objects.get(pk=event.pk).actor_name == str(owner_of(workspace))


@pytest.mark.parametrize("is_deleted", [False, True])
def test_links_that_the_person_made_open_nothing_any_more(is_deleted: bool) -> None:
    """Not even when another owner brings the workspace back."""
    person, workspace = make_user(), make_workspace(deleted_at=timezone.now() if is_deleted else None)
    make_member(workspace, Role.OWNER, user=person)
    make_invitation(workspace, secret="theirs", invited_by=person, role=Role.OWNER.value)
    make_invitation(workspace, secret="of another owner")
    delete_account(user=person)
    Workspace.objects.update(deleted_at=None)
    with pytest.raises(InvitationGoneError):
        accept_invitation(secret="theirs", user=make_user())
    assert accept_invitation(secret="of another owner", user=make_user())
    assert Activity.objects.filter(verb="invitation.withdrawn", actor_name="a former member").count() == 1


@only_where_transactions_overlap
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(5))
def test_of_two_owners_who_go_at_once_one_stays(attempt: int) -> None:
    workspace = make_workspace()
    one, other = owner_of(workspace), make_member(workspace, Role.OWNER)
    make_member(workspace, Role.EDITOR)
    outcomes = at_once(
        lambda: delete_account(user=one),
        lambda: remove_member(workspace=workspace, member=other, actor=other),
    )
    assert {type(outcome).__name__ for outcome in outcomes} <= {"StillNeededError", "LastOwnerError", "NoneType"}
    assert Membership.objects.filter(workspace=workspace, role="owner").count() == 1


@only_where_transactions_overlap
@pytest.mark.django_db(transaction=True)
def test_who_is_being_handed_a_workspace_cannot_go_meanwhile() -> None:
    workspace = make_workspace()
    owner, heir = owner_of(workspace), make_member(workspace, Role.EDITOR)
    is_handed, may_end = Event(), Event()

    def slow_owner() -> None:
        try:
            with transaction.atomic():
                hand_over(workspace=workspace, to=heir, actor=owner, step_down_to=Role.EDITOR)
                is_handed.set()
                may_end.wait(timeout=10)
        finally:
            connections.close_all()

    def goes() -> None:
        try:
            delete_account(user=heir)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        handing = threads.submit(slow_owner)
        assert is_handed.wait(timeout=10)
        going = threads.submit(goes)
        with pytest.raises(TimeoutError):
            going.result(timeout=0.5)
        may_end.set()
        handing.result(timeout=10)
        with pytest.raises(StillNeededError):
            going.result(timeout=10)
    assert Membership.objects.get(workspace=workspace, role="owner").user == heir
