"""A report from the first word to the file: composed beside its preview, made while one is elsewhere, and fetched."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from accounts.domain.roles import Role
from assessments.models import Assessment
from jobs.models import Job
from jobs.running import Running
from reports.models import ReportPlan
from reports.render import RenderedPdf
from tests.browser.conftest import Visitors
from tests.browser.pages import World
from tests.browser.visitor import Visitor
from tests.factories.assessments import answer_everything, make_assessment

WORDS = "We are behind where it matters most."


@pytest.fixture
def assessment(world: World) -> Assessment:
    assessment = make_assessment(world.workspace, title="2026 baseline")
    answer_everything(assessment)
    return assessment


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> list[str]:
    """The pages that were rendered, by a printer that takes no time."""
    settings.MEDIA_ROOT, settings.DATA_DIR = tmp_path / "files", tmp_path
    pages: list[str] = []

    def render(html: str, **_: Any) -> RenderedPdf:
        pages.append(html)
        return RenderedPdf(content=b"%PDF-1.7 A report", pages=7, skipped=())

    monkeypatch.setattr("reports.operations.pdf.render_pdf", render)
    return pages


def tab_to(page: Page, name: str) -> None:
    """As somebody who has no mouse gets there."""
    target = page.get_by_role("button", name=name, exact=True).first
    for _turn in range(60):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{name} is not reached by Tab.")


def test_report_is_composed_by_keys_left_and_fetched(
    world: World, visitor: Visitor, assessment: Assessment, printed: list[str]
) -> None:
    visitor.sign_in(world.people[Role.EDITOR])
    visitor.look(width=1440)
    page = visitor.open(world.at("report_compose", assessment_code=assessment.code))
    preview = page.frame_locator("[name=report-preview]")
    steps = preview.locator("#steps")
    steps.scroll_into_view_if_needed()
    depth = "() => document.querySelector('[name=report-preview]').contentWindow.scrollY"
    read_from = page.evaluate(depth)

    page.get_by_label("Summary in your own words").focus()
    page.keyboard.type(WORDS)
    expect(preview.locator("#summary .own-words")).to_have_text(WORDS)
    expect(page.get_by_text("As typed, not saved yet.")).to_be_visible()
    expect(steps).to_be_in_viewport()
    assert page.evaluate(depth) >= read_from > 0
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    expect(preview.locator("#summary .own-words")).to_have_count(0)
    expect(page.get_by_text("As saved.")).to_be_visible()
    assert not ReportPlan.objects.exists()

    page.keyboard.type(WORDS)
    page.get_by_role("radio", name="For a board").press("Space")
    expect(page.get_by_role("checkbox", name="Appendix")).not_to_be_checked()
    expect(preview.locator("#appendix")).to_have_count(0)
    tab_to(page, "Save and make the report")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="It is being made")).to_be_visible()
    here = page.url
    visitor.open(world.at("assessment_detail", assessment_code=assessment.code))
    Running().run(Job.objects.get().pk)
    page.goto(here)
    with page.expect_download() as saved:
        page.get_by_role("link", name="Download").click()
    assert Path(saved.value.path()).read_bytes() == b"%PDF-1.7 A report"
    assert "2026 baseline" in saved.value.suggested_filename
    assert WORDS in printed[0]


def test_preview_without_javascript_is_a_button(world: World, visitors: Visitors, assessment: Assessment) -> None:
    visitor = visitors(java_script_enabled=False)
    visitor.sign_in(world.people[Role.EDITOR])
    page = visitor.open(world.at("report_compose", assessment_code=assessment.code))
    page.get_by_label("Summary in your own words").fill(WORDS)
    page.get_by_role("button", name="Preview without saving").click()
    expect(page.frame_locator("[name=report-preview]").locator("#summary .own-words")).to_have_text(WORDS)
    assert not ReportPlan.objects.exists()
