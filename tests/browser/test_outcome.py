"""Weights that are tried in the browser give what the server gives for them, and leave the locked ones alone."""

from playwright.sync_api import Page, expect

from accounts.domain.roles import Role
from tests.browser.outcome_pages import make_result
from tests.browser.pages import World
from tests.browser.visitor import Visitor, axe_violations
from vendors.models import Vendor


def _shown(page: Page) -> list[str]:
    """The heading, and of each row rank, name, shares of places and total."""
    rows = page.locator("#ranks li").all()
    bars = [
        row.locator(".rankbar").get_attribute("aria-label") if row.locator(".rankbar").count() else "" for row in rows
    ]
    return [page.locator("#verdict").inner_text(), *(row.inner_text() for row in rows), *(bar or "" for bar in bars)]


def test_slider_says_at_once_what_the_server_says(world: World, visitor: Visitor) -> None:
    visitor.sign_in(world.people[Role.VIEWER])
    evaluation = make_result(world)
    page = visitor.open(world.at("outcome_detail", evaluation_code=evaluation.code))
    locked = _shown(page)
    slider = page.get_by_role("slider", name="Weight of “Criterion F-1”")
    slider.fill("12")
    expect(page.get_by_text("You are trying other weights.")).to_be_visible()
    slider.blur()
    expect(page.get_by_role("textbox", name="Weight of “Criterion S-2” in per cent")).to_have_value("15.1")
    tried = _shown(page)
    assert tried != locked
    page.reload()
    assert _shown(page) == tried
    page.get_by_text("All shares of places").click()
    assert axe_violations(page) == []
    page.get_by_role("link", name="Back to the locked weights").click()
    expect(page.locator("#verdict")).to_have_text(locked[0])
    assert _shown(page) == locked


def test_long_name_on_a_phone_stands_beside_its_number_and_not_upon_it(world: World, visitor: Visitor) -> None:
    visitor.sign_in(world.people[Role.VIEWER])
    evaluation = make_result(world)
    name = "Windermere Reliability & Platform Engineering Partnership"
    Vendor.objects.filter(pk=evaluation.proposals.order_by("number")[0].vendor_id).update(name=name)
    visitor.look(width=390)
    page = visitor.open(world.at("outcome_detail", evaluation_code=evaluation.code))
    measure = "cells => cells.map(cell => [cell.dataset.label, cell.getBoundingClientRect().height])"
    heights = page.locator(".t--numbers td[data-label]").evaluate_all(measure)
    long = [height for label, height in heights if label == name]
    others = [height for label, height in heights if label != name]
    assert long
    assert min(long) > max(others)
