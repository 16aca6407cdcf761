"""Sentences that people found hard to understand, and what they are told instead."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from pytest_django import Settings

from accounts.domain.roles import Role
from core.templatetags.page import in_fours
from tests.factories.accounts import make_member, make_user, make_workspace, owner_of

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"


@pytest.fixture
def person(client: Client) -> Client:
    client.force_login(make_user(email="ada@example.com", password=PASSWORD))
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.mark.parametrize("name", ["login", "signup", "password/reset", "email"])
def test_what_is_no_mail_address_is_answered_with_an_example(person: Client, name: str, settings: Settings) -> None:
    settings.HAS_MAIL = settings.OPEN_SIGNUP = True
    client = person if name == "email" else Client()
    answer = client.post(f"/account/{name}/", {"email": "ada at example", "login": "ada at example", "action_add": ""})
    assert "Write a mail address, like name@company.com." in answer.text
    assert "ada at example" in answer.text


def test_who_invites_is_answered_with_the_same_example(client: Client) -> None:
    workspace = make_workspace()
    client.force_login(owner_of(workspace))
    answer = client.post(f"/w/{workspace.code}/invitations/new/", {"email": "bo", "role": "viewer"})
    assert "Write a mail address, like name@company.com." in answer.text


def test_after_too_many_attempts_the_heading_says_to_wait(client: Client) -> None:
    make_user(email="ada@example.com", password=PASSWORD)
    wrong = {"login": "ada@example.com", "password": "wrong"}
    pages = [client.post("/account/login/", wrong).text for _ in range(6)]
    assert "<h2>Something needs your attention</h2>" in pages[0]
    assert "<h2>Wait five minutes</h2>" in pages[5]
    assert "<h2>Something needs your attention</h2>" not in pages[5]


@pytest.mark.parametrize(("owners", "words"), [(0, "just you"), (1, "including 2 owners")])
def test_overview_says_how_many_own_the_workspace(client: Client, owners: int, words: str) -> None:
    workspace = make_workspace()
    for _ in range(owners):
        make_member(workspace, Role.OWNER)
    client.force_login(owner_of(workspace))
    assert words in client.get(f"/w/{workspace.code}/").text


def test_recovery_codes_stand_in_groups_of_four_and_are_copied_as_they_are(person: Client) -> None:
    codes = RecoveryCodes.activate(make_user()).generate_codes()
    assert in_fours(codes[0]) == f"{codes[0][:4]} {codes[0][4:]}"
    ada = person.get("/account/").wsgi_request.user
    codes = RecoveryCodes.activate(ada).generate_codes()
    page = person.get("/account/2fa/recovery-codes/").text
    assert page.count("<li><code>") == len(codes) == 10
    assert f"<code>{in_fours(codes[0])}</code>" in page
    assert 'data-copy="' + "\n".join(codes) in page


@pytest.mark.parametrize(("text", "shown"), [("", ""), ("ABCD", "ABCD"), ("ABCDE", "ABCD E")])
def test_groups_of_four(text: str, shown: str) -> None:
    assert in_fours(text) == shown


def test_key_of_the_app_stands_in_groups_of_four(person: Client) -> None:
    answer = person.get("/account/2fa/totp/activate/")
    secret = answer.context["form"].secret
    assert f'<code class="copy__text">{in_fours(secret)}</code>' in answer.text
    assert f'data-copy="{secret}"' in answer.text
