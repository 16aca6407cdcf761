"""A plan looked at, thought through and taken over in part, without a line of JavaScript."""

from datetime import date

from playwright.sync_api import expect

from accounts.domain.roles import Role
from roadmap.models import Action
from tests.browser.conftest import Visitors
from tests.browser.pages import World
from tests.factories.roadmap import make_action, make_roadmap


def test_plan_is_thought_through_taken_over_in_part_and_given_back(world: World, visitors: Visitors) -> None:
    roadmap = make_roadmap(world.workspace, title="Billing platform 2027")
    for title, impact in (("Restore drill", 5), ("Canary releases", 3), ("Shadow traffic", 1)):
        make_action(roadmap, title=title, impact=impact)
    visitor = visitors(java_script_enabled=False)
    visitor.sign_in(world.people[Role.EDITOR])
    page = visitor.open(world.at("plan_detail", roadmap_code=roadmap.code))
    page.get_by_label("Person-days a month").fill("10")
    page.get_by_label("From").fill("2027-01-01")
    page.get_by_label("Horizon").fill("2027-12-31")
    page.get_by_label("first: Canary releases").check()
    page.get_by_label("leave out: Shadow traffic").check()
    page.get_by_role("button", name="Plan anew").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 of 2 open actions fit")
    expect(page.get_by_role("row").filter(has_text="Canary releases").first).to_contain_text("1 Jan 2027")

    page.get_by_label("Take over the days of “Restore drill”").uncheck()
    page.get_by_role("button", name="Take over the ticked days").click()
    expect(page.get_by_text("1 action has its new days.")).to_be_visible()
    expect(page.get_by_label("leave out: Shadow traffic")).to_be_checked()
    dated = Action.objects.exclude(due_date=None)
    assert [(action.title, action.start_date) for action in dated] == [("Canary releases", date(2027, 1, 1))]

    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("1 action has its earlier days.")).to_be_visible()
    assert not dated.all().exists()
