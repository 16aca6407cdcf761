"""The pages about who belongs to a workspace. Who may open them at all, tests/test_routes.py asks."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.domain.roles import Role
from accounts.models import Membership, User, Workspace
from tests.factories.accounts import make_invitation, make_member, make_workspace, owner_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def owner(workspace: Workspace, client: Client) -> User:
    """Who has signed in."""
    client.force_login(owner_of(workspace))
    return owner_of(workspace)


def at(name: str, workspace: Workspace, *arguments: str) -> str:
    return reverse(name, args=[workspace.code, *arguments])


def test_list_names_members_roles_and_open_invitations(client: Client, workspace: Workspace, owner: User) -> None:
    member = make_member(workspace, Role.EDITOR)
    make_invitation(workspace, email="bo@example.com")
    page = client.get(at("member_list", workspace)).content.decode()
    for expected in [str(owner), member.email, "bo@example.com", "answers and comments"]:
        assert expected in page


def test_list_shows_no_invitations_to_lesser_members(client: Client, workspace: Workspace) -> None:
    make_invitation(workspace, email="bo@example.com")
    client.force_login(make_member(workspace, Role.EDITOR))
    page = client.get(at("member_list", workspace)).content.decode()
    assert "bo@example.com" not in page
    assert reverse("invitation_create", args=[workspace.code]) not in page


def test_role_is_changed(client: Client, workspace: Workspace, owner: User) -> None:
    member = make_member(workspace)
    answer = client.post(at("member_detail", workspace, member.code), {"role": "editor"})
    assert answer.status_code == 302
    assert Membership.objects.get(user=member).role == "editor"


def test_unknown_role_is_told_at_the_field(client: Client, workspace: Workspace, owner: User) -> None:
    member = make_member(workspace)
    answer = client.post(at("member_detail", workspace, member.code), {"role": "emperor"})
    assert answer.status_code == 200
    assert answer.context["form"].errors["role"]
    assert Membership.objects.get(user=member).role == "viewer"


def test_last_owner_is_told_why_they_cannot_step_down(client: Client, workspace: Workspace, owner: User) -> None:
    answer = client.post(at("member_detail", workspace, owner.code), {"role": "viewer"})
    assert "A workspace needs an owner" in answer.content.decode()


def test_last_owner_is_told_why_they_cannot_leave(client: Client, workspace: Workspace, owner: User) -> None:
    page = client.get(at("workspace_leave", workspace)).content.decode()
    assert "its only owner" in page
    answer = client.post(at("workspace_leave", workspace), follow=True)
    assert "Make somebody else an owner first" in answer.content.decode()
    assert Membership.objects.filter(user=owner).exists()


def test_member_leaves_and_lands_outside(client: Client, workspace: Workspace) -> None:
    member = make_member(workspace)
    client.force_login(member)
    answer = client.post(at("workspace_leave", workspace), follow=True)
    assert "You have left" in answer.content.decode()
    assert client.get(at("workspace_detail", workspace)).status_code == 404


def test_removed_member_is_out_at_the_next_click(client: Client, workspace: Workspace, owner: User) -> None:
    member, their = make_member(workspace), Client()
    their.force_login(member)
    assert their.get(at("workspace_detail", workspace)).status_code == 200
    client.post(at("member_remove", workspace, member.code))
    assert their.get(at("workspace_detail", workspace)).status_code == 404


@pytest.mark.parametrize("name", ["member_detail", "member_remove"])
def test_member_of_another_workspace_is_nobody_here(
    client: Client, workspace: Workspace, owner: User, name: str
) -> None:
    other = make_member(make_workspace())
    assert client.post(at(name, workspace, other.code), {"role": "viewer"}).status_code == 404


@pytest.mark.parametrize("name", ["invitation_renew", "invitation_withdraw"])
def test_invitation_of_another_workspace_is_none_here(
    client: Client, workspace: Workspace, owner: User, name: str
) -> None:
    other = make_invitation(make_workspace())
    assert client.post(at(name, workspace, other.code)).status_code == 404


def test_ownership_is_handed_over(client: Client, workspace: Workspace, owner: User) -> None:
    heir = make_member(workspace)
    client.post(at("member_hand_over", workspace), {"to": heir.code, "step_down": "on"})
    assert Membership.objects.get(user=heir).role == "owner"
    assert Membership.objects.get(user=owner).role == "editor"


def test_ownership_goes_to_no_stranger(client: Client, workspace: Workspace, owner: User) -> None:
    make_member(workspace)
    stranger = owner_of(make_workspace())
    answer = client.post(at("member_hand_over", workspace), {"to": stranger.code})
    assert answer.context["form"].errors["to"]
    assert not Membership.objects.filter(workspace=workspace, user=stranger).exists()
