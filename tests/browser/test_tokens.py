"""Making an API token, from showing who one is to the copied secret."""

import pytest
from playwright.sync_api import expect

from accounts.models import ApiToken
from accounts.queries.tokens import token_of
from tests.browser.conftest import Visitors
from tests.browser.pages import World
from tests.browser.visitor import axe_violations, wider_than_window


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_token_is_made_and_copied_and_gone_with_the_page(world: World, visitors: Visitors, javascript: bool) -> None:
    visitor = visitors(java_script_enabled=javascript, permissions=["clipboard-read", "clipboard-write"])
    visitor.sign_in(world.owner)
    page = visitor.open("/account/tokens/")
    page.get_by_role("link", name="Make a token").click()
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_label("Password").press("Enter")
    page.get_by_label("What it is for").fill("Nightly export")
    page.get_by_label("Workspace (optional)").select_option(label="Northwind Billing")
    if javascript:
        assert axe_violations(page) == []
    page.get_by_role("button", name="Make the token").click()
    shown = page.get_by_role("textbox", name="API token")
    secret = shown.input_value()
    assert token_of(secret) == ApiToken.objects.get()
    if javascript:
        page.get_by_role("button", name="Copy").click()
        assert page.evaluate("navigator.clipboard.readText()") == secret
        for theme in ("light", "dark"):
            visitor.look(width=320, theme=theme)
            assert axe_violations(page) == []
        assert wider_than_window(page) == []
    page.get_by_role("link", name="Done").click()
    expect(page.get_by_role("heading", name="You have 1 API token")).to_be_visible()
    assert secret not in page.content()
