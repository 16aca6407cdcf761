"""The entrance, when what is sent to it makes no sense."""

import pytest
from allauth.usersessions.models import UserSession
from django.conf import LazySettings
from django.test import Client

from tests.factories.accounts import make_user, make_workspace, owner_of

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"


@pytest.mark.parametrize("name", ["login", "signup", "logout", "reauthenticate", "password/reset"])
@pytest.mark.parametrize("is_signed_in", [True, False])
def test_next_page_that_is_no_address_is_left_out(client: Client, name: str, is_signed_in: bool) -> None:
    person = make_user(password=PASSWORD)
    if is_signed_in:
        client.force_login(person)
    answer = client.get(f"/account/{name}/", {"next": "http://["})
    assert answer.status_code in {200, 302}
    assert "[" not in answer.headers.get("Location", "")


@pytest.mark.parametrize("elsewhere", ["http://[", "https://evil.example/", "//evil.example", "/\\evil.example"])
def test_sign_in_leads_to_no_other_place(client: Client, elsewhere: str) -> None:
    ada = make_user(password=PASSWORD)
    answer = client.post("/account/login/", {"login": ada.email, "password": PASSWORD, "next": elsewhere})
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_request_past_the_proxies_is_counted_by_where_it_came_from(client: Client, settings: LazySettings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    ada = make_user(password=PASSWORD)
    sent = {"login": ada.email, "password": PASSWORD}
    answer = client.post("/account/login/", sent, headers={"X-Forwarded-For": "5.5.5.5"}, REMOTE_ADDR="10.0.0.1")
    assert answer.status_code == 302
    assert UserSession.objects.get().ip == "10.0.0.1"


def test_invitation_is_for_an_address_that_can_be_stored(client: Client) -> None:
    workspace = make_workspace()
    client.force_login(owner_of(workspace))
    long = f"{'a' * 60}@{'.'.join(['b' * 60] * 4)}.example"
    answer = client.post(f"/w/{workspace.code}/invitations/new/", {"email": long, "role": "viewer"})
    assert "at most 254 characters" in answer.text
