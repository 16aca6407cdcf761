"""Handing in a PDF: what is said of ours, of others', and of what is no report at all."""

import hashlib
from io import BytesIO

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.domain.roles import Role
from accounts.models import Workspace
from assessments.models import Assessment
from evidence.models import StoredFile
from reports.files.pdf_streams import LARGEST_ATTACHMENT
from reports.models import ReportRun
from tests.factories.accounts import make_member, make_user, make_workspace
from tests.factories.assessments import make_assessment
from tests.factories.pdfs import make_pdf_file, make_record, make_results
from tests.factories.reports import make_run
from tests.reports.views.page import words
from tests.test_query_budget import MOST_QUERIES, queries_of

pytestmark = pytest.mark.django_db

RESULTS = make_results()
CONTENT_HASH = hashlib.sha256(RESULTS).hexdigest()
REPORT = make_pdf_file(RESULTS, printed=[CONTENT_HASH])


@pytest.fixture(autouse=True)
def no_attempts_yet() -> None:
    cache.clear()


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace(name="Northwind Billing")


@pytest.fixture
def run(workspace: Workspace) -> ReportRun:
    return make_run(make_assessment(workspace, title="2026 baseline"), REPORT, content_hash=CONTENT_HASH)


@pytest.fixture
def viewer(client: Client, workspace: Workspace) -> Client:
    client.force_login(make_member(workspace, Role.VIEWER))
    return client


def ask(client: Client, content: bytes, *, status: int = 200, name: str = "given.pdf") -> str:
    file = BytesIO(content)
    file.name = name
    answer = client.post(reverse("report_verify"), {"pdf": file})
    assert answer.status_code == status
    return words(answer.text)


def test_report_as_it_was_made_is_told_with_who_when_and_what(viewer: Client, run: ReportRun) -> None:
    page = ask(viewer, REPORT)
    assert "This is one of your reports, unchanged" in page
    assert run.stored_file
    told = ["2026 baseline", "Northwind Billing", str(run.asked_by), run.pack, "version 1", CONTENT_HASH]
    for said in [*told, run.stored_file.sha256]:
        assert said in page


@pytest.mark.parametrize(
    "changed",
    [
        REPORT + b"\n% a remark",
        REPORT.replace(b"BT", b"BX"),
        REPORT[:-40],
        make_pdf_file(RESULTS, printed=["0" * 64]),
        make_pdf_file(RESULTS, is_packed=False),
        make_pdf_file(b"{}", RESULTS, make_results("Somebody else")),
    ],
)
def test_report_that_was_changed_is_told(viewer: Client, run: ReportRun, changed: bytes) -> None:
    page = ask(viewer, changed if changed != REPORT else changed + b" ")
    assert "This has the results of one of your reports, but is not that file" in page
    assert "The results attached to it are those of the report below" in page
    assert "2026 baseline" in page


def test_report_whose_results_were_exchanged_is_told(viewer: Client, run: ReportRun) -> None:
    for given in (
        make_pdf_file(make_results("Forged"), make_record(run.code)),
        make_pdf_file(make_record(run.code)),
        make_pdf_file(make_results("Forged"), printed=[CONTENT_HASH]),
        make_pdf_file(printed=["0" * 64, CONTENT_HASH]),  # pages of it in a new file
    ):
        page = ask(viewer, given)
        assert "the results of that report are not attached to it" in page
        assert "2026 baseline" in page


def test_of_reports_with_the_same_results_the_one_is_told_that_the_file_names(viewer: Client, run: ReportRun) -> None:
    assert run.assessment
    first, second = (make_run(run.assessment, content_hash=CONTENT_HASH, title=title) for title in ("First", "Second"))
    assert first.title in ask(viewer, make_pdf_file(RESULTS, make_record(first.code)))
    assert second.title in ask(viewer, make_pdf_file(RESULTS, make_record("not a code"), b"[" * 1000))


def test_reports_of_other_workspaces_are_as_unknown_as_any(viewer: Client, run: ReportRun) -> None:
    """Word for word what is said of a report that was never made here."""
    theirs_results = make_results("Theirs")
    theirs = make_run(make_assessment(make_workspace(name="Contoso")))
    content = make_pdf_file(theirs_results, make_record(theirs.code))
    ReportRun.objects.filter(pk=theirs.pk).update(content_hash=hashlib.sha256(theirs_results).hexdigest())
    assert theirs.stored_file
    StoredFile.objects.filter(code=theirs.stored_file.code).update(sha256=hashlib.sha256(content).hexdigest())
    known = ask(viewer, content)
    ReportRun.objects.filter(pk=theirs.pk).delete()
    unknown = ask(viewer, content)
    said = "This is not one of your reports"
    assert unknown.partition(said)[1:] == known.partition(said)[1:]
    assert said in known
    assert "Contoso" not in known


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ([CONTENT_HASH], "so pages and results were made together"),
        (["0" * 64], "is not the one that is printed"),
        ([], "Compare the hash below"),
    ],
)
def test_report_without_a_record_here_is_told_what_can_be(viewer: Client, printed: list[str], said: str) -> None:
    page = ask(viewer, make_pdf_file(RESULTS, printed=printed))
    assert "This is not one of your reports" in page
    assert "“assess”" in page
    assert said in page
    assert CONTENT_HASH in page


def test_pdf_that_is_no_report_is_told(viewer: Client) -> None:
    assert "no results of an assessment are attached" in ask(viewer, make_pdf_file(b"{}", printed=["a" * 64]))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This file is empty."),
        (b"PK\x03\x04 a workbook", "This is not a PDF."),
        (make_pdf_file(end=b"trailer <</Encrypt 7 0 R>> %%EOF"), "This PDF is encrypted."),
        (b"%PDF-1.7 and then it breaks off", "This PDF is not whole"),
        (make_pdf_file(b"{" + b" " * LARGEST_ATTACHMENT), "larger than anything that a report holds"),
    ],
)
def test_what_can_be_no_report_is_refused_in_a_sentence(viewer: Client, content: bytes, said: str) -> None:
    assert said in ask(viewer, content, status=422)


def test_file_that_is_too_large_is_refused(viewer: Client, settings: Settings) -> None:
    settings.LARGEST_UPLOAD = 1024 * 1024
    assert "larger than 1 MB" in ask(viewer, REPORT + b" " * 1024 * 1024, status=422)
    assert viewer.post(reverse("report_verify")).status_code == 422


def test_deleted_report_is_still_genuine_and_told_to_be_deleted(viewer: Client, run: ReportRun) -> None:
    ReportRun.objects.update(deleted_at=timezone.now())
    for gone in ("report", "assessment"):
        page = ask(viewer, REPORT)
        assert "unchanged" in page
        assert "Deleted since" in page, gone
        ReportRun.objects.update(deleted_at=None)
        Assessment.objects.update(deleted_at=timezone.now())


def test_somebody_without_a_workspace_may_ask_too(run: ReportRun) -> None:
    loner = Client()
    loner.force_login(make_user())
    assert "This is not one of your reports" in ask(loner, REPORT)


def test_files_are_looked_at_so_often_only(viewer: Client) -> None:
    for _number in range(20):
        ask(viewer, b"%PDF-1.7", status=422)
    assert "Too many files" in ask(viewer, b"%PDF-1.7", status=429)


def test_name_of_a_file_is_shown_as_text(viewer: Client) -> None:
    assert "<b>bold.pdf" in ask(viewer, make_pdf_file(), name="<b>bold.pdf")


def test_page_asks_little(viewer: Client, run: ReportRun) -> None:
    assert queries_of(viewer, reverse("report_verify")) <= MOST_QUERIES
