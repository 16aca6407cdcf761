"""A pilot from its plan to its handover, without a line of JavaScript."""

from playwright.sync_api import expect

from accounts.domain.roles import Role
from roadmap.models import Pilot
from tests.browser.conftest import Visitors
from tests.browser.pages import World
from tests.factories.roadmap import make_roadmap


def test_pilot_is_planned_measured_decided_and_handed_over(world: World, visitors: Visitors) -> None:
    roadmap = make_roadmap(world.workspace, title="Billing platform 2027")
    visitor = visitors(java_script_enabled=False)
    visitor.sign_in(world.people[Role.EDITOR])
    page = visitor.open(world.at("pilot_list", roadmap_code=roadmap.code))
    title = page.get_by_role("heading", level=1)
    page.get_by_role("link", name="Plan the first pilot").click()
    page.get_by_label("Title").fill("Zone failover")
    page.get_by_label("Service", exact=True).fill("Checkout")
    page.get_by_label("At the start").first.fill("99.5")
    page.get_by_label("Target").first.fill("99.9")
    for number in (2, 3):
        page.get_by_label(f"Measure {number}").fill("")
        page.get_by_label("Unit").nth(number - 1).fill("")
    page.get_by_label("Stop rule").fill("A second incident that it caused.")
    page.get_by_role("button", name="Plan it").click()
    expect(title).to_have_text("Zone failover: day 1 of 90")

    page.get_by_role("link", name="Check in", exact=True).click()
    expect(page.get_by_text("A second incident that it caused.")).to_be_visible()
    page.get_by_label("On track").check()
    page.get_by_label("SLO attainment (%)").fill("99.8")
    page.get_by_role("button", name="Check in").click()
    expect(page.get_by_text("75 % of the way")).to_be_visible()

    page.get_by_role("link", name="Decide", exact=True).click()
    page.get_by_label("Scale: roll it out").check()
    page.get_by_label("SLO attainment (%)").fill("99.93")
    page.get_by_label("Reason").fill("Four weeks above the target.")
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_role("heading", name="Scale: roll it out")).to_be_visible()
    expect(page.get_by_text("target met")).to_be_visible()

    page.get_by_label("What is handed over").fill("Runbook for failover")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Done : Runbook for failover").click()
    expect(page.get_by_role("button", name="Not yet : Runbook for failover")).to_be_visible()
    pilot = Pilot.objects.get()
    assert (pilot.decision, pilot.handovers.get().done_by) == ("scale", world.people[Role.EDITOR])
