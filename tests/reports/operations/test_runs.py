"""A report that was asked for is made once, of what was decided then, whatever happens to who makes it."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Notice
from assessments.models import Assessment
from core.locks import file_lock
from evidence.models import StoredFile
from evidence.models.stored_file import folder_of
from jobs.choices import JobState
from jobs.models import Job
from jobs.operations import cancel_job, leases, retry_job
from jobs.running import Running, RunningJob
from reports.models import ReportPlan, ReportRun
from reports.operations import turns
from reports.operations.pdf import hash_of_content, results_json
from reports.operations.plans import NotRestorableError
from reports.operations.runs import ask_for_report, delete_run, purge_runs, restore_run
from reports.queries.results import assess
from reports.queries.runs import find_run, runs_of
from reports.queries.verify import Verdict, all_reports, verify_pdf
from reports.render import RenderedPdf, RenderError
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.assessments import cite, make_assessment
from tests.factories.evidence import make_stored_evidence
from tests.factories.reports import make_run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_of_its_own(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT, settings.DATA_DIR = tmp_path / "files", tmp_path


@pytest.fixture
def assessment() -> Assessment:
    workspace = make_workspace(name="Northwind Billing")
    assessment = make_assessment(workspace, title="2026 baseline: first/last")
    for number in range(3):
        cite(assessment, number, make_stored_evidence(workspace), level=number + 1)
    assessment.refresh_from_db()
    return assessment


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that were rendered, by a printer that takes no time."""
    pages: list[str] = []

    def render(html: str, **_: Any) -> RenderedPdf:
        pages.append(html)
        return RenderedPdf(content=b"%PDF-1.7 " + str(len(pages)).encode(), pages=7, skipped=())

    monkeypatch.setattr("reports.operations.pdf.render_pdf", render)
    return pages


def ask(assessment: Assessment) -> ReportRun:
    return ask_for_report(assessment=assessment, actor=owner_of(assessment.workspace))


def work(run: ReportRun) -> ReportRun:
    assert run.job
    Running().run(run.job.pk)
    done: ReportRun = ReportRun.objects.select_related("job", "stored_file").get(pk=run.pk)
    return done


def content_of(run: ReportRun) -> bytes:
    assert run.stored_file
    with run.stored_file.file.open("rb") as file:
        return bytes(file.read())


def files_of(assessment: Assessment) -> list[str]:
    return list(default_storage.listdir(folder_of(assessment.workspace))[1])


def verbs(assessment: Assessment) -> list[str]:
    events = assessment.workspace.activities.filter(verb__startswith="report.").order_by("pk")
    return list(events.values_list("verb", flat=True))


def test_report_is_made_for_real(assessment: Assessment) -> None:
    ReportPlan.objects.create(assessment=assessment, detail="board", chapters=["results"])
    run = work(ask(assessment))
    assert run.job
    assert run.stored_file
    assert (run.job.state, run.job.failure) == (JobState.DONE, "")
    content = content_of(run)
    assert content.startswith(b"%PDF-")
    assert run.stored_file.sha256 == hashlib.sha256(content).hexdigest()
    day = assessment.workspace.today
    assert run.stored_file.name == f"Northwind Billing – 2026 baseline first last – board – {day.isoformat()}.pdf"
    assert run.content_hash == hash_of_content(results_json(assess(assessment, as_of=day).data))
    assert (run.pack_hash, run.scoring_version) == (assessment.pack.hash, 1)
    assert run.pages
    assert 2 < run.pages <= 6
    assert run.job.result == f"{run.pages} pages, ready to be read."
    assert verbs(assessment) == ["report.asked_for", "report.made"]
    assert_it_verifies(run, content)
    notice = Notice.objects.get(user=run.asked_by)
    assert (notice.sentence, notice.path) == (f"The report “{assessment.title}” is ready.", run.get_absolute_url())


def assert_it_verifies(run: ReportRun, content: bytes) -> None:
    as_made = verify_pdf(content, among=all_reports())
    assert (as_made.verdict, as_made.run) == (Verdict.UNCHANGED, run)
    annotated = verify_pdf(content + b"%", among=all_reports())
    assert (annotated.verdict, annotated.run, annotated.has_its_results) == (Verdict.CHANGED, run, True)
    elsewhere = verify_pdf(content, among=all_reports().none())
    assert (elsewhere.verdict, elsewhere.run, elsewhere.is_printed) == (Verdict.FOREIGN, None, True)
    assert elsewhere.content_hash == annotated.content_hash == run.content_hash


def test_report_says_what_was_decided_when_it_was_asked_for(assessment: Assessment, printed: list[str]) -> None:
    plan = ReportPlan.objects.create(assessment=assessment, summary="As it was then.", prepared_by="Ada")
    run = ask(assessment)
    plan.summary, plan.prepared_by = "Changed since.", "Grace"
    plan.save()
    work(run)
    assert "As it was then." in printed[0]
    assert "Changed since." not in printed[0]
    assert "Ada" in printed[0]


def test_runner_that_dies_after_keeping_the_file_leaves_nothing_to_be_made_twice(
    assessment: Assessment, printed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = ask(assessment)

    def die(**_: Any) -> None:
        raise leases.LeaseLost

    with monkeypatch.context() as dying:
        dying.setattr(leases, "finish_job", die)
        run = work(run)
    first = run.stored_file
    assert first
    Job.objects.update(state=JobState.QUEUED, token="", lease_until=None)
    run = work(run)
    assert run.job
    assert run.job.state == JobState.DONE
    assert run.stored_file == first
    assert (len(printed), StoredFile.objects.count(), len(files_of(assessment))) == (1, 1, 1)
    assert verbs(assessment).count("report.made") == Notice.objects.count() == 1


def test_runner_that_was_thought_dead_keeps_nothing(
    assessment: Assessment, printed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two make the same report; the one that lost the job is told as it wants to keep its own."""
    run = ask(assessment)
    say = RunningJob.say

    def say_late(self: RunningJob, sentence: str, **numbers: int) -> None:
        if sentence == "Keeps the file":
            Job.objects.update(token="another")
        say(self, sentence, **numbers)

    with monkeypatch.context() as late:
        late.setattr(RunningJob, "say", say_late)
        run = work(run)
    assert run.stored_file is None
    assert (files_of(assessment), StoredFile.objects.count(), Notice.objects.count()) == ([], 0, 0)
    Job.objects.update(state=JobState.QUEUED, token="", lease_until=None)
    assert work(run).stored_file
    assert (len(printed), len(files_of(assessment))) == (2, 1)


def test_report_that_failed_is_made_when_it_is_tried_again(
    assessment: Assessment, printed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> RenderedPdf:
        raise RenderError("The report takes too long.")

    with monkeypatch.context() as failing:
        failing.setattr("reports.operations.pdf.render_pdf", fail)
        run = work(ask(assessment))
    assert run.job
    assert run.job.failure == "The report takes too long."
    assert Notice.objects.get().sentence.endswith("failed. The report takes too long.")
    retry_job(job=run.job, user=owner_of(assessment.workspace))
    assert work(run).stored_file


def test_reports_wait_for_each_other_and_can_be_cancelled_meanwhile(
    assessment: Assessment, printed: list[str], monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    run, waited = ask(assessment), []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        job = Job.objects.get()
        assert job.sentence == "Waits until another report is made"
        cancel_job(job=job, user=owner_of(assessment.workspace))

    monkeypatch.setattr("time.sleep", wait)
    with file_lock(settings.DATA_DIR / "reports.lock"):
        run = work(run)
    assert run.job
    assert run.job.state == JobState.CANCELLED
    assert (waited, printed) == ([turns.PAUSE], [])


@pytest.mark.parametrize(
    ("delete", "sentence"),
    [
        (lambda run: run.delete(), "The report was deleted before it was made."),
        (lambda run: Assessment.objects.update(deleted_at=timezone.now()), "The assessment was deleted before"),
    ],
)
def test_nothing_is_made_of_what_is_gone(
    assessment: Assessment, printed: list[str], delete: Callable[[ReportRun], object], sentence: str
) -> None:
    run = ask(assessment)
    delete(run)
    job = Job.objects.get()
    Running().run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert sentence in job.failure
    assert printed == []


def test_earlier_reports_stay(assessment: Assessment, printed: list[str]) -> None:
    first, second = work(ask(assessment)), work(ask(assessment))
    assert runs_of(assessment) == [second, first]
    assert (content_of(first), content_of(second)) == (b"%PDF-1.7 1", b"%PDF-1.7 2")


def test_deleted_report_comes_back_for_a_month_and_then_goes_with_its_file(
    assessment: Assessment, django_capture_on_commit_callbacks: Any
) -> None:
    ada, now = owner_of(assessment.workspace), timezone.now()
    run, other = make_run(assessment), make_run(assessment)
    for _attempt in range(2):
        delete_run(run=run, actor=ada)
    assert runs_of(assessment) == [other]
    run.refresh_from_db()
    restore_run(run=run, actor=ada)
    assert verbs(assessment) == ["report.deleted", "report.restored"]
    ReportRun.objects.filter(pk=run.pk).update(deleted_at=now - timedelta(days=31))
    run.refresh_from_db()
    with pytest.raises(NotRestorableError):
        restore_run(run=run, actor=ada)
    with django_capture_on_commit_callbacks(execute=True):
        assert purge_runs(now=now) == 1
    assert runs_of(assessment) == [other]
    assert len(files_of(assessment)) == StoredFile.objects.count() == 1


def test_report_goes_with_its_assessment(assessment: Assessment, django_capture_on_commit_callbacks: Any) -> None:
    run = make_run(assessment)
    ReportRun.objects.update(assessment=None)
    with pytest.raises(ReportRun.DoesNotExist):
        find_run(assessment.workspace, run.code)
    with django_capture_on_commit_callbacks(execute=True):
        assert purge_runs(now=timezone.now()) == 1
    assert files_of(assessment) == []
