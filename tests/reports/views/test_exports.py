"""Results are handed out as files: to members, under a name that says what they are, and harmless in a spreadsheet."""

import csv
import json
from collections.abc import Callable
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.domain.roles import Role
from accounts.models import Membership
from assessments.models import Assessment
from assessments.operations.answers import save_answer
from assessments.queries import exchange
from core.spreadsheets.cells import read_sheets
from core.spreadsheets.package import open_package
from jobs.models import Job
from jobs.running import Running
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.assessments import cite, make_assessment
from tests.factories.evidence import make_stored_evidence

pytestmark = pytest.mark.django_db

FORMULA = '=HYPERLINK("https://evil.example","Open")'
TABLES = ("summary", "phases", "domains", "questions", "gaps", "evidence")


@pytest.fixture
def assessment() -> Assessment:
    """With formulas wherever a person can write something."""
    workspace = make_workspace(name="=1+1")
    assessment = make_assessment(workspace, title="@SUM(A1) Übung/2026", target=5)
    question = cite(assessment, 0, make_stored_evidence(workspace, title=FORMULA, link="https://wiki.example/=1"))
    save_answer(
        workspace=workspace,
        assessment=assessment.code,
        question=question,
        actor=owner_of(workspace),
        seen=assessment.answers.get(question=question).revision,
        said={"state": "answered", "level": 4, "note": "-1+1"},
    )
    return assessment


@pytest.fixture
def viewer(client: Client, assessment: Assessment) -> Client:
    client.force_login(make_member(assessment.workspace, Role.VIEWER))
    return client


def address(assessment: Assessment, url_name: str, *arguments: str) -> str:
    return reverse(url_name, args=[assessment.workspace.code, assessment.code, *arguments])


@pytest.mark.parametrize("kind", ["json", "xlsx", "csv"])
def test_file_has_a_proper_name_and_is_kept_nowhere(viewer: Client, assessment: Assessment, kind: str) -> None:
    arguments = ["gaps"] if kind == "csv" else []
    answer = viewer.get(address(assessment, f"result_{kind}", *arguments))
    what = "gaps" if kind == "csv" else "results"
    name = f"11-suma1-ubung2026-{what}-{assessment.workspace.today.isoformat()}.{kind}"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert viewer.put(address(assessment, f"result_{kind}", *arguments)).status_code == 405


@pytest.mark.parametrize("url_name", ["result_xlsx", "answers_xlsx"])
def test_large_workbook_is_written_by_a_job(
    viewer: Client, assessment: Assessment, url_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = address(assessment, url_name)
    at_once = viewer.get(here)
    monkeypatch.setattr(exchange, "MOST_AT_ONCE", len(assessment.questions.questions))
    assert "with 66 questions" in viewer.get(here).text  # and a piece of evidence
    first, second = viewer.post(here), viewer.post(here)
    job = Job.objects.get()
    assert first["Location"] == second["Location"] == job.get_absolute_url()
    assert job.title.endswith(f" as a workbook: {assessment.title}")
    Running().run(job.pk)
    file = viewer.get(reverse("job_file", args=[job.code]))
    assert file.getvalue() == at_once.content
    assert file["Content-Disposition"] == at_once["Content-Disposition"]
    assert "66 questions are in it." in viewer.get(job.get_absolute_url()).text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda job: Membership.objects.filter(user=job.started_by).delete(), "Only members of the workspace"),
        (lambda job: Assessment.objects.update(deleted_at=timezone.now()), "The assessment was deleted"),
    ],
)
def test_large_workbook_is_not_written_for_who_has_left_nor_of_what_is_gone(
    viewer: Client,
    assessment: Assessment,
    change: Callable[[Job], object],
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(exchange, "MOST_AT_ONCE", 0)
    viewer.post(address(assessment, "answers_xlsx"))
    job = Job.objects.get()
    change(job)
    Running().run(job.pk)
    job.refresh_from_db()
    assert sentence in job.failure
    assert not job.file


@pytest.mark.parametrize("table", TABLES)
def test_csv_holds_no_formula(viewer: Client, assessment: Assessment, table: str) -> None:
    answer = viewer.get(address(assessment, "result_csv", table))
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) > 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_what_people_wrote_is_in_the_csv(viewer: Client, assessment: Assessment) -> None:
    found = "".join(viewer.get(address(assessment, "result_csv", table)).text for table in TABLES)
    assert "'-1+1" in found
    assert "'@SUM(A1)" in found
    assert "'=HYPERLINK" in found


def test_workbook_holds_no_formula(viewer: Client, assessment: Assessment) -> None:
    content = viewer.get(address(assessment, "result_xlsx")).content
    cells = [cell for sheet in read_sheets(open_package(content)) for row in sheet.rows for cell in row]
    assert {cell.trouble for cell in cells} == {""}
    assert {FORMULA, "-1+1", "=1+1"} <= {str(cell.value) for cell in cells}
    import openpyxl

    book = openpyxl.load_workbook(BytesIO(content))
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]


def test_json_is_that_of_the_assessment(viewer: Client, assessment: Assessment) -> None:
    found = json.loads(viewer.get(address(assessment, "result_json")).content)
    assert (found["assessment"]["organisation"], found["as_of"]) == ("=1+1", assessment.workspace.today.isoformat())


def test_unknown_table_is_not_there(viewer: Client, assessment: Assessment) -> None:
    assert viewer.get(address(assessment, "result_csv", "passwords")).status_code == 404
