"""A report on its way to somebody outside and back, without a line of JavaScript."""

import re
from pathlib import Path

from playwright.sync_api import expect

from accounts.domain.roles import Role
from tests.browser.conftest import Visitors
from tests.browser.pages import World
from tests.factories.assessments import make_assessment
from tests.factories.pdfs import make_pdf_file
from tests.factories.reports import make_run

PASSWORD = "grey heron 7"


def test_report_is_shared_fetched_verified_and_the_link_revoked(
    world: World, visitors: Visitors, tmp_path: Path
) -> None:
    run = make_run(make_assessment(world.workspace, title="2026 baseline"), make_pdf_file(b"{}"))
    editor, outside = visitors(java_script_enabled=False), visitors(java_script_enabled=False)
    editor.sign_in(world.people[Role.EDITOR])
    page = editor.open(run.get_absolute_url())
    page.get_by_label("For", exact=True).fill("Board of Northwind")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The link for Board of Northwind is made")
    link = page.get_by_label("Link to the report").input_value()

    theirs = outside.open(link)
    theirs.get_by_label("Password").fill("grey heron")
    theirs.get_by_role("button", name="Open").click()
    expect(theirs.get_by_role("alert")).to_contain_text("This is not the password of this link.")
    outside.forgive("422")
    theirs.get_by_label("Password").fill(PASSWORD)
    theirs.get_by_role("button", name="Open").click()
    expect(theirs.get_by_role("heading", level=1)).to_have_text("2026 baseline")
    with theirs.expect_download() as saved:
        theirs.get_by_role("link", name="Download").click()
    saved.value.save_as(tmp_path / "given.pdf")

    page.get_by_role("link", name="Done").click()
    expect(page.get_by_role("row", name=re.compile("Board of Northwind"))).to_contain_text("once")
    page.get_by_role("link", name="Verify a PDF").click()
    page.get_by_label("PDF of a report").set_input_files(tmp_path / "given.pdf")
    page.get_by_role("button", name="Verify").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This is one of your reports, unchanged")

    page.get_by_role("link", name="2026 baseline").click()
    page.get_by_role("button", name="Revoke").click()
    theirs.reload()
    expect(theirs.get_by_role("heading", level=1)).to_have_text("This link leads nowhere")
    outside.forgive("404")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("The link for “Board of Northwind” works again.")).to_be_visible()
    theirs.reload()
    expect(theirs.get_by_role("link", name="Download")).to_be_visible()
