"""Confirming what was carried over, by mouse and by key, without waiting for a page."""

from playwright.sync_api import expect

from accounts.domain.roles import Role
from assessments.operations.carrying import begin_from_milestone
from tests.browser.pages import World
from tests.browser.visitor import Visitor
from tests.factories.assessments import cite, make_assessment, make_milestone
from tests.factories.evidence import make_stored_evidence


def test_answers_are_confirmed_one_after_the_other(world: World, visitor: Visitor) -> None:
    assessment = make_assessment(world.workspace)
    criteria = [each.id for each in assessment.questions.question["DIS-01"].criteria]
    assessment.answers.filter(question="DIS-01").update(
        state="answered", level=3, met=criteria[:1], level_reason="Seen.", note="As it is."
    )
    cite(assessment, 0, make_stored_evidence(world.workspace), level=3)
    assessment.answers.filter(question="DIS-02").update(state="answered", level=1)
    assessment.answers.filter(question="DIS-03").update(state="not_applicable", reason="accepted_risk")
    begun = begin_from_milestone(milestone=make_milestone(assessment), actor=world.owner, title="Anew")
    visitor.sign_in(world.people[Role.CONTRIBUTOR])
    page = visitor.open(world.at("section_detail", assessment_code=begun.code, kind="phase", group="discover"))
    first, second, third = (page.locator(f"#DIS-0{number}") for number in (1, 2, 3))
    expect(first.locator("[data-carried]")).to_contain_text("Seen.")
    first.get_by_role("button", name="Confirm").click()
    expect(second).to_have_attribute("open", "")
    expect(page.locator("[data-count=to-confirm]")).to_have_text("2")
    expect(first.locator("summary .lv")).to_have_text("Defined")
    expect(first.locator("[data-waiting]")).to_be_hidden()
    page.keyboard.press("y")
    expect(page.locator("[data-count=to-confirm]")).to_have_text("1")
    expect(third).to_have_attribute("open", "")
    page.keyboard.press("y")  # needs a note, which it has not
    expect(page.locator("#save")).to_contain_text("a reason is missing")
    third.get_by_label("Note").fill("Signed.")
    expect(page.locator("[data-notice=to-confirm]")).to_be_hidden()
    expect(page.locator("#save")).to_have_attribute("data-state", "saved")
    first.locator("> summary").click()
    first.locator("[name=choice][value='3']").press("Enter")  # saves, and neither confirms nor removes anything
    expect(page.locator("#DIS-04")).to_have_attribute("open", "")
    assert begun.answers.get(question="DIS-01").citations.count() == 1
    rows = {row.question: row for row in begun.answers.filter(question__in=["DIS-01", "DIS-02", "DIS-03"])}
    assert [row.carried for row in rows.values()] == [None] * 3
    assert (rows["DIS-01"].level, rows["DIS-01"].met, rows["DIS-01"].level_reason) == (3, criteria[:1], "Seen.")
    assert (rows["DIS-02"].level, rows["DIS-03"].note) == (1, "Signed.")
    assert rows["DIS-01"].versions.get(revision=3).is_confirmation
