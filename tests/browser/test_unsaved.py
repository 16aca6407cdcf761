"""Answers that are kept on this device alone: told on every page, asked about before signing out, and nobody else's."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from accounts.domain.roles import Role
from accounts.models import User
from assessments.models import Answer, Assessment
from tests.browser.conftest import Visitors
from tests.browser.pages import World
from tests.browser.visitor import Visitor, axe_violations
from tests.factories.assessments import make_assessment


@pytest.fixture
def assessment(world: World) -> Assessment:
    return make_assessment(world.workspace)


def keep(page: Page, person: User, assessment: Assessment, *questions: str) -> None:
    """As js/answering.js keeps what it could not send."""
    base = f"{page.evaluate('location.origin')}/w/{assessment.workspace.code}/assessments/{assessment.code}"
    entries = {
        question: {
            "fields": [["choice", "2"], ["note", "Typed in the train."]],
            "revision": "1",
            "turn": number,
            "url": f"{base}/questions/{question}/answer/",
        }
        for number, question in enumerate(questions)
    }
    name = f"rungs.pending.{person.code}.{assessment.code}"
    page.evaluate("([name, text]) => localStorage.setItem(name, text)", [name, json.dumps(entries)])


def kept(page: Page) -> list[str]:
    page.wait_for_load_state()  # the page's scripts have run
    found: list[str] = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('rungs.pending.'))")
    return found


def sign_out(page: Page) -> None:
    page.locator("summary.who").click()
    page.get_by_role("button", name="Sign out", exact=True).click()


def test_every_page_tells_of_what_is_not_saved_and_leads_to_where_it_is_sent(
    world: World, visitor: Visitor, assessment: Assessment
) -> None:
    visitor.sign_in(world.owner)
    page = visitor.open(world.at("workspace_detail"))
    expect(page.locator("#unsaved")).to_be_hidden()
    keep(page, world.owner, assessment, "DIS-01", "ARC-01")
    page.reload()
    told = page.get_by_role("link", name=re.compile("2 *not saved yet"))
    expect(told).to_be_visible()
    visitor.look(width=390)
    expect(told).to_be_visible()
    told.click()
    expect(page.locator("#save")).to_contain_text("Saved")
    expect(page.locator("#unsaved")).to_be_hidden()
    stored = Answer.objects.filter(assessment=assessment, level=2, note="Typed in the train.")
    assert set(stored.values_list("question", flat=True)) == {"DIS-01", "ARC-01"}
    assert kept(page) == []


def test_nothing_kept_means_nothing_asked(world: World, visitor: Visitor) -> None:
    visitor.sign_in(world.owner)
    page = visitor.open(world.at("workspace_detail"))
    sign_out(page)
    expect(page).to_have_url(re.compile("/account/login/"))


@pytest.mark.parametrize("address", [None, "/account/logout/"], ids=["in the menu", "on its page"])
def test_signing_out_asks_first_and_deletes_only_when_told_to(
    world: World, visitor: Visitor, assessment: Assessment, address: str | None
) -> None:
    visitor.sign_in(world.owner)
    page = visitor.open(address or world.at("workspace_detail"))
    keep(page, world.owner, assessment, "DIS-01", "DIS-02", "DIS-03")
    keep(page, world.people[Role.VIEWER], assessment, "DIS-01")

    def leave() -> None:
        page.locator("main").get_by_role("button", name="Sign out").click() if address else sign_out(page)

    leave()
    dialog = page.get_by_role("dialog", name="Not everything is saved yet")
    expect(dialog).to_contain_text("3 changes are kept on this device and not saved yet. Signing out deletes them.")
    expect(dialog.get_by_role("button", name="Stay signed in")).to_be_focused()
    assert axe_violations(page) == []
    place = f"/w/{world.workspace.code}/assessments/{assessment.code}/questions/DIS-01/"
    expect(dialog.get_by_role("link", name="Open the assessment")).to_have_attribute("href", place)
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    assert len(kept(page)) == 2

    page.reload()
    leave()
    page.get_by_role("button", name="Sign out and delete them").click()
    expect(page).to_have_url(re.compile("/account/login/"))
    expect(page.locator("h1")).to_be_visible()
    assert kept(page) == [f"rungs.pending.{world.people[Role.VIEWER].code}.{assessment.code}"]


def test_what_is_kept_stays_while_signing_out_fails(world: World, visitor: Visitor, assessment: Assessment) -> None:
    visitor.sign_in(world.owner)
    page = visitor.open(world.at("workspace_detail"))
    keep(page, world.owner, assessment, "DIS-01")
    sign_out(page)
    expect(page.get_by_role("dialog")).to_contain_text("One change is kept on this device")
    page.route("**/account/logout/", lambda route: route.abort())
    page.get_by_role("button", name="Sign out and delete them").click()
    page.wait_for_url("chrome-error://**")
    page.unroute("**/account/logout/")
    visitor.open(world.at("workspace_detail"))
    assert len(kept(page)) == 1


def test_another_person_in_the_same_browser_neither_sees_nor_sends_it(
    world: World, visitors: Visitors, assessment: Assessment
) -> None:
    visitor = visitors()
    visitor.sign_in(world.owner)
    keep(visitor.open(world.at("workspace_detail")), world.owner, assessment, "DIS-01")
    visitor.context.clear_cookies()
    editor = world.people[Role.EDITOR]
    visitor.sign_in(editor)
    page = visitor.open(world.at("question_detail", assessment_code=assessment.code, question="DIS-01"))
    expect(page.locator("#save")).to_have_text("")
    expect(page.locator("#DIS-01 [name=note]")).to_have_value("")
    page = visitor.open(world.at("workspace_detail"))
    expect(page.locator("#unsaved")).to_be_hidden()
    sign_out(page)
    expect(page).to_have_url(re.compile("/account/login/"))
    assert kept(page) == [f"rungs.pending.{world.owner.code}.{assessment.code}"]
    assert not Answer.objects.filter(assessment=assessment, revision__gt=1).exists()


def test_page_of_one_person_sends_nothing_once_another_has_signed_in(
    world: World, visitor: Visitor, assessment: Assessment
) -> None:
    """Both in one browser: the first one's tab stays open, and its token is that of an earlier sign-in."""
    visitor.sign_in(world.owner)
    page = visitor.open(world.at("question_detail", assessment_code=assessment.code, question="DIS-01"))
    visitor.context.clear_cookies()
    visitor.sign_in(world.people[Role.EDITOR])
    page.locator("#DIS-01 .level").nth(3).click()
    expect(page.locator("#save")).to_contain_text("You are signed out")
    visitor.forgive("403")
    assert kept(page) == [f"rungs.pending.{world.owner.code}.{assessment.code}"]
    assert not Answer.objects.filter(assessment=assessment, revision__gt=1).exists()


def test_answers_are_sent_after_a_new_sign_in_in_another_tab(
    world: World, visitor: Visitor, assessment: Assessment
) -> None:
    visitor.sign_in(world.owner)
    page = visitor.open(world.at("question_detail", assessment_code=assessment.code, question="DIS-01"))
    visitor.context.clear_cookies()
    visitor.sign_in(world.owner)
    page.locator("#DIS-01 .level").nth(3).click()
    expect(page.locator("#save")).to_contain_text("Saved")
    visitor.forgive("403")
    assert Answer.objects.get(assessment=assessment, question="DIS-01").level == 3
    assert kept(page) == []


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_answer_of_a_lost_session_is_sent_again_from_the_page_that_keeps_it(
    world: World, visitors: Visitors, assessment: Assessment, javascript: bool
) -> None:
    """Without script the form is sent as it is; with it, the form of evidence is."""
    visitor = visitors(java_script_enabled=javascript)
    visitor.sign_in(world.owner)
    page = visitor.open(world.at("question_detail", assessment_code=assessment.code, question="DIS-01"))
    if javascript:
        page = visitor.open(world.at("citation_create", assessment_code=assessment.code, question="DIS-01"))
        page.get_by_label("Title").fill("Minutes of the “journeys” & more")
        send = page.get_by_role("button", name="Add and cite it")
    else:
        page.locator("#DIS-01 .level").nth(3).click()
        page.locator("#DIS-01 [name=note]").fill("First line\n\n<b>Second</b> line")
        send = page.locator("#DIS-01").get_by_role("button", name="Save and continue")
    visitor.context.clear_cookies(name="sessionid")
    send.click()
    expect(page.locator("h1")).to_have_text("You were signed out")
    visitor.forgive("401")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in in another tab").click()
    tab = opened.value
    tab.get_by_label("Mail address").fill(world.owner.email)
    tab.get_by_label("Password").fill("correct horse battery")
    tab.get_by_role("button", name="Sign in", exact=True).click()
    expect(tab.locator("summary.who")).to_be_visible()
    page.get_by_role("button", name="Send it again").click()
    expect(page.locator("h1")).to_have_text("Not saved yet: send it again")
    visitor.forgive("403")
    page.get_by_role("button", name="Send it again").click()
    if javascript:
        expect(page.get_by_label("Title")).to_have_value("Minutes of the “journeys” & more")
        visitor.forgive("422")
    else:
        expect(page.locator("h1")).to_have_text("Discover and align")
        answer = Answer.objects.get(assessment=assessment, question="DIS-01")
        assert (answer.level, answer.note) == (3, "First line\n\n<b>Second</b> line")
