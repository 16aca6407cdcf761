"""The page of results with and without scripts: terms beside what one reads, thoughts that are answered at once."""

import pytest
from playwright.sync_api import expect

from accounts.domain.roles import Role
from assessments.models import Assessment
from tests.browser.conftest import Visitors
from tests.browser.pages import World
from tests.browser.visitor import Visitor, axe_violations
from tests.factories.assessments import answer_everything, make_assessment
from tests.factories.evidence import make_stored_evidence


@pytest.fixture
def assessment(world: World) -> Assessment:
    assessment = make_assessment(world.workspace, title="2026 baseline")
    answer_everything(assessment, evidence=[make_stored_evidence(world.workspace, evidence_class="document")])
    return assessment


def _results(world: World, assessment: Assessment) -> str:
    return world.at("result_detail", assessment_code=assessment.code)


def test_terms_open_beside_the_page_and_close_by_key(world: World, visitor: Visitor, assessment: Assessment) -> None:
    visitor.sign_in(world.people[Role.VIEWER])
    page = visitor.open(_results(world, assessment))
    number = page.locator(".hero [data-opens]").first
    number.focus()
    page.keyboard.press("Enter")
    terms = page.get_by_role("dialog", name="Terms")
    expect(terms).to_contain_text("how it comes about")
    expect(terms).to_contain_text(f"shown as {number.text_content()}")
    assert axe_violations(page) == []
    page.keyboard.press("Escape")
    expect(terms).to_have_count(0)
    expect(number).to_be_focused()


def test_thought_is_answered_at_once_and_stands_in_the_address(
    world: World, visitor: Visitor, assessment: Assessment
) -> None:
    visitor.sign_in(world.people[Role.VIEWER])
    page = visitor.open(_results(world, assessment))
    boxes = page.locator(".fixes").get_by_role("checkbox")
    said = page.get_by_role("status").filter(has_text="instead of")
    boxes.nth(0).check()
    expect(said).to_contain_text("If this gap is closed and shown")
    boxes.nth(1).check()
    expect(said).to_contain_text("If these 2 gaps are closed and shown")
    sentence = said.text_content()
    page.reload()
    expect(said).to_have_text(sentence or "")
    expect(boxes.nth(1)).to_be_checked()
    page.get_by_role("link", name="Clear").click()
    expect(said).to_have_count(0)
    expect(boxes.nth(1)).not_to_be_checked()


def test_all_of_it_works_without_scripts(world: World, visitors: Visitors, assessment: Assessment) -> None:
    visitor = visitors(java_script_enabled=False)
    visitor.sign_in(world.people[Role.VIEWER])
    page = visitor.open(_results(world, assessment))
    page.locator(".fixes").get_by_role("checkbox").nth(0).check()
    page.get_by_role("button", name="Show what it would change").click()
    expect(page.get_by_text("If this gap is closed and shown")).to_be_visible()
    page.locator(".lines [data-opens]").first.click()
    expect(page.get_by_role("region", name="Terms")).to_contain_text("shown as")
    page.get_by_role("link", name="Close").click()
    expect(page.get_by_role("region", name="Terms")).to_have_count(0)
