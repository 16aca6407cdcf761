"""An evaluator declares, scores by keyboard alone, finds everything after loading anew, and hands it in."""

from playwright.sync_api import expect

from accounts.domain.roles import Role
from tests.browser.conftest import Visitors
from tests.browser.pages import World
from tests.browser.visitor import Visitor
from tests.factories.vendors import add_evaluator, bring_to, declare, make_evaluation
from vendors.domain.stages import Stage
from vendors.models import ConflictDeclaration, Evaluation, Score


def open_for(world: World) -> Evaluation:
    """For the contributor, who has not declared anything yet."""
    evaluation = make_evaluation(world.workspace, evaluators=0, are_names_hidden=True)
    bring_to(evaluation, Stage.SCORING)
    add_evaluator(evaluation, world.people[Role.CONTRIBUTOR])
    return evaluation


def test_evaluator_declares_scores_by_keyboard_reloads_and_hands_in(world: World, visitor: Visitor) -> None:
    evaluation = open_for(world)
    visitor.sign_in(world.people[Role.CONTRIBUTOR])
    visitor.look(width=1440)
    page = visitor.open(world.at("sheet_detail", evaluation_code=evaluation.code))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Declare your interests in 2 vendors first")
    page.get_by_role("link", name="Declare").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 vendors to declare")
    for answer in page.get_by_label("I have no conflict of interest").all():
        answer.check()
    page.get_by_role("button", name="Declare").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Criterion F-1")
    page.wait_for_load_state()  # keys are there with the script
    saved = page.locator("#save[data-state=saved]")
    page.keyboard.press("4")
    page.keyboard.press("v")
    page.keyboard.press("n")
    page.keyboard.type("In use at two clients, 5 and 3 years.")
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    page.keyboard.type("Reference calls of May.")
    page.keyboard.press("Escape")
    page.keyboard.press("h")
    first = page.get_by_role("form", name="Vendor 1")
    expect(first.get_by_text("Complete", exact=True)).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("5")
    page.keyboard.press("c")
    page.keyboard.press("n")
    page.keyboard.type("Only said.")
    second = page.get_by_role("form", name="Vendor 2")
    expect(second.get_by_text("Complete", exact=True)).to_be_visible()
    expect(second.get_by_text("Counts as 2: nobody verified it.")).to_be_visible()
    expect(page.get_by_role("link", name="Criterion F-1")).to_contain_text("2/2")
    expect(saved).to_be_visible()

    page.reload()
    expect(first.get_by_role("radio", name="4")).to_be_checked()
    expect(first.get_by_label("Why")).to_have_value("In use at two clients, 5 and 3 years.")
    expect(second.get_by_label("A claim that nobody verified")).to_be_checked()
    expect(page.get_by_role("navigation", name="Sections of the sheet").get_by_text("2/2")).to_be_visible()

    page.get_by_role("link", name="Check and hand in").click()
    page.get_by_label("I leave out the 6 that I did not score.").check()
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("Your scores are handed in.").first).to_be_visible()
    assert evaluation.participants.get().submitted_at
    assert set(Score.objects.values_list("level", "confidence")) == {(4, "high"), (5, "")}
    assert ConflictDeclaration.objects.filter(has_conflict=False).count() == 2


def test_two_windows_do_not_overwrite_each_other_and_nothing_is_lost_offline(world: World, visitors: Visitors) -> None:
    evaluation = open_for(world)
    for proposal in evaluation.proposals.all():
        ConflictDeclaration.objects.create(
            participant=evaluation.participants.get(), proposal=proposal, has_conflict=False
        )
    one, two = visitors(), visitors()
    for visitor in (one, two):
        visitor.sign_in(world.people[Role.CONTRIBUTOR])
    address = world.at("sheet_detail", evaluation_code=evaluation.code)
    here, there = one.open(address), two.open(address)
    there.get_by_role("form", name="Vendor 1").get_by_label("Why").fill("From the other window.")
    expect(there.locator("#save[data-state=saved]")).to_be_visible()

    cell = here.get_by_role("form", name="Vendor 1")
    one.context.set_offline(True)
    cell.get_by_label("Why").fill("From this window.")
    expect(here.locator("#save[data-state=offline]")).to_be_visible()
    one.context.set_offline(False)
    expect(cell.get_by_text("From the other window.")).to_be_visible()
    cell.get_by_role("button", name="Keep what is here").click()
    expect(here.locator("#save[data-state=saved]")).to_be_visible()
    assert Score.objects.get().rationale == "From this window."
    one.forgive("ERR_INTERNET_DISCONNECTED")
    one.forgive("409")


def test_score_given_before_the_script_is_there_is_saved(world: World, visitor: Visitor) -> None:
    evaluation = open_for(world)
    for proposal in evaluation.proposals.all():
        declare(evaluation.participants.get(), proposal)
    arrive = visitor.hold_back("scoring")
    visitor.sign_in(world.people[Role.CONTRIBUTOR])
    page = visitor.open(world.at("sheet_detail", evaluation_code=evaluation.code), until="commit")
    first = page.get_by_role("form", name="Vendor 1")
    first.get_by_role("radio", name="4").check()
    first.get_by_label("Why").fill("Said on the train.")
    arrive()
    expect(page.locator("#save[data-state=saved]")).to_be_visible()
    assert Score.objects.values_list("level", "rationale").get() == (4, "Said on the train.")
