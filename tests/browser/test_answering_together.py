"""Nothing typed is lost and nothing overwritten: with somebody else, without a line, late, and in two tabs."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from accounts.domain.roles import Role
from assessments.models import Assessment
from assessments.operations.answers import save_answer
from tests.browser.conftest import Visitors
from tests.browser.pages import World
from tests.browser.test_answering import level, open_section, question, saved, stored
from tests.browser.visitor import Visitor
from tests.factories.assessments import make_assessment
from tests.installations import until

ONE = "DIS-01"
SAVES = "**/answer/"

type Elsewhere = Callable[..., None]


@pytest.fixture
def assessment(world: World) -> Assessment:
    return make_assessment(world.workspace)


@pytest.fixture
def elsewhere(world: World, assessment: Assessment) -> Elsewhere:
    """Somebody else saves the newest answer, changed."""

    def save(id_: str = ONE, **said: Any) -> None:
        save_answer(
            workspace=world.workspace,
            assessment=assessment.code,
            question=id_,
            actor=world.owner,
            seen=stored(assessment, id_).revision,
            said=said,
        )

    return save


@pytest.fixture
def page(world: World, visitor: Visitor, assessment: Assessment) -> Page:
    return open_section(visitor, world, assessment)


def note(page: Page, id_: str = ONE) -> Any:
    return question(page, id_).get_by_label("Note")


def kept(page: Page) -> int:
    count: int = page.evaluate(
        "Object.keys(JSON.parse(localStorage[document.getElementById('answering').dataset.pending] ?? '{}')).length"
    )
    return count


# --- two people -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pick", ["Yours", "Ada Lovelace"])
def test_two_on_one_answer_see_both_values_and_choose(
    page: Page, visitor: Visitor, assessment: Assessment, elsewhere: Elsewhere, pick: str
) -> None:
    elsewhere(state="answered", level=2, is_flagged=True)
    level(page, ONE, 4).click()
    conflict = question(page, ONE).locator(".q-conflict")
    expect(conflict).to_contain_text("Ada Lovelace changed this while you were at it.")
    expect(conflict).to_contain_text("4 Proven")
    expect(conflict).to_contain_text("2 Partial")
    expect(page.locator("#save")).to_contain_text("choose what to keep")
    expect(level(page, ONE, 4)).to_be_focused()  # a reply moves nobody
    note(page).fill("Typed while it stands.")
    page.wait_for_timeout(1000)
    assert stored(assessment, ONE).level == 2, "nothing is overwritten before somebody chooses"
    page.reload()  # nor by loading the page again
    page.locator("#save").get_by_role("link", name=ONE).click()
    conflict.get_by_role("button", name="Keep what I chose").click()
    expect(conflict).to_be_visible()
    conflict.get_by_text(pick, exact=True).click()
    conflict.get_by_role("button", name="Keep what I chose").click()
    saved(page)
    expect(conflict).to_have_count(0)
    answer = stored(assessment, ONE)
    assert answer.level == (4 if pick == "Yours" else 2)
    assert (answer.note, answer.is_flagged) == ("Typed while it stands.", True)
    expect(level(page, ONE, answer.level or 0)).to_be_checked()
    expect(level(page, ONE, answer.level or 0)).to_be_focused()
    visitor.forgive("409")


def test_different_fields_are_merged_and_both_are_shown(
    page: Page, assessment: Assessment, elsewhere: Elsewhere
) -> None:
    elsewhere(state="answered", level=2)
    note(page).press_sequentially("Two of ", delay=5)
    expect(level(page, ONE, 2)).to_be_checked()
    expect(question(page, ONE)).to_contain_text("both are kept")
    expect(note(page)).to_be_focused()
    note(page).press_sequentially("three.")
    expect(page.locator("#save")).to_have_attribute("data-state", "saving")
    saved(page)
    answer = stored(assessment, ONE)
    assert (answer.level, answer.note) == (2, "Two of three.")


def test_typing_on_while_a_merge_comes_back_takes_nothing_of_it_back(
    page: Page, assessment: Assessment, elsewhere: Elsewhere
) -> None:
    """The reply to the first words says that somebody chose a level; the next words must not clear it."""
    elsewhere(state="answered", level=2)

    def slowly(route: Route) -> None:
        answer = route.fetch()
        note(page).press_sequentially(" and more", delay=1)
        route.fulfill(response=answer)

    page.route(SAVES, slowly, times=1)
    note(page).fill("First")
    expect(level(page, ONE, 2)).to_be_checked()
    saved(page)
    answer = stored(assessment, ONE)
    assert (answer.level, answer.note) == (2, "First and more")


# --- no line --------------------------------------------------------------------------------------------------------


def test_changes_made_offline_survive_a_reload_and_go_out_in_order(
    page: Page, visitor: Visitor, assessment: Assessment
) -> None:
    page.route(SAVES, lambda route: route.abort())
    visitor.context.set_offline(True)
    for id_, number in (("DIS-03", 3), ("DIS-01", 1), ("DIS-02", 2)):
        question(page, id_).evaluate("each => { each.open = true; }")
        level(page, id_, number).click()
    note(page, "DIS-02").fill("Typed in the tunnel.")
    expect(page.locator("#save")).to_contain_text("Offline. Kept on this device: 3")
    expect(page.locator("#save-said")).to_contain_text("Offline")
    visitor.context.set_offline(False)
    page.reload()
    expect(page.locator("#save")).to_contain_text("3")
    expect(level(page, "DIS-03", 3)).to_be_checked()
    expect(note(page, "DIS-02")).to_have_value("Typed in the tunnel.")
    order: list[str] = []
    page.unroute(SAVES)
    page.on("request", lambda request: order.append(request.url.split("/")[-3]) if request.method == "POST" else None)
    page.evaluate("dispatchEvent(new Event('online'))")
    saved(page)
    assert order == ["DIS-03", "DIS-01", "DIS-02"]
    assert kept(page) == 0
    assert stored(assessment, "DIS-02").note == "Typed in the tunnel."
    visitor.forgive("ERR_")


def test_lost_reply_is_no_collision(page: Page, visitor: Visitor, assessment: Assessment) -> None:
    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route(SAVES, lose, times=1)
    note(page).fill("First")
    expect(page.locator("#save")).to_have_attribute("data-state", "kept")
    assert stored(assessment, ONE).note == "First"
    note(page).fill("First and second")
    saved(page)
    expect(question(page, ONE).locator(".q-conflict")).to_have_count(0)
    assert (stored(assessment, ONE).note, stored(assessment, ONE).revision) == ("First and second", 3)
    visitor.forgive("ERR_FAILED")
    visitor.forgive("409")


def test_lost_reply_hides_no_real_collision(
    page: Page, visitor: Visitor, assessment: Assessment, elsewhere: Elsewhere
) -> None:
    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route(SAVES, lose, times=1)
    note(page).fill("First")
    expect(page.locator("#save")).to_have_attribute("data-state", "kept")
    elsewhere(state="answered", level=2)
    level(page, ONE, 4).click()
    note(page).fill("First and second")
    conflict = question(page, ONE).locator(".q-conflict")
    expect(conflict.locator("fieldset")).to_have_count(1)
    expect(conflict).to_contain_text("2 Partial")
    conflict.get_by_text("Yours").click()
    conflict.get_by_role("button").click()
    saved(page)
    assert (stored(assessment, ONE).note, stored(assessment, ONE).level) == ("First and second", 4)
    visitor.forgive("ERR_FAILED")
    visitor.forgive("409")


def test_save_that_arrives_late_overwrites_nothing(page: Page, visitor: Visitor, assessment: Assessment) -> None:
    late: list[dict[str, Any]] = []

    def hold(route: Route) -> None:
        late.append({"url": route.request.url, "headers": route.request.headers, "data": route.request.post_data})
        route.abort()

    page.route(SAVES, hold, times=1)
    note(page).fill("Old")
    expect(page.locator("#save")).to_have_attribute("data-state", "kept")
    note(page).fill("New")
    saved(page)
    sent = late[0]
    answer = visitor.context.request.post(sent["url"], headers=sent["headers"], data=sent["data"])
    assert answer.status == 409
    assert stored(assessment, ONE).note == "New"
    visitor.forgive("ERR_FAILED")


@pytest.mark.parametrize("status", [500, 503, 429])
def test_server_in_trouble_is_asked_again(page: Page, visitor: Visitor, assessment: Assessment, status: int) -> None:
    page.route(SAVES, lambda route: route.fulfill(status=status, body="<h1>Trouble</h1>"), times=1)
    level(page, ONE, 3).click()
    expect(page.locator("#save")).to_contain_text("Not saved yet, kept on this device: 1")
    saved(page)
    assert stored(assessment, ONE).level == 3
    visitor.forgive(str(status))


def test_page_of_somebody_elses_network_is_not_taken_for_a_yes(page: Page, assessment: Assessment) -> None:
    page.route(SAVES, lambda route: route.fulfill(status=200, body="<h1>Welcome to the train</h1>"), times=1)
    level(page, ONE, 3).click()
    expect(page.locator("#save")).to_have_attribute("data-state", "kept")
    assert kept(page) == 1
    saved(page)


def test_leaving_at_once_sends_what_was_typed_last(page: Page, world: World, assessment: Assessment) -> None:
    note(page).fill("The last words")
    level(page, ONE, 3).click()
    page.goto(world.at("workspace_detail"))
    page.goto(world.at("question_detail", assessment_code=assessment.code, question=ONE))
    expect(note(page)).to_have_value("The last words")
    until(lambda: kept(page) == 0)
    expect(question(page, ONE).locator(".q-conflict")).to_have_count(0)
    assert (stored(assessment, ONE).note, stored(assessment, ONE).level) == ("The last words", 3)


# --- who has signed in, and what is there ---------------------------------------------------------------------------


def test_session_that_ends_in_the_middle_loses_nothing(
    page: Page, visitor: Visitor, world: World, assessment: Assessment
) -> None:
    person = world.people[Role.CONTRIBUTOR]
    person.set_password("correct horse battery")
    person.save()
    visitor.context.clear_cookies(name="sessionid")
    note(page).fill("Typed signed out")
    expect(page.locator("#save")).to_contain_text("You are signed out. Kept on this device: 1")
    page.locator("#save").get_by_role("link", name="Sign in").click()
    page.get_by_label("Mail address").fill(person.email)
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Sign in", exact=True).click()
    saved(page)
    expect(note(page)).to_have_value("Typed signed out")
    assert stored(assessment, ONE).note == "Typed signed out"


def test_assessment_that_was_deleted_keeps_what_was_typed(page: Page, visitor: Visitor, assessment: Assessment) -> None:
    Assessment.objects.filter(pk=assessment.pk).update(deleted_at=assessment.created_at)
    level(page, ONE, 3).click()
    expect(page.locator("#save")).to_contain_text("This assessment is not there any more. Kept on this device: 1")
    visitor.forgive("404")
    Assessment.objects.filter(pk=assessment.pk).update(deleted_at=None)
    page.reload()
    saved(page)
    assert stored(assessment, ONE).level == 3


def test_who_may_only_read_by_now_is_told(page: Page, visitor: Visitor, world: World, assessment: Assessment) -> None:
    world.workspace.memberships.filter(user=world.people[Role.CONTRIBUTOR]).update(role=Role.VIEWER.value)
    level(page, ONE, 3).click()
    expect(page.locator("#save")).to_contain_text("This page is too old to save. Kept on this device: 1")
    visitor.forgive("403")
    page.locator("#save").get_by_role("link", name="Load it again").click()
    expect(page.locator("#save")).to_contain_text("You may no longer change this. Kept on this device: 1")
    assert stored(assessment, ONE).revision == 1


def test_who_comes_back_is_told_what_others_answered(
    world: World, visitor: Visitor, assessment: Assessment, elsewhere: Elsewhere
) -> None:
    visitor.page.clock.install()
    page = open_section(visitor, world, assessment)
    elsewhere("DIS-02", note="Of somebody else.")
    come_back = "document.dispatchEvent(new Event('visibilitychange'))"
    page.evaluate(come_back)
    page.clock.fast_forward("00:59")
    expect(page.locator("#save")).to_be_empty()
    page.clock.fast_forward("00:02")
    page.evaluate(come_back)
    expect(page.locator("#save")).to_have_text("Changed elsewhere meanwhile: DIS-02. Show what is new")
    page.get_by_role("link", name="Show what is new").click()
    question(page, "DIS-02").locator("> summary").click()
    expect(note(page, "DIS-02")).to_have_value("Of somebody else.")


def test_two_tabs_of_one_person(page: Page, visitor: Visitor, world: World, assessment: Assessment) -> None:
    other = visitor.context.new_page()
    other.goto(page.url)
    level(page, ONE, 3).click()
    saved(page)
    note(other).fill("From the other tab.")
    saved(other)
    expect(level(other, ONE, 3)).to_be_checked()
    note(page).fill("From this tab.")
    expect(question(page, ONE).locator(".q-conflict")).to_contain_text("From the other tab.")
    visitor.forgive("409")
    assert stored(assessment, ONE).note == "From the other tab."


def test_browser_that_keeps_nothing_saves_and_warns_before_one_leaves(
    visitors: Visitors, world: World, assessment: Assessment
) -> None:
    visitor = visitors()
    visitor.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }});"
    )
    page = open_section(visitor, world, assessment)
    expect(page.locator("#save")).to_contain_text("This browser keeps nothing")
    level(page, ONE, 3).click()
    saved(page)
    page.route(SAVES, lambda route: route.abort())
    level(page, ONE, 4).click()
    expect(page.locator("#save")).to_have_attribute("data-state", "kept")
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    page.goto(world.at("workspace_detail"))
    assert asked == ["beforeunload"]
    visitor.forgive("ERR_FAILED")
