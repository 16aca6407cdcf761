"""The status of a roadmap is a report like the others: made once, kept, shared, verified, and gone with its roadmap."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.utils import timezone
from pytest_django import Settings

from jobs.choices import JobState
from jobs.running import Running
from reports.models import ReportRun, ReportShare
from reports.operations.roadmap_runs import ask_for_roadmap_report
from reports.operations.runs import purge_runs
from reports.queries.runs import find_run, runs_of
from reports.queries.verify import Verdict, all_reports, verify_pdf
from reports.render import RenderedPdf
from roadmap.models import Action, Decision, Roadmap
from roadmap.operations.roadmaps import delete_roadmap, restore_roadmap
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.assessments import answer_everything, make_assessment
from tests.factories.reports import make_share
from tests.factories.roadmap import fill_roadmap, make_action, make_roadmap

pytestmark = pytest.mark.django_db

WIDE = "WWWWWWWWW " * 20


@pytest.fixture(autouse=True)
def files_of_its_own(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT, settings.DATA_DIR = tmp_path / "files", tmp_path


@pytest.fixture
def roadmap() -> Roadmap:
    return make_roadmap(make_workspace(name="Northwind Billing"), title="Checkout: first/last")


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that were rendered, by a printer that takes no time."""
    pages: list[str] = []

    def render(html: str, **_: Any) -> RenderedPdf:
        pages.append(html)
        return RenderedPdf(content=b"%PDF-1.7 " + str(len(pages)).encode(), pages=7, skipped=())

    monkeypatch.setattr("reports.operations.roadmap_runs.render_pdf", render)
    return pages


def made(roadmap: Roadmap, **marks: bool) -> ReportRun:
    run = ask_for_roadmap_report(roadmap=roadmap, actor=owner_of(roadmap.workspace), **marks)
    assert run.job
    Running().run(run.job.pk)
    done: ReportRun = ReportRun.objects.select_related("job", "stored_file").get(pk=run.pk)
    assert done.job
    assert (done.job.state, done.job.failure) == (JobState.DONE, "")
    return done


def content_of(run: ReportRun) -> bytes:
    assert run.stored_file
    with run.stored_file.file.open("rb") as file:
        return bytes(file.read())


def texts_of(pdf: pypdfium2.PdfDocument) -> Iterator[str]:
    for page in pdf:
        yield " ".join(page.get_textpage().get_text_range().split())


def test_report_is_made_for_real_and_has_one_page_for_the_board_however_much_there_is() -> None:
    workspace = make_workspace(name="Northwind Billing")
    assessment = make_assessment(workspace)
    answer_everything(assessment)
    roadmap = make_roadmap(workspace, title=WIDE.strip(), assessment=assessment)
    fill_roadmap(roadmap, 200)
    longest = Action.objects.filter(roadmap=roadmap).open().order_by("pk")[:8]
    late = workspace.today - timedelta(days=900)
    Action.objects.filter(pk__in=list(longest.values_list("pk", flat=True))).update(
        title=WIDE.strip(), start_date=None, due_date=late
    )
    Decision.objects.filter(phase__roadmap=roadmap).update(text=WIDE * 2, decided_by=WIDE[:190])
    run = made(roadmap)
    content = content_of(run)
    with closing(pypdfium2.PdfDocument(content)) as pdf:
        texts = list(texts_of(pdf))
        assert pypdfium2.raw.FPDFCatalog_IsTagged(pdf.raw)
        assert [pdf.get_attachment(n).get_name() for n in range(pdf.count_attachments())] == [
            "roadmap.json",
            "report.json",
        ]
        bookmarks = [each.get_title() for each in pdf.get_toc() if each.level == 0]
    assert bookmarks == [
        "Status for the board",
        "Phases and gates",
        "Actions by phase",
        "Artifacts",
        "Checklists",
        "Plan and course",
    ]
    assert len(texts) == run.pages
    assert "Decisions needed" in texts[1]
    assert f"Page 2 of {run.pages}" in texts[1]
    assert "Phases and gates No. Phase" in texts[2]
    assert run.content_hash in texts[-1]
    verified = verify_pdf(content, among=all_reports())
    assert (verified.verdict, verified.run) == (Verdict.UNCHANGED, run)
    annotated = verify_pdf(content + b"%", among=all_reports())
    assert (annotated.verdict, annotated.has_its_results, annotated.is_printed) == (Verdict.CHANGED, True, True)


def test_report_of_an_empty_roadmap_says_so_on_one_page(roadmap: Roadmap) -> None:
    run = made(roadmap, is_draft=True)
    assert run.stored_file
    day = roadmap.workspace.today.isoformat()
    assert run.stored_file.name == f"Northwind Billing – Checkout first last, roadmap status – {day}.pdf"
    with closing(pypdfium2.PdfDocument(content_of(run))) as pdf:
        texts = list(texts_of(pdf))
    assert "Draft" in texts[0]
    assert "No action to be done yet" in texts[1]
    assert "Nothing is overdue." in texts[1]
    assert "Phases and gates No. Phase" in texts[2]


def test_page_holds_what_people_wrote_as_text(roadmap: Roadmap, printed: list[str]) -> None:
    make_action(roadmap, title="<script>alert(1)</script>")
    made(roadmap)
    assert "<script>" not in printed[0]
    assert "&lt;script&gt;alert(1)" in printed[0]


def test_report_is_listed_and_shared_until_its_roadmap_is_deleted(roadmap: Roadmap, printed: list[str]) -> None:
    run, owner = made(roadmap), owner_of(roadmap.workspace)
    share = make_share(run)
    assert runs_of(roadmap) == [run]
    assert find_run(roadmap.workspace, run.code) == run
    assert list(ReportShare.objects.open(timezone.now())) == [share]
    delete_roadmap(roadmap=roadmap, actor=owner)
    with pytest.raises(ReportRun.DoesNotExist):
        find_run(roadmap.workspace, run.code)
    assert not ReportShare.objects.open(timezone.now()).exists()
    verified = verify_pdf(content_of(run), among=all_reports())
    assert (verified.run, verified.is_deleted) == (run, True)
    roadmap.refresh_from_db()
    restore_roadmap(roadmap=roadmap, actor=owner)
    assert find_run(roadmap.workspace, run.code) == run


def test_report_goes_for_good_with_its_roadmap_and_stays_as_long(roadmap: Roadmap, printed: list[str]) -> None:
    run = made(roadmap)
    assert purge_runs(now=timezone.now()) == 0
    Roadmap.objects.filter(pk=roadmap.pk).delete()
    assert purge_runs(now=timezone.now()) == 1
    assert not ReportRun.objects.filter(pk=run.pk).exists()


def test_report_of_a_roadmap_deleted_meanwhile_is_not_made(roadmap: Roadmap, printed: list[str]) -> None:
    run = ask_for_roadmap_report(roadmap=roadmap, actor=owner_of(roadmap.workspace))
    delete_roadmap(roadmap=roadmap, actor=owner_of(roadmap.workspace))
    assert run.job
    Running().run(run.job.pk)
    run.job.refresh_from_db()
    assert run.job.failure == "The roadmap was deleted before its report was made."
    assert printed == []
