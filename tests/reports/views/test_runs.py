"""Reports in the browser: asked for, followed, fetched, deleted and had back."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.domain.roles import Role
from assessments.models import Assessment
from jobs.choices import JobState
from jobs.models import Job
from reports.models import ReportRun
from tests.factories.accounts import make_member, make_workspace
from tests.factories.assessments import make_assessment
from tests.factories.jobs import make_job
from tests.factories.reports import make_run
from tests.test_query_budget import MOST_QUERIES, queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment() -> Assessment:
    return make_assessment(make_workspace(name="Northwind Billing"), title="2026 baseline")


@pytest.fixture
def editor(client: Client, assessment: Assessment) -> Client:
    client.force_login(make_member(assessment.workspace, Role.EDITOR))
    return client


@pytest.fixture
def viewer(assessment: Assessment) -> Client:
    client = Client()
    client.force_login(make_member(assessment.workspace, Role.VIEWER))
    return client


def of(assessment: Assessment, url_name: str) -> str:
    return reverse(url_name, args=[assessment.workspace.code, assessment.code])


def at(run: ReportRun, url_name: str) -> str:
    return reverse(url_name, args=[run.workspace.code, run.code])


def test_asking_leads_to_a_page_that_follows_the_job(editor: Client, viewer: Client, assessment: Assessment) -> None:
    answer = editor.post(of(assessment, "report_make"))
    run, job = ReportRun.objects.get(), Job.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, run.get_absolute_url())
    assert (run.job, job.kind, job.state) == (job, "reports.make", JobState.QUEUED)
    for client in (editor, viewer):
        page = client.get(run.get_absolute_url()).text
        assert "You can leave this page" in page
        assert reverse("job_progress", args=[job.code]) in page
        assert client.get(reverse("job_progress", args=[job.code]), headers={"HX-Request": "true"}).status_code == 200


def test_saving_and_making_are_one_step(editor: Client, assessment: Assessment) -> None:
    data = {"revision": 1, "detail": "board", "chapters": ["results"], "summary": "Fine.", "make": "1"}
    answer = editor.post(of(assessment, "report_compose"), data)
    run = ReportRun.objects.get()
    assert answer["Location"] == run.get_absolute_url()
    assert (run.options["summary"], run.options["detail"]) == ("Fine.", "board")


def test_every_member_reads_and_only_editors_make_and_delete(viewer: Client, assessment: Assessment) -> None:
    run = make_run(assessment)
    page = viewer.get(of(assessment, "report_list")).text
    assert at(run, "report_file") in page
    assert of(assessment, "report_make") not in page
    page = viewer.get(at(run, "report_detail")).text
    assert at(run, "report_delete") not in page
    assert run.content_hash in page
    for refused in (of(assessment, "report_make"), at(run, "report_delete"), at(run, "report_restore")):
        assert viewer.post(refused).status_code == 403


def test_file_is_saved_under_its_name_and_never_shown(viewer: Client, assessment: Assessment) -> None:
    answer = viewer.get(at(make_run(assessment, b"%PDF-1.7 The content"), "report_file"))
    assert answer.getvalue() == b"%PDF-1.7 The content"
    assert answer["Content-Disposition"] == 'attachment; filename="Report.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_report_that_is_not_made_has_no_file(editor: Client, assessment: Assessment) -> None:
    job = make_job(workspace=assessment.workspace, state=JobState.FAILED, failure="The report takes too long.")
    run = make_run(assessment, stored_file=None, made_at=None, job=job)
    assert editor.get(at(run, "report_file")).status_code == 404
    page = editor.get(at(run, "report_detail")).text
    assert "The report takes too long." in page
    assert of(assessment, "report_make") in page
    run.job = None
    run.save()
    assert "This report was never made." in editor.get(at(run, "report_detail")).text


def test_deleted_report_can_be_had_back(editor: Client, assessment: Assessment) -> None:
    run = make_run(assessment)
    page = editor.post(at(run, "report_delete"), follow=True).text
    assert at(run, "report_restore") in page
    for url_name in ("report_detail", "report_file"):
        assert editor.get(at(run, url_name)).status_code == 404
    assert editor.post(at(run, "report_restore")).status_code == 302
    assert editor.get(at(run, "report_detail")).status_code == 200


@pytest.mark.parametrize("url_name", ["report_detail", "report_file"])
def test_report_is_not_there_without_its_assessment_nor_for_others(
    editor: Client, assessment: Assessment, url_name: str
) -> None:
    run, theirs = make_run(assessment), make_run(make_assessment(make_workspace()))
    assert editor.get(at(theirs, url_name)).status_code == 404
    assert editor.get(reverse(url_name, args=[assessment.workspace.code, theirs.code])).status_code == 404
    Assessment.objects.filter(pk=assessment.pk).update(deleted_at=run.made_at)
    assert editor.get(at(run, url_name)).status_code == 404
    ReportRun.objects.filter(pk=run.pk).update(assessment=None)
    assert editor.get(at(run, url_name)).status_code == 404


def test_list_asks_no_more_with_thirty_reports(editor: Client, assessment: Assessment) -> None:
    make_run(assessment)
    few = queries_of(editor, of(assessment, "report_list"))
    for _number in range(29):
        make_run(assessment, job=make_job(workspace=assessment.workspace))
    assert queries_of(editor, of(assessment, "report_list")) == few <= MOST_QUERIES
