"""What the frame does in a browser: menus, themes, errors, copying, and requests in the background."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from accounts.domain.roles import Role
from accounts.models import Workspace
from tests.browser.conftest import Visitors
from tests.browser.pages import World
from tests.browser.visitor import Visitor, wider_than_window
from tests.factories.accounts import make_notice

pytestmark = pytest.mark.urls("tests.browser.frame_pages")


def test_menu_closes_on_escape_and_on_a_click_beside_it(world: World, visitor: Visitor) -> None:
    visitor.sign_in(world.owner)
    page = visitor.open(world.at("workspace_detail"))
    menu, summary = page.locator("details.menu").last, page.locator("summary.who")
    summary.click()
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(summary).to_be_focused()
    summary.click()
    page.locator("h1").click()
    expect(menu).not_to_have_attribute("open", "")


def test_workspace_is_changed_by_the_keyboard_alone(world: World, visitor: Visitor) -> None:
    visitor.sign_in(world.owner)
    page = visitor.open(world.at("workspace_detail"))
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=re.compile("Harbour & Vane"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Harbour & Vane")


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_theme_chosen_by_the_person_wins_over_the_system(world: World, visitors: Visitors, javascript: bool) -> None:
    visitor = visitors(java_script_enabled=javascript, color_scheme="light")
    visitor.sign_in(world.owner)
    page = visitor.open(world.at("workspace_detail"))
    page.locator("summary.who").click()
    page.get_by_role("button", name="Dark", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("body")).to_have_css("background-color", "rgb(13, 20, 18)")
    expect(page.locator("h1")).to_have_text("Northwind Billing")


def test_errors_take_the_focus_and_lead_to_their_fields(world: World, visitor: Visitor) -> None:
    page = visitor.open("/account/login/")
    page.get_by_role("button", name="Sign in", exact=True).click()
    summary = page.locator(".summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    expect(page.locator("[name=login]")).to_be_focused()
    expect(page.locator("[name=login]")).to_have_attribute("aria-describedby", "id_login_error")


def test_request_in_the_background_passes_with_the_token_of_the_page(world: World, visitor: Visitor) -> None:
    page = visitor.open("/background/")
    page.get_by_role("button", name="Work").click()
    expect(page.locator("#answer")).to_have_text("Done by POST")


@pytest.mark.parametrize(
    ("name", "status", "sentence"),
    [("Forbidden", "403", "Your role does not allow this"), ("Breaks", "500", "quote")],
)
def test_failure_in_the_background_is_told_and_leaves_the_page(
    world: World, visitor: Visitor, name: str, status: str, sentence: str
) -> None:
    page = visitor.open("/background/")
    page.get_by_role("button", name=name).click()
    expect(page.locator("#toast")).to_contain_text(sentence)
    expect(page.locator("#answer")).to_have_text("Nothing yet")
    visitor.forgive(status)


def test_server_that_cannot_be_reached_is_told(world: World, visitor: Visitor) -> None:
    page = visitor.open("/background/")
    visitor.context.set_offline(True)
    page.get_by_role("button", name="Work").click()
    expect(page.locator("#toast")).to_contain_text("cannot be reached")
    visitor.forgive("ERR_INTERNET_DISCONNECTED")
    visitor.forgive("Failed to fetch")


def test_request_in_the_background_of_who_is_signed_out_takes_the_page_to_sign_in(
    world: World, visitor: Visitor
) -> None:
    page = visitor.open("/background/")
    page.get_by_role("button", name="Signed out").click()
    page.wait_for_url("**/account/login/?next=%2Fbackground%2F")


def test_copying_puts_the_value_into_the_clipboard(world: World, visitors: Visitors) -> None:
    visitor = visitors(permissions=["clipboard-read", "clipboard-write"])
    page = visitor.open("/background/")
    page.get_by_role("button", name=re.compile("Copy.*Link")).click()
    expect(page.locator("#toast")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "copied text"


def test_text_to_copy_is_there_without_script(world: World, visitors: Visitors) -> None:
    page = visitors(java_script_enabled=False).open("/background/")
    expect(page.get_by_label("Link")).to_have_value("copied text")
    expect(page.get_by_role("button", name=re.compile("Copy.*Link"))).to_be_hidden()


def test_script_put_into_a_page_does_not_run(world: World, visitor: Visitor) -> None:
    """The policy holds in the browser, and the tests would notice a breach of it."""
    page = visitor.open("/background/")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))")
    assert page.evaluate("window.ran") is None
    visitor.forgive("CSP: script-src")
    visitor.forgive("Content Security Policy")


@pytest.mark.parametrize("width", [320, 360, 390])
def test_bar_holds_a_long_name_and_many_notices_on_one_line(world: World, visitor: Visitor, width: int) -> None:
    Workspace.objects.filter(pk=world.workspace.pk).update(name="Northwind International Billing Ltd")
    for _ in range(120):
        make_notice(world.owner)
    visitor.sign_in(world.owner)
    visitor.look(width=width)
    page = visitor.open(world.at("workspace_detail"))
    parts = [
        page.locator(each).bounding_box() for each in (".mark", "summary.switch", ".bell .i", ".bell .count", ".who")
    ]
    boxes = [box for box in parts if box]
    assert len(boxes) == len(parts)
    bar = page.locator(".bar").bounding_box()
    assert bar
    assert bar["height"] < 60
    for box in boxes:
        assert bar["y"] <= box["y"] < box["y"] + box["height"] <= bar["y"] + bar["height"]
        assert box["x"] + box["width"] <= width
    mark, switch, bell, count, who = boxes
    assert mark["x"] + mark["width"] <= switch["x"]
    assert switch["width"] >= 100
    assert switch["x"] + switch["width"] <= bell["x"]
    assert count["x"] + count["width"] <= who["x"]
    # It lies on the bell's shoulder, and leaves most of it to be seen.
    assert bell["x"] + bell["width"] / 2 <= count["x"] <= bell["x"] + bell["width"]
    assert wider_than_window(page) == []


def test_page_prints_without_what_only_a_screen_needs(world: World, visitor: Visitor) -> None:
    visitor.sign_in(world.people[Role.VIEWER])
    page = visitor.open(world.at("workspace_detail"))
    expect(page.locator(".printed")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".bar")).to_be_hidden()
    expect(page.locator(".nav")).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".printed")).to_contain_text("Northwind Billing · Rungs, as of ")


def test_second_tab_that_saves_late_sees_both_values_and_picks(world: World, visitor: Visitor) -> None:
    address: Any = f"/edit/{world.workspace.code}/"
    first, second = visitor.open(address), visitor.context.new_page()
    second.goto(address)
    first.get_by_label("Name").fill("Northwind")
    first.get_by_role("button", name="Save").click()
    expect(first.get_by_text("Saved.")).to_be_visible()

    second.get_by_label("Name").fill("Northwind Limited")
    second.get_by_label("Accent colour").fill("#123456")
    second.get_by_role("button", name="Save").click()
    expect(second.locator(".summary")).to_be_focused()
    expect(second.get_by_label("Name", exact=True)).to_have_value("Northwind Limited")
    expect(second.locator(".conflict")).to_have_count(1)  # the other tab left the colour alone
    second.locator(".conflict").get_by_label("What Grace saved").check()
    second.get_by_role("button", name="Save").click()
    expect(second.get_by_text("Saved.")).to_be_visible()
    visitor.forgive("409")

    world.workspace.refresh_from_db()
    assert (world.workspace.name, world.workspace.accent) == ("Northwind", "#123456")
