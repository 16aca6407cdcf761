"""A page on which somebody answers while the assessment moves to a newer version of its pack."""

from playwright.sync_api import expect

from accounts.domain.roles import Role
from assessments.operations.renewal import move_to_version
from tests.browser.pages import World
from tests.browser.visitor import Visitor
from tests.factories.assessments import make_assessment
from tests.factories.packs import install_next_version


def other(source: str) -> str:
    """The first question in other words, the second one no longer asked."""
    return source.replace("agreed, ranked list", "agreed list", 1).replace("DIS-02", "DIS-99")


def test_what_is_typed_meanwhile_is_lost_to_nobody(world: World, visitor: Visitor) -> None:
    assessment = make_assessment(world.workspace)
    visitor.sign_in(world.people[Role.CONTRIBUTOR])
    page = visitor.open(world.at("section_detail", assessment_code=assessment.code, kind="phase", group="discover"))
    pack = install_next_version(assessment.pack, other)
    moved, _milestone = move_to_version(assessment=assessment, actor=world.owner, version=pack.version)
    saved, first = page.locator("#save"), page.locator("#DIS-01")
    for number, level in ((2, 4), (1, 2), (3, 3)):
        question = page.locator(f"#DIS-0{number}")
        if question.get_attribute("open") is None:
            question.locator("> summary").click()
        question.locator(f"[name=choice][value='{level}']").check()
    expect(saved).to_contain_text("no longer asks DIS-02")
    saved.get_by_role("link", name="Let go of what I typed").click()
    expect(saved).to_contain_text("asks this otherwise")
    page.reload()
    expect(first.locator("[name=choice][value='2']")).to_be_checked()
    first.locator("> summary").click()
    expect(first).to_contain_text("an agreed list")
    expect(first.locator("[data-problem]")).to_contain_text("save what still holds")
    first.get_by_role("button", name="Save and continue").click()
    expect(saved).to_have_attribute("data-state", "saved")
    rows = dict(moved.answers.filter(question__in=["DIS-01", "DIS-03"]).values_list("question", "level"))
    assert rows == {"DIS-01": 2, "DIS-03": 3}
    visitor.forgive("422")
