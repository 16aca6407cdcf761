"""The pages of a workspace's service accounts."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.domain.roles import Role
from accounts.models import Activity, ApiToken, Membership, User, Workspace
from accounts.queries.tokens import token_of
from tests.factories.accounts import make_member, make_service_account, make_token, make_user, make_workspace, owner_of

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough secret"


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace(owner=make_user(password=PASSWORD), name="Northwind")


@pytest.fixture
def client(workspace: Workspace) -> Client:
    """The owner, having shown once more who it is."""
    client = Client()
    client.force_login(owner_of(workspace))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


@pytest.fixture
def account(workspace: Workspace) -> User:
    return make_service_account(workspace, Role.VIEWER, name="Build server")


def at(name: str, *of: Any) -> str:
    return reverse(f"service_{name}", args=[each.code for each in of])


def test_program_is_made_and_given_a_token_that_is_shown_once(
    client: Client, workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    page = client.get(at("account_list", workspace)).text
    assert "No program belongs to the workspace" in page
    made = client.post(at("account_create", workspace), {"name": "Build server", "role": "contributor"}, follow=True)
    assert "Build server is made. It needs a token to come in." in made.text
    account = User.objects.get(is_service=True)
    answer = client.post(at("token_create", workspace, account), {"name": "Runner 1", "lasts": "365"})
    assert answer["Cache-Control"] == "no-store"
    secret = re.findall(r"rungs_[\w-]{43}", answer.text)[0]
    assert "Whoever has it acts as Build server" in answer.text
    found = token_of(secret)
    assert found is not None
    assert (found.user, found.workspace, found.made_by) == (account, workspace, owner_of(workspace))
    seen = [at("account_list", workspace), at("account_detail", workspace, account)]
    seen += [reverse(name, args=[workspace.code]) for name in ("activity_list", "activity_export_json", "member_list")]
    for address in seen:
        assert secret not in client.get(address).getvalue().decode()
    assert secret not in str(list(Activity.objects.values())) + caplog.text
    assert mail.outbox == []


def test_detail_shows_tokens_by_what_the_account_may(client: Client, workspace: Workspace, account: User) -> None:
    former = make_member(workspace)
    make_token(account, workspace=workspace, name="Runner 1", made_by=owner_of(workspace))
    make_token(account, workspace=workspace, name="Runner 2", made_by=former)
    page = client.get(at("account_detail", workspace, account)).text
    assert page.count('<td data-label="May" class="nowrap">Viewer') == 2
    assert page.count("Made by a former owner") == 1


def test_name_and_role_are_changed(client: Client, workspace: Workspace, account: User) -> None:
    page = client.post(
        at("account_detail", workspace, account), {"name": "Warehouse", "role": "editor"}, follow=True
    ).text
    assert "Saved." in page
    membership = Membership.objects.select_related("user").get(user=account)
    assert (membership.user.name, membership.role) == ("Warehouse", "editor")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"name": " "}, "Give it a name."), ({"role": ""}, "Choose a role."), ({"name": "\u202e"}, "Write")],
)
@pytest.mark.parametrize("page", ["account_create", "account_detail"])
def test_what_is_wrong_is_told_and_changes_nothing(
    client: Client, workspace: Workspace, account: User, page: str, wrong: dict[str, str], words: str
) -> None:
    where = [workspace, account][: 1 if page == "account_create" else 2]
    answer = client.post(at(page, *where), {"name": "Warehouse", "role": "editor", **wrong})
    assert answer.status_code == 422
    assert words in answer.text
    assert list(User.objects.filter(is_service=True).values_list("name", flat=True)) == ["Build server"]


def test_removal_is_asked_about_and_takes_the_tokens_with_it(
    client: Client, workspace: Workspace, account: User
) -> None:
    token = make_token(account, workspace=workspace)
    assert "All of its tokens are revoked" in client.get(at("account_remove", workspace, account)).text
    page = client.post(at("account_remove", workspace, account), follow=True).text
    assert "Build server is removed, with its tokens." in page
    token.refresh_from_db()
    assert token.revoked_at is not None
    for name in ("account_detail", "account_remove", "token_create"):
        assert client.get(at(name, workspace, account)).status_code == 404


def test_token_is_revoked(client: Client, workspace: Workspace, account: User) -> None:
    token = make_token(account, workspace=workspace, name="Runner 1")
    address = at("token_revoke", workspace, account, token)
    assert "Programs that use it are refused" in client.get(address).text
    assert "The token “Runner 1” is revoked." in client.post(address, follow=True).text
    assert client.get(address).status_code == 404


def test_token_of_another_account_or_person_is_not_there(client: Client, workspace: Workspace, account: User) -> None:
    others = [make_token(make_service_account(workspace), workspace=workspace), make_token(owner_of(workspace))]
    for token in others:
        assert client.post(at("token_revoke", workspace, account, token)).status_code == 404
    assert not ApiToken.objects.exclude(revoked_at=None).exists()


def test_people_are_no_service_accounts_and_the_other_way_round(
    client: Client, workspace: Workspace, account: User
) -> None:
    assert client.get(at("account_detail", workspace, make_member(workspace))).status_code == 404
    for name in ("member_detail", "member_remove"):
        assert client.post(reverse(name, args=[workspace.code, account.code])).status_code == 404


def test_owner_shows_who_it_is_before_a_token_is_made(workspace: Workspace, account: User) -> None:
    client = Client()
    client.force_login(owner_of(workspace))
    answer = client.post(at("token_create", workspace, account), {"name": "Runner 1", "lasts": "endless"})
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert not ApiToken.objects.exists()
    answer = client.post(answer["Location"], {"password": PASSWORD})
    assert "The token “Runner 1” is made" in answer.text


def test_pages_ask_the_same_few_questions_at_1_and_30_tokens(
    client: Client, workspace: Workspace, account: User, django_assert_max_num_queries: Any
) -> None:
    address = at("account_detail", workspace, account)
    make_token(account, workspace=workspace, made_by=owner_of(workspace))
    client.get(address)
    with django_assert_max_num_queries(10) as at_one:
        client.get(address)
    for _ in range(29):
        make_token(account, workspace=workspace, made_by=make_user())
    with django_assert_max_num_queries(len(at_one)):
        client.get(address)
