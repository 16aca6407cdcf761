"""Evidence with a file, from its upload to its undone deletion, without a line of JavaScript."""

from pathlib import Path

from playwright.sync_api import expect

from accounts.domain.roles import Role
from evidence.models import Evidence
from tests.browser.conftest import Visitors
from tests.browser.pages import World
from tests.factories.evidence import make_evidence_with_file
from tests.factories.uploads import PDF, make_picture


def test_file_is_added_replaced_deleted_and_taken_back(world: World, visitors: Visitors, tmp_path: Path) -> None:
    visitor = visitors(java_script_enabled=False)
    visitor.sign_in(world.people[Role.CONTRIBUTOR])
    visitor.look(width=390)
    page = visitor.open(world.at("evidence_list"))
    (tmp_path / "drill.pdf").write_bytes(PDF)
    (tmp_path / "august.png").write_bytes(make_picture())
    page.get_by_role("link", name="Add evidence").click()
    page.get_by_label("Title").fill("Restore drill")
    page.get_by_label("Measurement: shows that it happened").check()
    page.get_by_role("button", name="Add evidence").click()
    expect(page.get_by_role("alert")).to_contain_text("Add a file, a link or a reference")
    expect(page.get_by_label("Title")).to_have_value("Restore drill")
    visitor.forgive("422")
    page.get_by_label("File").set_input_files(tmp_path / "drill.pdf")
    page.get_by_role("button", name="Add evidence").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Restore drill")

    with page.expect_download() as saved:
        page.get_by_role("link", name="drill.pdf").click()
    assert saved.value.suggested_filename == "drill.pdf"
    assert Path(saved.value.path()).read_bytes() == PDF

    page.get_by_role("link", name="Replace with a new version").click()
    page.get_by_label("File").set_input_files(tmp_path / "august.png")
    page.get_by_role("button", name="Replace").click()
    expect(page.get_by_text("This is version 2 now.")).to_be_visible()
    expect(page.get_by_role("link", name="drill.pdf")).to_be_visible()

    page.get_by_role("button", name="Delete this evidence").click()
    expect(page.get_by_text("“Restore drill” is deleted, and counts nowhere any more.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("It is back, and cited wherever it was.")).to_be_visible()
    assert Evidence.objects.get().version == 2


def test_picture_is_shown_on_its_page_and_by_itself(world: World, visitors: Visitors) -> None:
    """Under the policy of the page, and under the one that the picture has of its own."""
    evidence = make_evidence_with_file(world.workspace, make_picture("PNG", (60, 40)), "drill.png")
    visitor = visitors()
    visitor.sign_in(world.people[Role.VIEWER])
    page = visitor.open(evidence.get_absolute_url())
    picture = page.get_by_role("img", name="drill.png")
    expect(picture).to_have_js_property("naturalWidth", 60)  # it loads lazily, so that no state of the page tells when
    picture.click()
    page.wait_for_url("**/files/*/")
    assert page.evaluate("document.contentType") == "image/png"
