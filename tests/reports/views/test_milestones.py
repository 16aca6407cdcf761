"""What is made of a milestone has the same bytes for ever."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.domain.roles import Role
from assessments.models import Assessment, Milestone
from assessments.queries.milestones import find_milestone
from jobs.choices import JobState
from jobs.models import Job
from jobs.running import Running
from reports.exporters.results_xlsx import write_results_workbook
from reports.models import ReportRun
from reports.operations.pdf import make_pdf, results_json
from reports.operations.runs import ask_for_report
from reports.queries.plans import options_data, options_from, plan_of
from reports.queries.results import assess_milestone
from reports.render import RenderedPdf
from tests.factories.accounts import make_member, owner_of
from tests.factories.assessments import make_milestone
from tests.factories.changes import CHANGES, Change

pytestmark = pytest.mark.django_db


@pytest.fixture
def milestone(assessment: Assessment) -> Milestone:
    """Of the assessment of conftest; with ticks, whose level is a rule, too."""
    first = assessment.answers.order_by("pk")[0]
    criteria = assessment.questions.questions[0].criteria
    first.met, first.not_met, first.level_reason = [criteria[0].id], [criteria[-1].id], "Seen."
    first.save()
    return make_milestone(assessment)


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is printed and attached, by a printer that takes no time."""
    pages: list[str] = []

    def render(html: str, *, attachments: Any, **_: Any) -> RenderedPdf:
        pages.append(html)
        content = html.encode() + b"".join(each.content for each in attachments)
        return RenderedPdf(content=content, pages=7, skipped=())

    monkeypatch.setattr("reports.operations.pdf.render_pdf", render)
    return pages


def made_of(milestone: Milestone, options: Any, scratch: Path) -> tuple[bytes, bytes, bytes]:
    """results.json, results.xlsx and report.pdf."""
    assessed = assess_milestone(find_milestone(milestone.assessment, milestone.code))
    attached, workbook = results_json(assessed.data), BytesIO()
    write_results_workbook(assessed.data, assessed.pack, workbook)
    report = make_pdf(attached, assessed.data, assessed.result, assessed.submission, options, {}, scratch=scratch)
    return attached, workbook.getvalue(), report.content


def options_of(assessment: Assessment) -> Any:
    data = options_data(plan_of(assessment), assessment.workspace)
    return options_from(data, phases=[phase.id for phase in assessment.questions.phases])


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.usefixtures("printed")
def test_files_are_the_same_byte_by_byte(
    milestone: Milestone, change: Change, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    options = options_of(milestone.assessment)
    before = made_of(milestone, options, tmp_path)
    change(milestone.assessment, monkeypatch)
    assert made_of(milestone, options, tmp_path) == before


def test_pdf_is_the_same_byte_by_byte_after_all_of_that(
    milestone: Milestone, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    plan = plan_of(milestone.assessment)
    plan.detail, plan.chapters = "board", ["summary", "results"]
    data = options_data(plan, milestone.assessment.workspace)
    options = options_from(data, phases=[])
    before = made_of(milestone, options, tmp_path)
    assert before[2].startswith(b"%PDF")
    for change in CHANGES:
        change(milestone.assessment, monkeypatch)
    assert made_of(milestone, options, tmp_path) == before


def run_of(milestone: Milestone) -> ReportRun:
    run = ask_for_report(
        assessment=milestone.assessment, actor=owner_of(milestone.assessment.workspace), milestone=milestone
    )
    assert run.job
    Running().run(run.job.pk)
    done: ReportRun = ReportRun.objects.select_related("job", "stored_file").get(pk=run.pk)
    return done


def test_report_is_made_of_what_is_frozen(
    milestone: Milestone, printed: list[str], settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MEDIA_ROOT, settings.DATA_DIR = tmp_path / "files", tmp_path
    title, frozen = milestone.assessment.title, assess_milestone(milestone).data
    for change in CHANGES[:2]:
        change(milestone.assessment, monkeypatch)
    run = run_of(milestone)
    assert (run.milestone, run.as_of_date, run.title) == (milestone, milestone.as_of_date, f"{title}, 2026 Q4")
    assert title in printed[0]
    assert "Northwind Billing" in printed[0]
    assert "Renamed" not in printed[0]
    assert run.stored_file
    with run.stored_file.file.open("rb") as file:
        assert results_json(frozen) in file.read()


def test_no_report_is_made_of_what_is_damaged(
    milestone: Milestone, printed: list[str], settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT, settings.DATA_DIR = tmp_path / "files", tmp_path
    Milestone.objects.update(content=milestone.content.replace("Signed.", "signed."))
    run_of(milestone)
    job = Job.objects.get()
    assert job.state == JobState.FAILED
    assert "does not read as it was frozen" in job.failure
    assert printed == []


def at(milestone: Milestone, place: str) -> str:
    assessment = milestone.assessment
    return f"/w/{assessment.workspace.code}/assessments/{assessment.code}/{place}"


def test_pages_show_what_is_frozen_and_ask_nothing(
    milestone: Milestone, viewer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = viewer.get(at(milestone, "results/")).text
    for change in CHANGES:
        change(milestone.assessment, monkeypatch)
    results = at(milestone, f"milestones/{milestone.code}/results/")
    page = viewer.get(results).text
    assert "Frozen on" in page
    start, end = headline(live).split(" today ")
    assert headline(page).startswith(f"{start} on ")
    assert headline(page).endswith(f" {end}")
    assert headline(viewer.get(at(milestone, "results/")).text) != headline(live)
    assert 'name="close"' in live
    assert 'name="close"' not in page
    assert "Frozen on" in viewer.get(f"{results}by-phase/architect/").text
    assert viewer.get(f"{results}by-phase/nowhere/").status_code == 404
    assert "Verified" in viewer.get(f"{results}?terms=overall:verified").text


def headline(page: str) -> str:
    return page.split("<h1>")[1].split("</h1>")[0]


def test_downloads_are_what_is_frozen(milestone: Milestone, viewer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    results = at(milestone, f"milestones/{milestone.code}/results/")
    names = ("results.json", "results.xlsx", "gaps.csv")
    before = [viewer.get(f"{results}{name}") for name in names]
    assert json.loads(before[0].content) == assess_milestone(milestone).data
    for change in CHANGES:
        change(milestone.assessment, monkeypatch)
    assert [viewer.get(f"{results}{name}").content for name in names] == [each.content for each in before]
    assert f"-{milestone.as_of_date.isoformat()}.json" in before[0]["Content-Disposition"]
    assert viewer.get(f"{results}nothing.csv").status_code == 404


def test_report_is_composed_and_previewed_of_it(milestone: Milestone, client: Client) -> None:
    client.force_login(make_member(milestone.assessment.workspace, Role.EDITOR))
    milestone.assessment.answers.update(state="unanswered", level=None, reason="")
    compose = at(milestone, f"report/?milestone={milestone.code}")
    page = client.get(compose).text
    assert "come from the milestone “2026 Q4”" in page
    assert f"report/preview/?milestone={milestone.code}" in page
    assert "verified" in client.get(at(milestone, f"report/preview/?milestone={milestone.code}")).text
    assert "no score yet" in client.get(at(milestone, "report/preview/")).text
    made = client.post(at(milestone, "reports/make/"), {"milestone": milestone.code})
    assert made.status_code == 302
    assert ReportRun.objects.get().milestone == milestone
    page = client.get(made["Location"]).text
    assert f"milestones/{milestone.code}/" in page
    presets = client.post(at(milestone, f"report/presets/?milestone={milestone.code}"), {"name": "Board"})
    assert presets["Location"] == compose
    for unknown in ("no-such", "\0"):
        assert client.post(at(milestone, "reports/make/"), {"milestone": unknown}).status_code == 404
        assert client.get(at(milestone, "report/"), {"milestone": unknown}).status_code == 404


def test_damaged_one_is_told_on_every_page(milestone: Milestone, client: Client) -> None:
    client.force_login(owner_of(milestone.assessment.workspace))
    Milestone.objects.update(content=milestone.content.replace("Signed.", "signed."))
    for place in ("", "results/", "results/results.json", "results/results.xlsx", "results/gaps.csv", "begin/"):
        page = client.get(at(milestone, f"milestones/{milestone.code}/{place}"))
        if place != "begin/":
            assert page.status_code == 500
            assert "This milestone is not what was frozen" in page.text
    begun = client.post(at(milestone, f"milestones/{milestone.code}/begin/"), {"title": "New"})
    assert begun.status_code == 500
    assert Assessment.objects.count() == 1
