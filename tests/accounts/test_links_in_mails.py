"""Where links in mails lead: never to where a forged request says, once RUNGS_URL is set."""

import re
from collections.abc import Iterator

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests.factories.accounts import make_invitation, make_user, make_workspace, owner_of

pytestmark = pytest.mark.django_db

FORGED = {"Host": "evil.example"}
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def mail_and_any_host(settings: Settings) -> Iterator[None]:
    settings.HAS_MAIL, settings.ACCOUNT_EMAIL_VERIFICATION = True, "mandatory"
    settings.ALLOWED_HOSTS = ["*"]
    yield
    cache.clear()


@pytest.fixture(params=[True, False], ids=["with RUNGS_URL", "without"])
def home(request: pytest.FixtureRequest, settings: Settings) -> str:
    settings.HAS_PUBLIC_URL, settings.PUBLIC_URL = request.param, "https://rungs.example"
    return "https://rungs.example/" if request.param else "http://evil.example/"


@pytest.fixture
def ada() -> User:
    return make_user(email="ada@example.com", password=PASSWORD)


def links() -> set[str]:
    """The beginnings of all addresses in the mails, up to the first slash."""
    return set(re.findall(r"https?://[^/\s]*/?", "".join(str(sent.body) for sent in mail.outbox)))


@pytest.mark.parametrize("email", ["ada@example.com", "nobody@example.com"])
def test_password_reset(client: Client, home: str, ada: User, email: str) -> None:
    client.post("/account/password/reset/", {"email": email}, headers=FORGED)
    assert links() == {home}


@pytest.mark.parametrize("email", ["ada@example.com", "new@example.com"])
def test_sign_up(client: Client, home: str, ada: User, email: str, settings: Settings) -> None:
    settings.OPEN_SIGNUP = True
    client.post("/account/signup/", {"name": "A", "email": email, "password1": PASSWORD}, headers=FORGED)
    assert links() == {home}


def test_changed_password(client: Client, home: str, ada: User) -> None:
    client.force_login(ada)
    client.post(
        "/account/password/change/", {"oldpassword": PASSWORD, "password1": "a horse of another"}, headers=FORGED
    )
    assert links() == {home}


def test_invitation(client: Client, home: str) -> None:
    workspace = make_workspace()
    sent = make_invitation(workspace, email="bo@example.com")
    client.force_login(owner_of(workspace))
    new = client.post(
        f"/w/{workspace.code}/invitations/new/", {"email": "cy@example.com", "role": "viewer"}, headers=FORGED
    )
    again = client.post(f"/w/{workspace.code}/invitations/{sent.code}/renew/", headers=FORGED)
    assert [each.to for each in mail.outbox] == [["cy@example.com"], ["bo@example.com"]]
    assert links() == {home}
    assert f'value="{home}invitation/' in new.text
    assert f'value="{home}invitation/' in again.text
