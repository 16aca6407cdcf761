"""Who belongs to a workspace, and that it always has an owner."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection  # noqa: F401  (named in the condition of a mark)

from accounts.domain.roles import Role
from accounts.models import Activity, Invitation, Membership, Notice, User, Workspace
from accounts.operations.members import LastOwnerError, change_role, hand_over, remove_member
from accounts.queries.sentences import sentence_of
from tests.factories.accounts import make_invitation, make_member, make_workspace, owner_of
from tests.together import at_once, only_where_transactions_overlap

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def owner(workspace: Workspace) -> User:
    return owner_of(workspace)


def role_of(workspace: Workspace, user: User) -> str:
    return Membership.objects.get(workspace=workspace, user=user).role


def verbs(workspace: Workspace) -> list[str]:
    return list(Activity.objects.filter(workspace=workspace).order_by("pk").values_list("verb", flat=True))


def test_role_changed_is_stored_logged_and_told(workspace: Workspace, owner: User) -> None:
    member = make_member(workspace)
    change_role(workspace=workspace, member=member, role=Role.EDITOR, actor=owner)
    assert role_of(workspace, member) == "editor"
    event = Activity.objects.get(workspace=workspace)
    assert (event.verb, event.detail) == ("member.role_changed", {"from_role": "viewer", "to_role": "editor"})
    assert "to Editor" in Notice.objects.get(user=member).sentence


def test_role_that_stays_is_neither_logged_nor_told(workspace: Workspace, owner: User) -> None:
    member = make_member(workspace, Role.EDITOR)
    change_role(workspace=workspace, member=member, role=Role.EDITOR, actor=owner)
    assert verbs(workspace) == []
    assert not Notice.objects.exists()


def test_last_owner_cannot_step_down(workspace: Workspace, owner: User) -> None:
    make_member(workspace, Role.EDITOR)
    with pytest.raises(LastOwnerError):
        change_role(workspace=workspace, member=owner, role=Role.EDITOR, actor=owner)
    assert role_of(workspace, owner) == "owner"


def test_last_owner_cannot_leave(workspace: Workspace, owner: User) -> None:
    make_member(workspace, Role.EDITOR)
    with pytest.raises(LastOwnerError):
        remove_member(workspace=workspace, member=owner, actor=owner)
    assert role_of(workspace, owner) == "owner"


def test_one_of_two_owners_can_leave(workspace: Workspace, owner: User) -> None:
    make_member(workspace, Role.OWNER)
    remove_member(workspace=workspace, member=owner, actor=owner)
    assert not Membership.objects.filter(workspace=workspace, user=owner).exists()
    assert verbs(workspace) == ["member.left"]
    assert not Notice.objects.exists()


def test_removed_member_is_told(workspace: Workspace, owner: User) -> None:
    member = make_member(workspace)
    remove_member(workspace=workspace, member=member, actor=owner)
    assert not Membership.objects.filter(user=member).exists()
    assert verbs(workspace) == ["member.removed"]
    assert "removed you" in Notice.objects.get(user=member).sentence


@pytest.mark.parametrize("role", [Role.EDITOR, Role.CONTRIBUTOR, Role.VIEWER])
def test_lesser_member_decides_about_nobody(workspace: Workspace, owner: User, role: Role) -> None:
    lesser, other = make_member(workspace, role), make_member(workspace)
    with pytest.raises(PermissionDenied):
        change_role(workspace=workspace, member=lesser, role=Role.OWNER, actor=lesser)
    with pytest.raises(PermissionDenied):
        change_role(workspace=workspace, member=other, role=Role.OWNER, actor=lesser)
    with pytest.raises(PermissionDenied):
        remove_member(workspace=workspace, member=other, actor=lesser)
    assert role_of(workspace, lesser) == role.value


def test_lesser_member_can_leave(workspace: Workspace) -> None:
    member = make_member(workspace)
    remove_member(workspace=workspace, member=member, actor=member)
    assert not Membership.objects.filter(user=member).exists()


def test_hand_over_makes_another_owner_and_may_end_ones_own(workspace: Workspace, owner: User) -> None:
    heir = make_member(workspace)
    hand_over(workspace=workspace, to=heir, actor=owner, step_down_to=Role.EDITOR)
    assert (role_of(workspace, heir), role_of(workspace, owner)) == ("owner", "editor")
    assert sentence_of(Activity.objects.get()) == f"{owner} handed ownership to {heir} and stepped down to Editor"
    notice = Notice.objects.get()
    assert (notice.user, notice.sentence) == (heir, f"{owner} handed you {workspace}: you own it now.")


@pytest.mark.parametrize("step_down_to", [None, Role.EDITOR])
def test_lesser_member_hands_nothing_over(workspace: Workspace, owner: User, step_down_to: Role | None) -> None:
    editor, other = make_member(workspace, Role.EDITOR), make_member(workspace)
    with pytest.raises(PermissionDenied):
        hand_over(workspace=workspace, to=other, actor=editor, step_down_to=step_down_to)
    assert (role_of(workspace, other), role_of(workspace, editor)) == ("viewer", "editor")


def test_who_hands_over_takes_the_links_that_they_made_along(workspace: Workspace, owner: User) -> None:
    own = make_invitation(workspace, invited_by=owner)
    hand_over(workspace=workspace, to=make_member(workspace), actor=owner, step_down_to=Role.EDITOR)
    assert Invitation.objects.get(pk=own.pk).revoked_at


def test_owner_who_steps_down_is_not_told_of_as_two_people(workspace: Workspace, owner: User) -> None:
    make_member(workspace, Role.OWNER)
    change_role(workspace=workspace, member=owner, role=Role.EDITOR, actor=owner)
    assert sentence_of(Activity.objects.get()) == f"{owner} stepped down from Owner to Editor"


def test_hand_over_without_stepping_down_leaves_two_owners(workspace: Workspace, owner: User) -> None:
    heir = make_member(workspace)
    hand_over(workspace=workspace, to=heir, actor=owner)
    assert (role_of(workspace, heir), role_of(workspace, owner)) == ("owner", "owner")


def test_hand_over_to_oneself_is_none(workspace: Workspace, owner: User) -> None:
    with pytest.raises(LastOwnerError):
        hand_over(workspace=workspace, to=owner, actor=owner, step_down_to=Role.EDITOR)


def test_owner_who_goes_takes_the_links_that_they_made_along(workspace: Workspace, owner: User) -> None:
    """Otherwise they come back by one as the owner that somebody decided they no longer are."""
    second = make_member(workspace, Role.OWNER)
    own = make_invitation(workspace, invited_by=second)
    other = make_invitation(workspace, invited_by=owner)
    change_role(workspace=workspace, member=second, role=Role.VIEWER, actor=owner)
    assert Invitation.objects.get(pk=own.pk).revoked_at
    assert Invitation.objects.get(pk=other.pk).revoked_at is None
    assert verbs(workspace) == ["invitation.withdrawn", "member.role_changed"]


@only_where_transactions_overlap
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(5))
def test_two_owners_who_leave_at_once_leave_one(attempt: int) -> None:
    workspace = make_workspace()
    one, other = owner_of(workspace), make_member(workspace, Role.OWNER)
    outcomes = at_once(
        lambda: remove_member(workspace=workspace, member=one, actor=one),
        lambda: remove_member(workspace=workspace, member=other, actor=other),
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["LastOwnerError", "NoneType"]
    assert Membership.objects.filter(workspace=workspace, role="owner").count() == 1


@only_where_transactions_overlap
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(5))
def test_two_owners_who_remove_each_other_leave_one(attempt: int) -> None:
    workspace = make_workspace()
    one, other = owner_of(workspace), make_member(workspace, Role.OWNER)
    at_once(
        lambda: remove_member(workspace=workspace, member=other, actor=one),
        lambda: change_role(workspace=workspace, member=one, role=Role.VIEWER, actor=other),
    )
    assert Membership.objects.filter(workspace=workspace, role="owner").count() == 1
