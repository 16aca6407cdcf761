"""Answering in a browser: by mouse, by keyboard alone, without scripts, on a phone."""

import random
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.domain.roles import Role
from assessments.domain.criteria import suggested_level
from assessments.models import Answer, Assessment
from tests.browser.conftest import Visitors
from tests.browser.pages import World
from tests.browser.visitor import Visitor, wider_than_window
from tests.factories.assessments import make_assessment

CHECKED = ":checked"


@pytest.fixture
def assessment(world: World) -> Assessment:
    return make_assessment(world.workspace)


def open_section(visitor: Visitor, world: World, assessment: Assessment, section: str = "discover") -> Page:
    visitor.sign_in(world.people[Role.CONTRIBUTOR])
    return visitor.open(world.at("section_detail", assessment_code=assessment.code, kind="phase", group=section))


def question(page: Page, id_: str) -> Locator:
    return page.locator(f"#{id_}")


def level(page: Page, id_: str, number: int) -> Locator:
    return question(page, id_).locator(f"[name=choice][value='{number}']")


def stored(assessment: Assessment, id_: str) -> Answer:
    return assessment.answers.get(question=id_)


def saved(page: Page) -> None:
    expect(page.locator("#save")).to_have_attribute("data-state", "saved")


def test_section_is_answered_with_the_mouse(world: World, visitor: Visitor, assessment: Assessment) -> None:
    page = open_section(visitor, world, assessment)
    expect(question(page, "DIS-01")).to_have_attribute("open", "")
    level(page, "DIS-01", 3).click()
    saved(page)
    expect(page.locator("#save-said")).to_contain_text("Saved")
    expect(question(page, "DIS-01").locator("summary .lv")).to_have_text("Defined")
    expect(question(page, "DIS-01").locator("[data-proof]")).to_contain_text("carries 2")
    expect(page.locator("[data-section=discover]")).to_have_text("1/10")
    expect(page.locator("[data-count=open]")).to_have_text("9")
    expect(page.locator("#end-h")).to_have_text("9 questions are still open")
    expect(page.locator("#live")).to_contain_text("1 of 10")
    question(page, "DIS-01").locator(".flag").click()
    expect(page.locator("[data-count=flagged]")).to_have_text("1")
    question(page, "DIS-01").get_by_role("button", name="Save and continue").click()
    expect(question(page, "DIS-02")).to_have_attribute("open", "")
    expect(question(page, "DIS-01")).not_to_have_attribute("open", "")
    question(page, "DIS-02").get_by_text("Not applicable").click()
    expect(page.locator("#save")).to_contain_text("a reason is missing")
    expect(question(page, "DIS-02").get_by_role("alert")).to_have_count(0)
    question(page, "DIS-02").locator("[name=reason][value=out_of_scope]").check()
    saved(page)
    question(page, "DIS-02").get_by_label("Note").fill("Sold last year.")
    saved(page)
    assert (stored(assessment, "DIS-01").level, stored(assessment, "DIS-01").is_flagged) == (3, True)
    assert (stored(assessment, "DIS-02").reason, stored(assessment, "DIS-02").note) == (
        "out_of_scope",
        "Sold last year.",
    )
    page.reload()
    expect(question(page, "DIS-02")).to_have_attribute("open", "")


def test_answer_given_before_the_script_is_there_is_saved(
    world: World, visitor: Visitor, assessment: Assessment
) -> None:
    arrive = visitor.hold_back("answering")
    visitor.sign_in(world.people[Role.CONTRIBUTOR])
    address = world.at("section_detail", assessment_code=assessment.code, kind="phase", group="discover")
    page = visitor.open(address, until="commit")
    level(page, "DIS-01", 3).check()
    question(page, "DIS-01").get_by_label("Note").fill("Said on the train.")
    arrive()
    saved(page)
    assert (stored(assessment, "DIS-01").level, stored(assessment, "DIS-01").note) == (3, "Said on the train.")


def test_section_is_answered_with_the_keyboard_alone(world: World, visitor: Visitor, assessment: Assessment) -> None:
    page = open_section(visitor, world, assessment)
    keys = page.keyboard
    keys.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    keys.press("Enter")
    keys.press("4")
    expect(level(page, "DIS-01", 4)).to_be_checked()
    expect(level(page, "DIS-01", 4)).to_be_focused()
    keys.press("ArrowUp")
    expect(level(page, "DIS-01", 3)).to_be_focused()
    saved(page)
    expect(level(page, "DIS-01", 3)).to_be_focused()
    keys.press("j")
    expect(question(page, "DIS-02")).to_have_attribute("open", "")
    keys.press("k")
    expect(question(page, "DIS-01")).to_have_attribute("open", "")
    keys.press("u")
    expect(question(page, "DIS-02")).to_have_attribute("open", "")
    keys.press("d")
    expect(question(page, "DIS-02").get_by_label("I don’t know yet")).to_be_checked()
    keys.press("f")
    expect(question(page, "DIS-02").locator("[name=is_flagged]")).to_be_checked()
    keys.press("n")
    note = question(page, "DIS-02").get_by_label("Note")
    expect(note).to_be_focused()
    keys.type("j4? ask Grace")
    expect(note).to_have_value("j4? ask Grace")
    keys.press("Escape")
    expect(question(page, "DIS-02").get_by_label("I don’t know yet")).to_be_focused()
    keys.press("n")
    keys.press("Control+Enter")  # save and continue
    expect(question(page, "DIS-03")).to_have_attribute("open", "")
    keys.press("x")
    expect(question(page, "DIS-03").locator("[name=reason]").first).to_be_focused()
    keys.press("c")
    expect(question(page, "DIS-03").locator("[name=met]").first).to_be_focused()
    keys.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Keys are on").focus()
    keys.press("Space")
    keys.press("Escape")
    expect(dialog).to_be_hidden()
    keys.press("j")
    expect(question(page, "DIS-03")).to_have_attribute("open", "")
    page.reload()
    keys.press("2")
    expect(page.locator("[name=choice][value='2']:checked")).to_have_count(0)
    assert stored(assessment, "DIS-02").note == "j4? ask Grace"
    assert stored(assessment, "DIS-01").level == 3
    expect(question(page, "DIS-03").get_by_role("alert")).to_have_text("Choose why the question does not apply.")
    visitor.forgive("422")


def test_section_is_answered_without_scripts(world: World, visitors: Visitors, assessment: Assessment) -> None:
    visitor = visitors(java_script_enabled=False)
    page = open_section(visitor, world, assessment)
    level(page, "DIS-01", 3).check()
    question(page, "DIS-01").get_by_role("button", name="Save and continue").click()
    expect(page).to_have_url(re.compile(r"question=DIS-02#DIS-02$"))
    expect(question(page, "DIS-02")).to_have_attribute("open", "")
    question(page, "DIS-02").get_by_label("Not applicable").check()
    question(page, "DIS-02").get_by_label("Note").fill("Sold.")
    question(page, "DIS-02").get_by_role("button", name="Save and continue").click()
    expect(question(page, "DIS-02").get_by_role("alert")).to_contain_text("Choose why the question does not apply.")
    expect(question(page, "DIS-02").get_by_label("Note")).to_have_value("Sold.")
    visitor.forgive("422")
    stored(assessment, "DIS-01")
    assert (stored(assessment, "DIS-01").level, stored(assessment, "DIS-02").revision) == (3, 1)


def test_section_is_answered_on_a_phone(world: World, visitors: Visitors, assessment: Assessment) -> None:
    visitor = visitors(viewport={"width": 390, "height": 844}, has_touch=True)
    page = open_section(visitor, world, assessment)
    expect(page.locator(".secs")).not_to_have_attribute("open", "")
    question(page, "DIS-01").locator(".level").nth(2).tap()
    saved(page)
    assert wider_than_window(page) == []
    page.get_by_role("link", name="Next open").tap()
    expect(question(page, "DIS-02")).to_be_in_viewport()
    expect(page.locator("[data-live=done]")).to_have_text("1")
    assert stored(assessment, "DIS-01").level == 2


def test_last_question_leads_to_the_end_and_the_section_is_said_to_be_complete(
    world: World, visitor: Visitor, assessment: Assessment
) -> None:
    Answer.objects.filter(assessment=assessment).exclude(question="DIS-11").update(state="answered", level=2)
    page = open_section(visitor, world, assessment)
    page.keyboard.press("5")
    question(page, "DIS-11").get_by_role("button", name="Save and continue").click()
    expect(page.locator("#end")).to_be_focused()
    expect(page.locator("#end-h")).to_have_text("Every question has an answer")
    page.get_by_role("button", name="This section is complete").click()
    expect(page.locator("#end")).to_contain_text("said so on")


def test_ticking_suggests_what_the_rules_say(world: World, visitor: Visitor, assessment: Assessment) -> None:
    """Whatever is ticked: the script has the rule of the domain, in all questions of a section."""
    page = open_section(visitor, world, assessment)
    visitor.context.set_offline(True)  # so that none of it is saved
    pack = assessment.questions
    chance = random.Random()
    cases = []
    for asked in pack.asked_in(pack.phase["discover"]):
        ids = [criterion.id for criterion in asked.criteria]
        # many of the lower ones, as people tick; else nearly every case would be level 0
        for _ in range(30):
            likely = chance.random() ** 0.2
            cases.append((asked, [id_ for id_ in ids if chance.random() < likely]))
    found = page.evaluate(
        """(cases) => cases.map(([id, met]) => {
            const form = document.querySelector(`#${id} form`);
            for (const box of form.querySelectorAll("[name=met]")) box.checked = met.includes(box.value);
            form.querySelector("[name=met]").dispatchEvent(new Event("change", {bubbles: true}));
            return Number(form.dataset.suggested);
        })""",
        [(asked.id, met) for asked, met in cases],
    )
    expected = [suggested_level(asked, pack.scale, set(met)) for asked, met in cases]
    assert found == expected
    expect(page.locator("#save")).to_have_attribute("data-state", "offline")
    visitor.forgive("ERR_INTERNET_DISCONNECTED")
    assert len(set(expected)) == 6, "every level comes up"


def test_level_follows_the_ticks_until_somebody_chooses_another(
    world: World, visitor: Visitor, assessment: Assessment
) -> None:
    page = open_section(visitor, world, assessment)
    here = question(page, "DIS-01")
    here.get_by_text("Decide by ticking what is true").click()
    here.locator("[name=met][data-level='1']").first.check()
    expect(level(page, "DIS-01", 1)).to_be_checked()
    expect(here.locator("[data-suggests]")).to_have_text("What you ticked suggests level 1.")
    expect(here.locator("[data-missing]")).to_contain_text("One written list names the critical customer journeys.")
    saved(page)
    level(page, "DIS-01", 3).click()
    expect(here.locator("[data-differs]")).to_be_visible()
    expect(page.locator("#save")).to_contain_text("a reason is missing")
    for box in here.locator("[name=met][data-level='2']").all():
        box.check()
    expect(level(page, "DIS-01", 3)).to_be_checked()
    here.get_by_label("Why another level").fill("The list is older than a year.")
    saved(page)
    answer = stored(assessment, "DIS-01")
    assert (answer.level, answer.level_reason, len(answer.met)) == (3, "The list is older than a year.", 3)


def test_viewer_sees_no_control_that_would_do_nothing(world: World, visitor: Visitor, assessment: Assessment) -> None:
    visitor.sign_in(world.people[Role.VIEWER])
    page = visitor.open(world.at("section_detail", assessment_code=assessment.code, kind="phase", group="discover"))
    page.keyboard.press("j")
    expect(question(page, "DIS-02").locator("> summary")).to_be_focused()
    for key in "3dxf":
        page.keyboard.press(key)
    expect(page.locator(".level input:checked")).to_have_count(0)
    expect(page.locator("main").get_by_role("button", name="Save and continue")).to_have_count(0)
    page.keyboard.press("k")
    expect(question(page, "DIS-01")).to_have_attribute("open", "")


def test_save_state_stays_in_sight_all_the_way_down(world: World, visitor: Visitor, assessment: Assessment) -> None:
    page = open_section(visitor, world, assessment)
    page.keyboard.press("1")
    for number in range(2, 9):
        page.keyboard.press("u")
        page.keyboard.press(str(number % 6))
        expect(page.locator("#save")).to_be_in_viewport(ratio=1)
    saved(page)


def test_key_for_what_is_next_leads_to_the_end_and_then_to_the_next_section(
    world: World, visitor: Visitor, assessment: Assessment
) -> None:
    page = open_section(visitor, world, assessment)
    for _ in range(10):
        page.keyboard.press("2")
        page.keyboard.press("u")
    expect(page.locator("#end")).to_be_focused()
    saved(page)
    page.keyboard.press("u")
    expect(page).to_have_url(re.compile("/architect/"))


def test_coming_back_finds_the_question_that_was_open(world: World, visitor: Visitor, assessment: Assessment) -> None:
    page = open_section(visitor, world, assessment)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("2")
    saved(page)
    page.keyboard.press("e")
    page.get_by_label("Title").wait_for()
    page.go_back()
    expect(question(page, "DIS-03")).to_have_attribute("open", "")
    page.reload()
    expect(question(page, "DIS-03")).to_have_attribute("open", "")


def test_reason_that_is_missing_is_asked_for_beside_the_levels(
    world: World, visitor: Visitor, assessment: Assessment
) -> None:
    page = open_section(visitor, world, assessment)
    page.keyboard.press("c")
    page.keyboard.press("Space")
    page.keyboard.press("4")
    why = question(page, "DIS-01").get_by_label("Why another level")
    expect(why).to_be_in_viewport()
    page.locator("#save").get_by_role("link", name="DIS-01").click()
    expect(why).to_be_focused()
    page.keyboard.insert_text("Older than the list.")
    saved(page)
    assert stored(assessment, "DIS-01").level_reason == "Older than the list."
