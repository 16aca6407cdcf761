"""Beginning and ending an assessment: without JavaScript, and by keyboard alone."""

from accounts.domain.roles import Role
from assessments.models import Assessment
from tests.browser.conftest import Visitors
from tests.browser.pages import World
from tests.browser.visitor import Visitor


def test_assessment_is_begun_narrowed_and_deleted_without_javascript(world: World, visitors: Visitors) -> None:
    visitor = visitors(java_script_enabled=False)
    visitor.sign_in(world.people[Role.EDITOR])
    page = visitor.open(world.at("workspace_detail"))
    page.get_by_role("link", name="Start the first assessment").click()
    page.get_by_label("Title").fill("Billing")
    page.get_by_label("How far is the product?").select_option("No customer uses it in production yet")
    page.get_by_text("Other targets for single phases").click()
    page.get_by_label("Scale with governance").select_option("2 – Partial")
    page.get_by_role("button", name="Begin").click()
    assert page.get_by_role("heading", level=1).inner_text() == "3 questions may not apply"
    page.get_by_label("Is the experience of real users measured").check()
    page.get_by_role("button", name="Mark the ticked ones").click()
    assert "1 question does not apply." in page.content()
    page.get_by_role("link", name="By domain").click()
    assert page.get_by_role("link", name="By domain").get_attribute("aria-current") == "true"
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("button", name="Delete this assessment").click()
    page.get_by_role("button", name="Undo").click()
    assert "Billing is back." in page.content()
    stored = Assessment.objects.get()
    assert stored.phase_targets == {"scale": 2}
    assert [row.question for row in stored.answers.filter(state="not_applicable")] == ["VAL-05"]


def test_assessment_is_begun_by_keyboard(world: World, visitor: Visitor) -> None:
    visitor.sign_in(world.people[Role.EDITOR])
    page = visitor.open(world.at("assessment_create"))
    page.get_by_label("Title").focus()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("Ledger")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    page.keyboard.type("5")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Nothing answered yet").wait_for()
    stored = Assessment.objects.get()
    assert (stored.title, stored.scope, stored.target) == ("Ledger", "core", 5)
