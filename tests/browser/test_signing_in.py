"""Signing up and in as people do it, in a real browser: with mails, codes and passkeys, and without script."""

import re
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Page, expect
from pytest_django import Settings

from accounts.models import User
from tests.browser.conftest import Visitors
from tests.browser.visitor import Visitor, axe_violations
from tests.factories.accounts import make_user, make_workspace

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "correct horse battery"
LINK = re.compile(r"https?://\S+")


@pytest.fixture(autouse=True)
def has_mail(settings: Settings) -> None:
    settings.HAS_MAIL = True


@pytest.fixture
def ada() -> User:
    user = make_user(email="ada@example.com", name="Ada Lovelace", password=PASSWORD)
    make_workspace(owner=user, name="Northwind Billing")
    cache.clear()
    return user


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def sign_in(visitor: Visitor, password: str = PASSWORD) -> Page:
    page = visitor.open("/account/login/")
    page.get_by_label("Mail address").fill("ada@example.com")
    page.get_by_label("Password").fill(password)
    press(page, "Sign in")
    return page


def sign_out(page: Page) -> None:
    page.goto("/account/logout/")
    press(page, "Sign out")
    expect(page.locator("h1")).to_have_text("Sign in")


def show_it_is_you(page: Page) -> None:
    expect(page.locator("h1")).to_have_text("Is it you?")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Go on")


def key_on(page: Page) -> str:
    """Written in groups of four."""
    return page.get_by_role("group", name="Key").get_by_role("code").inner_text().replace(" ", "")


def code_of(secret: str) -> str:
    """What an authenticator app would show now."""
    now = list(counters())[1]  # between the one before and the one after
    return f"{hotp_value(secret, now):06d}"


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_first_visitor_signs_up_and_is_in_their_workspace(visitors: Visitors, javascript: bool) -> None:
    page = visitors(java_script_enabled=javascript).open("/")
    expect(page.locator("h1")).to_have_text("Welcome to Rungs")
    assert not javascript or axe_violations(page) == []
    page.get_by_label("Your name").fill("Ada Lovelace")
    page.get_by_label("Mail address").fill("ada@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label(re.compile("Name of your workspace")).fill("Northwind Billing")
    press(page, "Sign up")
    expect(page.locator("h1")).to_have_text("Northwind Billing")


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_person_signs_in_after_a_wrong_password(ada: User, visitors: Visitors, javascript: bool) -> None:
    visitor = visitors(java_script_enabled=javascript)
    page = sign_in(visitor, "wrong horse battery")
    expect(page.locator(".summary")).to_contain_text("do not belong together")
    expect(page.get_by_label("Mail address")).to_have_value("ada@example.com")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_visible(visible=javascript)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")
    expect(page.locator("h1")).to_have_text("Northwind Billing")


def test_forgotten_password_is_chosen_anew_by_the_link_of_the_mail(ada: User, visitor: Visitor) -> None:
    page = visitor.open("/account/login/")
    page.get_by_role("link", name="Forgotten your password?").click()
    page.get_by_label("Mail address").fill("ada@example.com")
    press(page, "Send the link")
    expect(page.locator("h1")).to_have_text("Look into your mail")
    link = LINK.search(str(mail.outbox[0].body))
    assert link
    page.goto(link[0])
    page.get_by_label("New password").fill("another horse battery")
    press(page, "Save the password")
    expect(page.locator("h1")).to_have_text("Sign in with the new password")
    expect(page.get_by_text("Your password is changed.")).to_have_count(1)
    sign_in(visitor, "another horse battery")
    expect(page.locator("h1")).to_have_text("Northwind Billing")


def test_second_step_is_set_up_and_asked_for_by_app_and_by_recovery_code(ada: User, visitor: Visitor) -> None:
    page = sign_in(visitor)
    page.goto("/account/2fa/")
    page.get_by_role("link", name="Set up an app").click()
    show_it_is_you(page)
    secret = key_on(page)
    assert axe_violations(page) == []
    page.get_by_label("Code from the app").fill("000")
    press(page, "Switch on")
    expect(page.locator(".summary")).to_contain_text("This code is not right")
    assert key_on(page) == secret
    page.get_by_label("Code from the app").fill(code_of(secret))
    press(page, "Switch on")
    expect(page.locator("h1")).to_have_text("Recovery codes")
    recovery = page.get_by_role("list", name="Unused codes").get_by_role("listitem").all_inner_texts()
    assert len(recovery) == 10
    assert axe_violations(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Download them").click()
    assert recovery[0].replace(" ", "") in download.value.path().read_text()

    cache.clear()  # a code counts once, and the app shows this one for half a minute
    for code in (code_of(secret), recovery[0]):
        sign_out(page)
        sign_in(visitor)
        expect(page.locator("h1")).to_have_text("Second step")
        assert axe_violations(page) == []
        page.get_by_label("Code").fill(code)
        press(page, "Sign in")
        expect(page.locator("h1")).to_have_text("Northwind Billing")

    sign_out(page)
    sign_in(visitor)
    page.get_by_label("Code").fill(recovery[0])
    press(page, "Sign in")
    expect(page.locator(".summary")).to_contain_text("This code is not right")


def add_authenticator(page: Page, *, verifies: bool = True) -> tuple[Any, str]:
    """Chromium's own stand-in for the device that keeps passkeys."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": verifies,
        "automaticPresenceSimulation": True,
    }
    added = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return devtools, added["authenticatorId"]


def add_passkey(page: Page, name: str) -> None:
    page.goto("/account/2fa/webauthn/add/")
    show_it_is_you(page)
    assert axe_violations(page) == []
    page.get_by_label("Name").fill(name)
    press(page, "Add a passkey")


def test_passkey_is_added_and_signs_in_alone(ada: User, visitor: Visitor) -> None:
    page = sign_in(visitor)
    add_authenticator(page)
    add_passkey(page, "Laptop")
    expect(page.locator("h1")).to_have_text("Recovery codes")
    page.goto("/account/2fa/webauthn/")
    expect(page.get_by_role("row", name=re.compile("Laptop"))).to_contain_text("not yet")
    sign_out(page)
    press(page, "Sign in with a passkey")
    expect(page.locator("h1")).to_have_text("Northwind Billing")

    page.goto("/account/2fa/webauthn/")
    page.get_by_role("link", name="Rename Laptop").click()
    expect(page.locator("h1")).to_have_text("Is it you?")
    page.get_by_role("link", name="Use your passkey").click()
    press(page, "Use your passkey")
    page.get_by_label("Name").fill("Old laptop")
    press(page, "Save")
    page.get_by_role("link", name="Remove Old laptop").click()
    press(page, "Remove")
    expect(page.get_by_text("You have none yet.")).to_be_visible()


def test_passkey_is_the_second_step_after_a_password(ada: User, visitor: Visitor) -> None:
    page = sign_in(visitor)
    add_authenticator(page)
    add_passkey(page, "Laptop")
    expect(page.locator("h1")).to_have_text("Recovery codes")
    sign_out(page)
    sign_in(visitor)
    expect(page.locator("h1")).to_have_text("Second step")
    press(page, "Use your passkey")
    expect(page.locator("h1")).to_have_text("Northwind Billing")


def test_passkey_that_is_not_there_is_told_in_words(ada: User, visitor: Visitor) -> None:
    page = visitor.open("/account/login/")
    add_authenticator(page)
    press(page, "Sign in with a passkey")
    expect(page.get_by_role("alert")).to_contain_text("The passkey was not used")
