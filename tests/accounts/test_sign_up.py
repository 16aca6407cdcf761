"""Who may sign up, and what comes of it."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user
from django.core import mail
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.access import INVITATION
from accounts.domain.roles import Role
from accounts.domain.sign_up import Door, Way
from accounts.models import FirstOwner, Invitation, Membership, User, Workspace
from tests.factories.accounts import make_invitation, make_user, make_workspace

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"
ADA = {"name": "Ada", "email": "ada@example.com", "password1": PASSWORD}
SECRET = "a-secret-of-many-characters"


def sign_up(client: Client, **fields: Any) -> Any:
    return client.post("/account/signup/", ADA | fields)


def is_signed_in(client: Client) -> bool:
    return get_user(client).is_authenticated


def open_invitation(client: Client, **fields: Any) -> Workspace:
    """A workspace, and a browser in which its invitation was opened."""
    workspace = make_workspace(name="Northwind")
    make_invitation(workspace, secret=SECRET, **fields)
    session = client.session
    session[INVITATION] = SECRET
    session.save()
    return workspace


@pytest.fixture
def to_strangers(settings: Settings) -> None:
    settings.OPEN_SIGNUP = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"


def confirm(client: Client) -> Any:
    """Follow the link of the last mail."""
    link = next(word for word in str(mail.outbox[-1].body).split() if "/confirm-email/" in word)
    return client.post(link)


def test_first_visitor_is_led_to_the_first_sign_up(client: Client) -> None:
    answer = client.get("/", follow=True)
    assert answer.redirect_chain[-1][0] == "/account/signup/"
    assert "Nobody is here yet" in answer.text


@pytest.mark.parametrize("verification", ["none", "mandatory"])
def test_first_one_owns_the_first_workspace_and_needs_no_mail(
    client: Client, settings: Settings, verification: str
) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = verification
    sign_up(client, workspace_name="Northwind")
    membership = Membership.objects.select_related("user", "workspace").get()
    assert (membership.workspace.name, membership.role) == ("Northwind", Role.OWNER)
    assert (membership.user.email, membership.user.name) == ("ada@example.com", "Ada")
    assert membership.user.is_superuser
    assert EmailAddress.objects.get().verified
    assert is_signed_in(client)
    assert mail.outbox == []


def test_workspace_without_a_name_is_named_after_its_owner(client: Client) -> None:
    sign_up(client)
    assert Workspace.objects.get().name == "Workspace of Ada"


@pytest.mark.parametrize(
    ("sent", "zone"),
    [({"time_zone": "Europe/Berlin"}, "Europe/Berlin"), ({"time_zone": "Etc/Nowhere"}, "UTC"), ({}, "UTC")],
)
def test_first_workspace_is_in_the_zone_of_the_browser(client: Client, sent: dict[str, str], zone: str) -> None:
    sign_up(client, **sent)
    assert Workspace.objects.get().time_zone == zone


def test_invited_one_brings_no_zone(client: Client) -> None:
    make_user()
    workspace = open_invitation(client)
    assert "time_zone" not in client.get("/account/signup/").text
    sign_up(client, time_zone="Europe/Berlin")
    workspace.refresh_from_db()
    assert workspace.time_zone == "UTC"


def test_second_one_needs_an_invitation(client: Client) -> None:
    make_user()
    assert "By invitation only" in client.get("/account/signup/").text
    assert "By invitation only" in sign_up(client).text
    assert User.objects.count() == 1


def test_sign_in_page_offers_to_sign_up_only_where_one_may(client: Client, settings: Settings) -> None:
    make_user()
    assert "/account/signup/" not in client.get("/account/login/").text
    settings.OPEN_SIGNUP = True
    assert "/account/signup/" in client.get("/account/login/").text


def test_workspace_named_after_somebody_with_a_long_name_has_a_name_that_fits(client: Client) -> None:
    sign_up(client, name="x" * 150)
    assert Workspace.objects.get().name == "Workspace of " + "x" * 107


@pytest.mark.parametrize("field", ["name", "workspace_name"])
@pytest.mark.parametrize("name", ["Ada\nBcc: all@example.com", "Ada \u202eecalevoL"])
def test_name_that_breaks_a_line_or_turns_it_is_refused(client: Client, field: str, name: str) -> None:
    assert "Write the name on one line" in sign_up(client, **{field: name}).text
    assert not User.objects.exists()


def test_name_that_breaks_a_line_is_refused_to_who_was_invited(client: Client) -> None:
    open_invitation(client)
    before = User.objects.count()
    assert "Write the name on one line" in sign_up(client, name="Ada\nEve").text
    assert User.objects.count() == before


@pytest.mark.parametrize("fault", [{"name": ""}, {"email": "no address"}, {"password1": "too short"}])
def test_fault_is_told_and_keeps_what_was_typed(client: Client, fault: dict[str, str]) -> None:
    page = sign_up(client, workspace_name="Northwind", **fault)
    assert page.status_code == 200
    assert "Something needs your attention" in page.text
    assert 'value="Northwind"' in page.text
    assert not User.objects.exists()


@pytest.mark.parametrize("password", ["elevenchars", "ada@example.com", "password1234"])
def test_password_that_is_easily_guessed_is_refused(client: Client, password: str) -> None:
    sign_up(client, password1=password)
    assert not User.objects.exists()


@pytest.mark.usefixtures("to_strangers")
def test_stranger_gets_a_workspace_once_the_address_is_proven(client: Client) -> None:
    make_user()
    assert sign_up(client, workspace_name="Harbour").headers["Location"] == "/account/confirm-email/"
    assert not is_signed_in(client)
    assert Client().post("/account/login/", {"login": ADA["email"], "password": PASSWORD}).status_code == 302
    assert not is_signed_in(client)
    confirm(client)
    assert is_signed_in(client)
    assert Membership.objects.get(user__email="ada@example.com").workspace.name == "Harbour"


@pytest.mark.usefixtures("to_strangers")
def test_taken_address_looks_like_a_free_one(client: Client) -> None:
    make_user(email="taken@example.com")
    free, taken = Client(), Client()
    answers = [sign_up(free), sign_up(taken, email="taken@example.com")]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, "/account/confirm-email/")}
    pages = [browser.get("/account/confirm-email/").text for browser in (free, taken)]
    shown = [page.replace("taken@example.com", "ada@example.com").split("<main")[1] for page in pages]
    assert shown[0].split("csrf")[0] == shown[1].split("csrf")[0]
    assert set(free.cookies) == set(taken.cookies)
    assert [sent.subject for sent in mail.outbox] == [
        "Confirm your mail address for Rungs",
        "You have an account at Rungs already",
    ]
    assert User.objects.count() == 2


@pytest.mark.usefixtures("to_strangers")
def test_taken_address_takes_as_long_as_a_free_one(client: Client) -> None:
    """The time goes into hashing, which therefore happens as often."""
    make_user(email="taken@example.com")
    calls = []
    for email in ("free@example.com", "taken@example.com"):
        with patch("django.contrib.auth.hashers.MD5PasswordHasher.encode", return_value="md5$a$b") as hasher:
            sign_up(Client(), email=email)
        calls.append(hasher.call_count)
    assert calls == [1, 1]


def test_invited_one_joins_with_the_role_of_the_invitation(client: Client) -> None:
    workspace = open_invitation(client, email="ada@example.com")
    page = client.get("/account/signup/").text
    assert "Join Northwind" in page
    assert 'value="ada@example.com"' in page
    assert "workspace_name" not in page
    sign_up(client)
    assert Membership.objects.get(user__email="ada@example.com", workspace=workspace).role == Role.EDITOR
    assert Invitation.objects.get().accepted_by == User.objects.get(email="ada@example.com")
    assert INVITATION not in client.session


def test_invited_one_cannot_take_another_address_than_the_invited_one(client: Client) -> None:
    open_invitation(client, email="ada@example.com")
    sign_up(client, email="eve@example.com")
    assert User.objects.filter(email="ada@example.com").exists()
    assert not User.objects.filter(email="eve@example.com").exists()


@pytest.mark.parametrize(
    ("named", "strangers", "verification", "gets_in"),
    [
        (True, False, "none", True),
        (False, False, "none", True),  # this machine sends no mail: there is no other way
        (True, False, "mandatory", True),  # a member's word
        (False, False, "mandatory", False),
        (True, True, "mandatory", False),  # anybody can become a member, so the word is worth nothing
    ],
)
def test_invited_one_proves_the_address_where_nobody_vouches_for_it(
    client: Client, settings: Settings, named: bool, strangers: bool, verification: str, gets_in: bool
) -> None:
    settings.OPEN_SIGNUP, settings.ACCOUNT_EMAIL_VERIFICATION = strangers, verification
    open_invitation(client, email="ada@example.com" if named else "")
    sign_up(client)
    assert is_signed_in(client) is gets_in
    assert len(mail.outbox) == (0 if gets_in else 1)


@pytest.mark.parametrize("end", [{"revoked_at": timezone.now()}, {"expires_at": timezone.now() - timedelta(days=1)}])
def test_invitation_that_has_ended_opens_nothing(client: Client, end: dict[str, Any]) -> None:
    open_invitation(client, **end)
    assert "By invitation only" in client.get("/account/signup/").text


def test_invitation_that_is_used_in_the_same_moment_leaves_nobody_without_a_place(client: Client) -> None:
    open_invitation(client)
    stale = Door(Way.INVITED, secret=SECRET)
    Invitation.objects.update(accepted_at=timezone.now())
    with patch("accounts.access.sign_up_door", return_value=stale):
        page = sign_up(client)
    assert "was just used" in page.text
    assert not User.objects.filter(email="ada@example.com").exists()


def test_first_sign_up_that_comes_second_is_refused_and_stores_nothing(client: Client) -> None:
    make_user()
    with patch("accounts.access.sign_up_door", return_value=Door(Way.FIRST)):
        page = sign_up(client, workspace_name="Northwind")
    assert "was quicker" in page.text
    assert 'value="Northwind"' in page.text
    assert User.objects.count() == 1
    assert not Workspace.objects.exists()


def test_first_owner_can_be_stored_once_only() -> None:
    FirstOwner.objects.create(user=make_user())
    with pytest.raises(IntegrityError):
        FirstOwner.objects.create(user=make_user())


def test_wish_to_change_to_an_address_does_not_keep_its_owner_out(client: Client) -> None:
    EmailAddress.objects.create(user=make_user(), email="ada@example.com", verified=False)
    open_invitation(client, email="ada@example.com")
    sign_up(client)
    assert EmailAddress.objects.get(email="ada@example.com").user == User.objects.get(email="ada@example.com")
