"""What scripts add to the forms of a workspace: the browser's time zone, and a colour to pick."""

import pytest
from playwright.sync_api import expect

from accounts.models import Workspace
from tests.browser.conftest import Visitors
from tests.browser.pages import World


def test_first_workspace_begins_in_the_zone_of_the_browser(transactional_db: None, visitors: Visitors) -> None:
    page = visitors(timezone_id="Pacific/Auckland").open("/account/signup/")
    page.get_by_label("Your name").fill("Ada")
    page.get_by_label("Mail address").fill("ada@example.com")
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Sign up").click()
    expect(page.locator("h1")).to_have_text("Workspace of Ada")
    assert Workspace.objects.get().time_zone == "Pacific/Auckland"


@pytest.mark.parametrize(("javascript", "zone"), [(True, "America/New_York"), (False, "UTC")])
def test_new_workspace_proposes_the_zone_of_the_browser(
    world: World, visitors: Visitors, javascript: bool, zone: str
) -> None:
    visitor = visitors(timezone_id="America/New_York", java_script_enabled=javascript)
    visitor.sign_in(world.owner)
    page = visitor.open("/workspaces/new/")
    expect(page.get_by_label("Time zone")).to_have_value(zone)
    page.get_by_label("Time zone").fill("Atlantis")
    page.get_by_role("button", name="Create workspace").click()
    expect(page.get_by_label("Time zone")).to_have_value("Atlantis")


def test_colour_is_picked_or_typed_and_both_are_in_step(world: World, visitors: Visitors) -> None:
    visitor = visitors()
    visitor.sign_in(world.owner)
    page = visitor.open(world.at("workspace_settings"))
    field, picker = page.get_by_role("textbox", name="Accent colour"), page.get_by_label("Pick a colour")
    expect(picker).to_have_value("#0e5a52")  # that of Rungs, as none is chosen
    field.fill("#F2B766")
    expect(picker).to_have_value("#f2b766")
    picker.fill("#123456")
    expect(field).to_have_value("#123456")
    field.fill("no colour")
    expect(picker).to_have_value("#0e5a52")


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_darker_colour_is_taken_with_what_else_was_typed(world: World, visitors: Visitors, javascript: bool) -> None:
    Workspace.objects.filter(pk=world.workspace.pk).update(accent="#F2B766")
    visitor = visitors(java_script_enabled=javascript)
    visitor.sign_in(world.owner)
    page = visitor.open(world.at("workspace_settings"))
    expect(page.get_by_label("Pick a colour")).to_be_visible(visible=javascript)
    page.get_by_label("Name").fill("Northwind")
    page.get_by_role("button", name="instead").click()
    expect(page.get_by_text("reads well on white")).to_be_visible()
    world.workspace.refresh_from_db()
    assert world.workspace.name == "Northwind"
    assert world.workspace.accent not in {"", "#F2B766"}
