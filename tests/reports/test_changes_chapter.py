"""The chapter “What changed since”: chosen in the composer, previewed and printed with the comparison's numbers."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from accounts.domain.roles import Role
from accounts.models import Workspace
from assessments.models import Assessment, Milestone
from jobs.choices import JobState
from jobs.running import Running
from reports.models import ReportRun
from reports.operations.plans import change_plan
from reports.operations.runs import ask_for_report
from reports.queries.plans import plan_of
from reports.render import RenderedPdf
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.assessments import make_assessment
from tests.reports.views.page import address
from tests.reports.views.test_comparison import LATER, cite, freeze, make_earlier, say
from tests.reports.views.test_composer import save

pytestmark = pytest.mark.django_db

FINDING = "From 2.0 to 2.8 since"


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace(name="Northwind Billing", locale="de")


@pytest.fixture
def assessment(workspace: Workspace) -> Assessment:
    """As in tests/reports/views/test_comparison.py, which has the numbers."""
    assessment = make_earlier(workspace)
    freeze(assessment)
    cite(assessment, "DIS-02", title="Load test")
    say(assessment, LATER)
    return assessment


@pytest.fixture
def editor(client: Client, workspace: Workspace) -> Client:
    client.force_login(make_member(workspace, Role.EDITOR))
    return client


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    pages: list[str] = []

    def render(html: str, **_: Any) -> RenderedPdf:
        pages.append(html)
        return RenderedPdf(content=b"%PDF-1.7", pages=7, skipped=())

    monkeypatch.setattr("reports.operations.pdf.render_pdf", render)
    return pages


def text_of(html: str) -> str:
    html = re.sub(r"(?s)<(style|svg).*?</\1>", " ", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def make(assessment: Assessment) -> ReportRun:
    run = ask_for_report(assessment=assessment, actor=owner_of(assessment.workspace))
    assert run.job
    Running().run(run.job.pk)
    done: ReportRun = ReportRun.objects.select_related("job").get(pk=run.pk)
    return done


def choose(assessment: Assessment, **values: Any) -> None:
    plan = plan_of(assessment)
    plan.save()
    actor = owner_of(assessment.workspace)
    change_plan(assessment=assessment, actor=actor, seen=plan.revision, basis="", **values)


def chapter_of(html: str) -> str:
    return text_of(html.split('id="changes"', 1)[1].split("</section>", 1)[0])


def test_chosen_baseline_is_kept_previewed_and_printed_alike(
    editor: Client, assessment: Assessment, printed: list[str]
) -> None:
    milestone = assessment.milestones.get()
    assert 'id="changes"' not in editor.get(address(assessment, "report_preview")).text
    assert save(editor, assessment, baseline=milestone.code).status_code == 302
    assert plan_of(assessment).baseline == milestone.code
    preview = editor.get(address(assessment, "report_preview")).text
    run = make(assessment)
    assert run.job
    assert (run.job.state, run.job.failure) == (JobState.DONE, "")
    assert chapter_of(preview) == chapter_of(printed[0])  # wherever its reader is, with the points of the other pages
    chapter = chapter_of(printed[0])
    assert FINDING in chapter
    assert "3 questions are compared" in chapter
    assert "the verified score was 2.2 then and 2.5 now" in chapter
    assert "Discover and align 3.0 3.5 +0.5 +1.5 3.0 to 3.0 2" in chapter
    assert "Overall 2.0 2.8 +0.8" in chapter
    assert "Level raised from 2 to 5. Evidence came: Load test. 2 to 5" in chapter
    assert "What fell Question Verified DIS-01" in chapter
    assert milestone.content_hash in chapter
    assert 'href="#changes">What changed since Spring review' in printed[0]


def test_board_report_has_the_chapter_in_short(assessment: Assessment, printed: list[str]) -> None:
    questions = [question.id for question in assessment.questions.questions[20:30]]
    say(assessment, dict.fromkeys(questions, "unknown"))
    choose(assessment, baseline=assessment.milestones.get().code, detail="board", chapters=["results"])
    make(assessment)
    chapter = chapter_of(printed[0])
    assert FINDING in chapter
    assert "Discover and align 3.0 3.5" not in chapter  # the drawing has it
    assert "What rose Question Verified DIS-02" in chapter
    assert "Other changes: 12. What was answered since" in chapter


def test_report_without_its_milestone_fails_and_says_so(assessment: Assessment, printed: list[str]) -> None:
    milestone = assessment.milestones.get()
    choose(assessment, baseline=milestone.code)
    Milestone.objects.update(content="{}")
    damaged = make(assessment)
    assert damaged.job
    assert "is no longer what was frozen" in damaged.job.failure
    Milestone.objects.update(deleted_at=milestone.frozen_at)
    gone = make(assessment)
    assert gone.job
    assert "The milestone to compare with was deleted or uses another scale." in gone.job.failure
    assert not printed


def test_only_milestones_of_the_same_pack_and_workspace_can_be_chosen(editor: Client, assessment: Assessment) -> None:
    other, elsewhere = make_assessment(assessment.workspace, title="Second"), make_earlier(make_workspace())
    freeze(other, "Of the second")
    page = editor.get(address(assessment, "report_compose")).text
    assert '<optgroup label="2026 baseline">' in page
    assert '<optgroup label="Second">' in page
    assert save(editor, assessment, baseline=freeze(elsewhere).code).status_code == 422


def test_where_there_is_no_milestone_nothing_is_asked(editor: Client, workspace: Workspace) -> None:
    alone = make_assessment(workspace)
    assert "What changed since" not in editor.get(address(alone, "report_compose")).text
    assert save(editor, alone, summary="Fine.").status_code == 302
