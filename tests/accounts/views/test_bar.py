"""The bar and the navigation on the pages outside of every workspace: the way back to the last one, and no other."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.domain.roles import Role
from accounts.models import Membership, User, Workspace
from tests.factories.accounts import make_invitation, make_member, make_user, make_workspace

pytestmark = pytest.mark.django_db

OUTSIDE = ["/account/", "/notices/", "/", "/nothing/here/", "/workspaces/new/"]


@pytest.fixture
def ada() -> User:
    return make_user(name="Ada")


@pytest.fixture
def northwind(client: Client, ada: User) -> Workspace:
    """Of two that she belongs to, the one that she has just looked at."""
    northwind = make_workspace(name="Northwind", owner=ada)
    make_workspace(name="Harbour", owner=ada)
    client.force_login(ada)
    client.get(reverse("workspace_detail", args=[northwind.code]))
    return northwind


def navigation(workspace: Workspace) -> str:
    return f'<li><a href="{reverse("member_list", args=[workspace.code])}">Members</a></li>'


@pytest.mark.parametrize("address", OUTSIDE)
def test_last_workspace_stays_in_the_bar_and_the_navigation(client: Client, northwind: Workspace, address: str) -> None:
    page = client.get(address).text
    assert "<b>Northwind</b>" in page
    assert navigation(northwind) in page


def test_other_session_of_the_same_person_has_no_last_one(client: Client, northwind: Workspace, ada: User) -> None:
    other = Client()
    other.force_login(ada)
    page = other.get("/account/").text
    assert "<b>Choose a workspace</b>" in page
    assert navigation(northwind) not in page


def test_only_workspace_is_there_before_one_has_been_in_it(client: Client) -> None:
    workspace = make_workspace(name="Alone")
    client.force_login(make_member(workspace))
    assert navigation(workspace) in client.get("/account/").text


@pytest.mark.parametrize("end", ["removed", "deleted"])
@pytest.mark.parametrize("address", OUTSIDE)
def test_workspace_that_one_does_not_belong_to_any_more_is_not_named(
    client: Client, northwind: Workspace, ada: User, end: str, address: str
) -> None:
    make_workspace(name="Third", owner=ada)
    if end == "removed":
        Membership.objects.filter(workspace=northwind, user=ada).delete()
    else:
        make_member(northwind, Role.VIEWER)
        Membership.objects.filter(workspace=northwind, user=ada).update(role=Role.EDITOR.value)
        Workspace.objects.filter(pk=northwind.pk).update(deleted_at=timezone.now())
    page = client.get(address).text
    assert "Northwind" not in page
    assert northwind.code not in page
    assert "<b>Choose a workspace</b>" in page


def test_next_person_in_the_same_browser_sees_nothing_of_it(client: Client, northwind: Workspace) -> None:
    client.post(reverse("account_logout"))
    client.force_login(make_user())
    assert "Northwind" not in client.get("/account/").text


def test_role_is_the_one_of_now(client: Client, northwind: Workspace, ada: User) -> None:
    settings = reverse("workspace_settings", args=[northwind.code])
    assert settings in client.get("/account/").text
    Membership.objects.filter(workspace=northwind, user=ada).update(role=Role.VIEWER.value)
    assert settings not in client.get("/account/").text


def test_no_entry_is_current_outside_of_the_workspace(client: Client, northwind: Workspace, ada: User) -> None:
    """Also not on pages whose names begin as those of an entry do: an invitation into another workspace."""
    make_invitation(make_workspace(), secret="held")
    page = client.get(reverse("invitation_open", args=["held"]), follow=True).text
    assert 'aria-current="page"' not in page
    assert client.get("/notices/").text.count('aria-current="page"') == 0


def test_refusal_speaks_of_the_workspace_that_refuses(client: Client, northwind: Workspace, ada: User) -> None:
    other = make_workspace(name="Elsewhere")
    make_member(other, Role.VIEWER, user=ada)
    answer = client.get(reverse("workspace_settings", args=[other.code]))
    assert answer.status_code == 403
    assert "Your role in Elsewhere is Viewer" in answer.text


def test_avatar_is_named_after_the_person(client: Client, northwind: Workspace) -> None:
    page = client.get("/account/").text
    assert '<span aria-hidden="true">A</span><span class="sr">Ada, account menu</span></summary>' in page
