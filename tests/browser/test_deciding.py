"""From the decision to its report and into a roadmap, as the moderator goes."""

import re

from playwright.sync_api import expect

from reports.models import ReportRun
from roadmap.models import Decision, Pilot
from tests.browser.outcome_pages import make_result
from tests.browser.pages import World
from tests.browser.visitor import Visitor
from tests.factories.roadmap import make_roadmap


def test_decision_is_taken_reported_and_taken_over_into_a_roadmap(world: World, visitor: Visitor) -> None:
    make_roadmap(world.workspace)
    evaluation = make_result(world)
    visitor.sign_in(world.owner)
    page = visitor.open(evaluation.get_absolute_url())
    heading = page.get_by_role("heading", level=1)
    page.get_by_role("link", name="Go on").click()
    expect(heading).to_contain_text("Not decided yet")
    page.get_by_role("link", name=re.compile("Write.*Kestrel Cloud")).click()
    page.get_by_label("Strengths").fill("Two regions are in service.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Two regions are in service.")).to_be_visible()

    page.get_by_role("link", name="Decide").click()
    page.get_by_label("Reasons").fill("It is the only one that runs two regions today.")
    page.get_by_label("Conditional award, with a pilot").check()
    page.get_by_label("Awarded to").select_option(label="Kestrel Cloud")
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_role("alert")).to_contain_text("Say what the award depends on.")
    visitor.forgive("422")
    expect(page.get_by_label("Reasons")).to_have_value("It is the only one that runs two regions today.")
    page.get_by_label("Conditions").fill("A restore is shown within 30 minutes.")
    page.get_by_label("Days of the pilot").fill("90")
    page.get_by_role("button", name="Decide").click()
    expect(heading).to_have_text("Awarded to Kestrel Cloud, on condition of a pilot of 90 days")

    page.get_by_role("link", name="Reports").first.click()
    page.get_by_role("button", name="Make report").click()
    expect(heading).to_contain_text("The report of")
    assert ReportRun.objects.get().evaluation == evaluation

    page.get_by_role("link", name="Reports").last.click()
    page.get_by_role("link", name="Decision", exact=True).click()
    page.get_by_role("link", name="Into a roadmap").click()
    expect(heading).to_have_text("Take Kestrel Cloud over into a roadmap")
    page.get_by_label("What the pilot runs on").fill("Ledger")
    page.get_by_label("Start of the pilot").fill(world.workspace.today.isoformat())
    page.get_by_role("button", name="Take over").click()
    expect(page.get_by_text("The decision is in the roadmap, with what follows from it.")).to_be_visible()
    assert Decision.objects.get(note="It is the only one that runs two regions today.")
    assert Pilot.objects.get(title="Pilot with Kestrel Cloud")
