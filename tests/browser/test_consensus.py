"""The scores are opened, talked about, dissented from, and locked with the last criterion."""

from playwright.sync_api import expect

from accounts.domain.roles import Role
from tests.browser.conftest import Visitors
from tests.browser.consensus_pages import make_consensus
from tests.browser.pages import World
from vendors.domain.stages import Stage
from vendors.models import AgreedScore, Dissent, Evaluation


def test_consensus_from_the_opening_to_the_lock(world: World, visitors: Visitors) -> None:
    evaluation = make_consensus(world, Stage.SCORING)
    start = world.at("consensus_detail", evaluation_code=evaluation.code)
    moderator, evaluator = visitors(), visitors(java_script_enabled=False)
    moderator.sign_in(world.owner)
    page = moderator.open(start)
    page.get_by_role("button", name="Open the scores").click()
    page.get_by_role("link", name="Take up the first one").click()
    for group in page.get_by_role("group", name="Agreed score").all():
        group.get_by_role("radio", name="4").check()
    for group in page.get_by_role("group", name="It rests on").all():
        group.get_by_role("radio", name="Evidence that we verified").check()
    for reason in page.get_by_label("Reason").all():
        reason.fill("All but two runbooks are of this year.")
    page.get_by_role("button", name="Save and accept").click()
    expect(page.get_by_text("is accepted.")).to_be_visible()
    assert set(AgreedScore.objects.values_list("level", flat=True)) == {4}

    evaluator.sign_in(world.people[Role.CONTRIBUTOR])
    other = evaluator.open(world.at("consensus_criterion", evaluation_code=evaluation.code, criterion="S-1"))
    other.get_by_role("link", name="Dissent").first.click()
    other.get_by_label("What should be read beside the agreed score").fill("Two runbooks were old.")
    other.get_by_role("button", name="Dissent").click()
    expect(other.get_by_text("Two runbooks were old.")).to_be_visible()
    assert Dissent.objects.get().agreed.criterion == "S-1"

    page = moderator.open(start)
    page.get_by_role("link", name="Gates").click()
    page.get_by_role("link", name="Check").first.click()
    for _ in range(3):
        page.get_by_role("radio", name="Met", exact=True).check()
        page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Every vendor meets every gate, or has a waiver")).to_be_visible()

    page = moderator.open(start)
    page.get_by_role("button", name="Accept").click()
    page.get_by_role("button", name="Accept and lock quality").click()
    expect(page.get_by_text("Quality is locked. Prices and the result are open.")).to_be_visible()
    assert Evaluation.objects.get(pk=evaluation.pk).at is Stage.LOCKED
