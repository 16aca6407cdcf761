"""Comparing without scripts and without a mouse: both sides are chosen, the list is filtered, and a question opens."""

from playwright.sync_api import expect

from accounts.domain.roles import Role
from tests.browser.comparison_pages import COMPARISON_PAGES
from tests.browser.conftest import Visitors
from tests.browser.pages import World


def test_comparing_works_without_scripts_by_keyboard(world: World, visitors: Visitors) -> None:
    visitor = visitors(java_script_enabled=False)
    visitor.sign_in(world.people[Role.VIEWER])
    page = visitor.open(COMPARISON_PAGES[0].address(world))
    expect(page.get_by_label("Before")).to_have_value(
        page.locator("#before option", has_text="Since").get_attribute("value") or ""
    )
    page.get_by_label("Before").select_option(
        label=page.locator("#before option", has_text="Before").text_content() or ""
    )
    page.get_by_role("button", name="Compare").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Nothing to compare: no question has a level on both sides"
    )
    page.go_back()
    up = page.get_by_role("navigation", name="Show").get_by_role("link", name="Up")
    up.focus()
    page.keyboard.press("Enter")
    expect(up).to_have_attribute("aria-current", "true")
    moved = page.locator(".moves > li")
    expect(moved.first).to_contain_text("Level raised from 1 to 2")
    expect(page.locator(".went--down", has_text="overall")).to_have_count(0)
    moved.first.get_by_role("link").press("Enter")
    expect(page.locator("details.q[open]")).to_have_count(1)
