"""Finding a question among all of them."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitors
from tests.browser.pages import World
from tests.factories.assessments import make_assessment


def test_question_is_found_and_opened_by_the_keyboard_alone(world: World, visitors: Visitors) -> None:
    visitor = visitors()
    visitor.sign_in(world.owner)
    assessment = make_assessment(world.workspace)
    page = visitor.open(world.at("section_detail", assessment_code=assessment.code, kind="phase", group="discover"))
    page.keyboard.press("/")
    expect(page.get_by_label("Search all questions")).to_be_focused()
    page.keyboard.type("required journey field")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("of 66 questions")
    link = page.locator(".one h3 a").first
    title = link.inner_text()
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".q[open] h2")).to_have_text(title)


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_search_keeps_the_filter_and_the_order(world: World, visitors: Visitors, javascript: bool) -> None:
    visitor = visitors(java_script_enabled=javascript)
    visitor.sign_in(world.owner)
    assessment = make_assessment(world.workspace)
    page = visitor.open(world.at("question_list", assessment_code=assessment.code))
    page.get_by_role("link", name="By domain").click()
    page.get_by_role("link", name="Open 66").click()
    page.get_by_label("Search all questions").fill("journey")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("link", name="By domain")).to_have_attribute("aria-current", "true")
    expect(page.get_by_text("Only: Open. With “journey”")).to_be_visible()
    expect(page.get_by_label("Search all questions")).to_have_value("journey")
    page.locator(".filter").get_by_role("link", name="Show all of them").click()
    expect(page.locator("h1")).to_have_text("All 66 questions")
    expect(page.get_by_role("link", name="By domain")).to_have_attribute("aria-current", "true")
