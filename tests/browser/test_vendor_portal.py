"""A vendor from its private link to the receipt: with a script that saves what is typed, and without a line of it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.domain.roles import Role
from tests.browser.conftest import Visitors
from tests.browser.pages import World
from tests.browser.visitor import Visitor
from tests.factories.uploads import PDF
from tests.factories.vendor_portal import make_portal_link
from tests.factories.vendors import make_evaluation
from vendors.models import PortalAnswer, Proposal, ProposalAnswer


@pytest.mark.parametrize("with_script", [True, False])
def test_vendor_answers_uploads_and_hands_in(
    world: World, visitors: Visitors, tmp_path: Path, with_script: bool
) -> None:
    evaluation = make_evaluation(world.workspace, title="Reliability partner 2027")
    Proposal.objects.update(submitted_at=None)
    ProposalAnswer.objects.all().delete()
    (tmp_path / "case.pdf").write_bytes(PDF)
    moderator, vendor = visitors(), visitors(java_script_enabled=with_script)
    moderator.sign_in(world.people[Role.OWNER])
    page = moderator.open(world.at("proposal_list", evaluation_code=evaluation.code))
    page.get_by_role("link", name="Vendor No.").first.click()
    page.get_by_role("button", name="Make a link").click()
    theirs = vendor.open(page.get_by_label("Private link of the vendor").input_value())

    expect(theirs.get_by_role("heading", level=1)).to_have_text("4 questions are open")
    theirs.get_by_role("link", name="Group fit").click()
    theirs.get_by_label("Criterion F-1").fill("Twice, in 2025 and 2026.")
    if with_script:
        expect(theirs.get_by_text("Saved")).to_be_visible(timeout=20_000)
        assert PortalAnswer.objects.get().text == "Twice, in 2025 and 2026."
    theirs.get_by_role("button", name="Save and go on").click()
    expect(theirs.get_by_role("heading", level=1)).to_have_text("Group safe")
    theirs.get_by_role("button", name="Save and go on").click()
    theirs.get_by_label("Title").fill("Case study")
    theirs.get_by_label("File").set_input_files(tmp_path / "case.pdf")
    theirs.get_by_role("button", name="Add", exact=True).click()
    theirs.get_by_role("link", name="Check and hand in").click()
    expect(theirs.get_by_role("heading", level=1)).to_have_text("3 questions have no answer")
    theirs.get_by_role("button", name="Hand in as it is").click()
    with theirs.expect_download() as saved:
        theirs.get_by_role("link", name="Download the receipt").click()
    saved.value.save_as(tmp_path / "receipt.txt")
    printed = hashlib.sha256((tmp_path / "receipt.txt").read_bytes()).hexdigest()
    expect(theirs.get_by_text(printed)).to_be_visible()

    page.get_by_role("link", name="Done").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("left 3 questions open")
    expect(page.get_by_text("Twice, in 2025 and 2026.")).to_be_visible()
    expect(page.get_by_text(printed)).to_be_visible()
    page.get_by_role("button", name="Revoke").click()
    theirs.reload()
    expect(theirs.get_by_role("heading", level=1)).to_have_text("This link leads nowhere")
    vendor.forgive("404")


def test_answer_typed_before_the_script_is_there_is_saved(world: World, visitor: Visitor) -> None:
    make_evaluation(world.workspace)
    Proposal.objects.update(submitted_at=None)
    ProposalAnswer.objects.all().delete()
    _link, secret = make_portal_link(Proposal.objects.all()[0])
    arrive = visitor.hold_back("portal")
    page = visitor.open(reverse("portal_section", args=[secret, 1]), until="commit")
    page.get_by_label("Criterion F-1").fill("On the train.")
    arrive()
    expect(page.get_by_text("Saved")).to_be_visible()
    assert PortalAnswer.objects.get().text == "On the train."
