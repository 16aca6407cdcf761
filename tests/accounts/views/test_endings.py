"""Deleting and restoring a workspace, and deleting one's account, as a person does it."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.domain.roles import Role
from accounts.models import User, Workspace
from tests.factories.accounts import make_member, make_user, make_workspace, owner_of

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough secret"


@pytest.fixture
def workspace(client: Client) -> Workspace:
    workspace = make_workspace(name="Northwind", owner=make_user(password=PASSWORD))
    client.force_login(owner_of(workspace))
    return workspace


def prove_who_one_is(client: Client, person: User) -> None:
    """Signed in, and the password given once more."""
    client.force_login(person)
    answer = client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert answer.status_code == 302


def test_workspace_is_deleted_and_restored_from_the_home_page(client: Client, workspace: Workspace) -> None:
    member = Client()
    member.force_login(make_member(workspace))
    address = reverse("workspace_detail", args=[workspace.code])
    home = client.post(
        reverse("workspace_delete", args=[workspace.code]), {"name": "Northwind"}, follow=True
    ).content.decode()
    assert "Northwind is deleted." in home
    assert "Can be restored until" in home
    assert client.get(address).status_code == member.get(address).status_code == 404
    assert "Can be restored" not in member.get(reverse("home")).content.decode()
    assert client.post(reverse("workspace_restore", args=[workspace.code]))["Location"] == address
    assert client.get(address).status_code == member.get(address).status_code == 200


def test_wrong_name_is_told_and_stays(client: Client, workspace: Workspace) -> None:
    answer = client.post(reverse("workspace_delete", args=[workspace.code]), {"name": "Southwind"})
    assert "This is not the name of the workspace." in answer.content.decode()
    assert 'value="Southwind"' in answer.content.decode()
    assert Workspace.objects.get().deleted_at is None


def test_home_leads_into_the_only_workspace(client: Client, workspace: Workspace) -> None:
    assert client.get(reverse("home"))["Location"] == reverse("workspace_detail", args=[workspace.code])


def test_account_is_deleted_only_after_the_password(workspace: Workspace) -> None:
    client = Client()
    client.force_login(owner_of(workspace))
    for answer in [client.get(reverse("account_delete")), client.post(reverse("account_delete"))]:
        assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert User.objects.exists()


def test_account_is_deleted_and_the_session_with_it(workspace: Workspace) -> None:
    client, owner = Client(), owner_of(workspace)
    prove_who_one_is(client, owner)
    page = client.get(reverse("account_delete")).content.decode()
    assert "immediate and final" in page
    assert "Northwind" in page
    answer = client.post(reverse("account_delete"), follow=True)
    assert "Your account is deleted." in answer.content.decode()
    assert not User.objects.exists()
    assert not Workspace.objects.exists()
    assert client.get(reverse("notice_list")).status_code == 302


def test_last_owner_is_told_what_has_to_happen_first(workspace: Workspace) -> None:
    make_member(workspace, Role.EDITOR)
    client = Client()
    prove_who_one_is(client, owner_of(workspace))
    answer = client.post(reverse("account_delete"), follow=True)
    page = answer.content.decode()
    assert "Others are left in workspaces that only you own" in page
    assert reverse("member_hand_over", args=[workspace.code]) in page
    assert "Delete my account for good" not in page
    assert User.objects.count() == 2
