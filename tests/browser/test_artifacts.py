"""An artifact from its first tick to the answer that cites it, on a phone and without a line of JavaScript."""

from pathlib import Path

from playwright.sync_api import expect

from accounts.domain.roles import Role
from assessments.models import Citation
from tests.browser.conftest import Visitors
from tests.browser.pages import World
from tests.factories.artifacts import artifact_of
from tests.factories.assessments import answer_everything, make_assessment
from tests.factories.roadmap import make_roadmap
from tests.factories.uploads import PDF


def test_artifact_is_written_reviewed_and_cited(world: World, visitors: Visitors, tmp_path: Path) -> None:
    assessment = make_assessment(world.workspace)
    answer_everything(assessment)
    artifact = artifact_of(make_roadmap(world.workspace, assessment=assessment), "reliability-charter")
    (tmp_path / "charter.pdf").write_bytes(PDF)

    writer = visitors(java_script_enabled=False)
    writer.sign_in(world.people[Role.CONTRIBUTOR])
    writer.look(width=390)
    page = writer.open(artifact.get_absolute_url())
    with page.expect_download() as saved:
        page.get_by_role("link", name="DOCX").click()
    assert saved.value.suggested_filename == "northwind-billing-reliability-charter.docx"
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("4 of 4 done")).to_be_visible()
    page.get_by_role("link", name="Add a version").click()
    page.get_by_label("File").set_input_files(tmp_path / "charter.pdf")
    page.get_by_role("button", name="Add the version").click()
    page.get_by_role("link", name="Ask for a review").click()
    page.get_by_label("Reviewer").select_option("Ada Lovelace")
    page.get_by_role("button", name="Ask for the review").click()
    expect(page.get_by_text("Ada Lovelace is asked to review it.")).to_be_visible()

    reviewer = visitors(java_script_enabled=False)
    reviewer.sign_in(world.owner)
    page = reviewer.open(artifact.get_absolute_url())
    page.get_by_role("link", name="Review it").click()
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("Accepted. It is recorded as evidence.")).to_be_visible()
    assert not Citation.objects.filter(evidence__title__startswith="Reliability charter").exists()
    page.get_by_role("checkbox", name="DIS-08").check()
    page.get_by_role("button", name="Cite for the ticked answers").click()
    expect(page.get_by_text("It is cited for DIS-08.")).to_be_visible()
    assert Citation.objects.get(evidence__title__startswith="Reliability charter").cited_by == world.owner
