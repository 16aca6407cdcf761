"""What a review locks while somebody answers, and naming people in a comment by keys alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from accounts.domain.roles import Role
from accounts.models import Notice
from assessments.domain.review import Act, Standing
from assessments.models import Answer, Assessment, Comment
from tests.browser.conftest import Visitors
from tests.browser.pages import World
from tests.browser.visitor import Visitor, axe_violations
from tests.factories.accounts import make_member, make_user
from tests.factories.assessments import make_assessment
from tests.factories.reviews import act, bring_to, look_at_everything

QUESTION = "ARC-11"


@pytest.fixture
def assessment(world: World) -> Assessment:
    return make_assessment(world.workspace)


def open_question(visitor: Visitor, assessment: Assessment, world: World) -> None:
    place = world.at("section_detail", assessment_code=assessment.code, kind="phase", group="architect")
    visitor.open(f"{place}?question={QUESTION}")


def test_what_is_answered_while_a_section_is_submitted_is_kept_until_it_is_open_again(
    world: World, visitors: Visitors, assessment: Assessment
) -> None:
    """First on a page from before; then after loading it again; then once the section is taken back."""
    visitor = visitors()
    visitor.sign_in(world.people[Role.CONTRIBUTOR])
    open_question(visitor, assessment, world)
    look_at_everything(assessment)
    act(assessment, Act.SUBMIT, world.owner)
    page = visitor.page
    question = page.locator(f"#{QUESTION}")
    question.get_by_label("Note").fill("Two of three.")
    problem = question.locator("[data-problem]")
    expect(problem).to_contain_text("is locked: Ada Lovelace submitted it for review on")
    expect(page.locator("#save")).to_contain_text("is locked")

    open_question(visitor, assessment, world)
    expect(problem).to_contain_text("Two of three.")
    expect(question.get_by_label("Note")).to_have_count(0)
    assert axe_violations(page) == []
    page.keyboard.press("4")
    assert Answer.objects.get(assessment=assessment, question=QUESTION).note == ""

    act(assessment, Act.WITHDRAW, world.owner)
    open_question(visitor, assessment, world)
    expect(page.locator("#save")).to_have_attribute("data-state", "saved")
    expect(question.get_by_label("Note")).to_have_value("Two of three.")
    assert Answer.objects.get(assessment=assessment, question=QUESTION).note == "Two of three."
    visitor.forgive("422")


def test_person_lets_go_of_what_a_lock_refuses(world: World, visitors: Visitors, assessment: Assessment) -> None:
    visitor = visitors()
    visitor.sign_in(world.people[Role.CONTRIBUTOR])
    open_question(visitor, assessment, world)
    bring_to(assessment, Standing.ACCEPTED)
    page = visitor.page
    page.keyboard.press("3")
    expect(page.locator("#save")).to_contain_text("is locked")
    open_question(visitor, assessment, world)
    page.get_by_role("button", name="Let go of what I typed").click()
    expect(page.locator(f"#{QUESTION} [data-problem]")).to_be_empty()
    page.reload()
    expect(page.locator("#save")).to_be_empty()
    visitor.forgive("422")


def test_people_are_named_by_keys_alone(world: World, visitors: Visitors, assessment: Assessment) -> None:
    grace = make_member(world.workspace, Role.EDITOR, user=make_user(name="Grace Hopper"))
    make_member(world.workspace, Role.EDITOR, user=make_user(name="Grace Kelly"))
    visitor = visitors()
    visitor.sign_in(world.owner)
    visitor.open(world.at("comment_list", assessment_code=assessment.code, question=QUESTION))
    page = visitor.page
    text, people = page.get_by_label("Comment", exact=True), page.get_by_role("listbox")
    text.focus()
    page.keyboard.type("Is it so, @gra")
    expect(people.get_by_role("option")).to_have_count(2)
    assert axe_violations(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(text).to_have_value("Is it so, @Grace Hopper ")
    expect(people).to_be_hidden()
    page.keyboard.type("and @")
    expect(people).to_be_visible()
    page.keyboard.press("Escape")
    expect(people).to_be_hidden()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("For Grace Hopper")).to_be_visible()
    assert Comment.objects.get().text == "Is it so, @Grace Hopper and @"
    assert Notice.objects.get(user=grace).sentence.startswith("Ada Lovelace asks you about ARC-11")
