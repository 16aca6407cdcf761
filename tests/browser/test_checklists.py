"""Items of checklists are ticked by mouse, by keys and without JavaScript, where one is."""

from playwright.sync_api import expect

from accounts.domain.roles import Role
from tests.browser.conftest import Visitors
from tests.browser.pages import World
from tests.browser.visitor import Visitor
from tests.factories.roadmap import make_roadmap


def test_item_is_ticked_where_one_is_and_keeps_the_focus(world: World, visitor: Visitor) -> None:
    roadmap = make_roadmap(world.workspace)
    visitor.sign_in(world.people[Role.CONTRIBUTOR])
    visitor.look(width=1440)
    page = visitor.open(world.at("phase_detail", roadmap_code=roadmap.code, phase="discover"))
    page.evaluate("window.isStillHere = true")
    box = page.get_by_role("checkbox", name="Define indicators")
    box.click()
    expect(box).to_be_checked()
    expect(box).to_be_focused()
    expect(page.get_by_text("1 of 10 done")).to_be_visible()
    page.keyboard.press("Space")
    expect(box).not_to_be_checked()
    expect(page.get_by_text("0 of 10 done")).to_be_visible()
    assert page.evaluate("window.isStillHere")


def test_item_is_ticked_without_javascript_and_its_filter_stays(world: World, visitors: Visitors) -> None:
    roadmap = make_roadmap(world.workspace)
    visitor = visitors(java_script_enabled=False)
    visitor.sign_in(world.people[Role.CONTRIBUTOR])
    page = visitor.open(world.at("checklist_list", roadmap_code=roadmap.code) + "?phase=discover&state=open")
    page.get_by_role("checkbox", name="Define indicators").click()
    expect(page.get_by_role("checkbox", name="Define indicators")).to_have_count(0)
    open_ones = roadmap.items.filter(done_at=None).count()
    expect(page.get_by_role("link", name=f"Open {open_ones}", exact=True)).to_have_attribute("aria-current", "true")
    assert roadmap.items.get(item="DIS-C02").done_by == world.people[Role.CONTRIBUTOR]
