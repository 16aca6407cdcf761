"""`verify` for who runs the installation: of every workspace, with an exit code for scripts."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command

from core.commands import BAD_INPUT
from reports.management.commands import verify
from reports.management.commands.verify import NOT_UNCHANGED
from reports.models import ReportRun
from tests.factories.accounts import make_workspace
from tests.factories.assessments import make_assessment
from tests.factories.pdfs import make_pdf_file, make_record, make_results
from tests.factories.reports import make_run

pytestmark = pytest.mark.django_db

RESULTS = make_results()
CONTENT_HASH = hashlib.sha256(RESULTS).hexdigest()
REPORT = make_pdf_file(RESULTS, printed=[CONTENT_HASH])

type Ask = Callable[[bytes], tuple[int, str]]
"""Of a file's content; the exit code, and what was said."""


@pytest.fixture
def run() -> ReportRun:
    assessment = make_assessment(make_workspace(name="Northwind Billing"), title="2026 baseline")
    return make_run(assessment, REPORT, content_hash=CONTENT_HASH)


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    def asked(content: bytes) -> tuple[int, str]:
        file = tmp_path / "given.pdf"
        file.write_bytes(content)
        code = 0
        try:
            call_command("verify", str(file))
        except SystemExit as end:
            code = int(str(end.code))
        said = capsys.readouterr()
        return code, said.out + said.err

    return asked


def test_report_of_any_workspace_is_told(ask: Ask, run: ReportRun) -> None:
    code, said = ask(REPORT)
    assert code == 0
    assert "given.pdf: one of ours and unchanged." in said
    for told in ("2026 baseline", "Northwind Billing", str(run.asked_by), run.pack, "version 1", CONTENT_HASH):
        assert told in said


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (REPORT + b" ", "not as it was made. The results of a report of ours are attached"),
        (make_pdf_file(make_results("Other"), printed=["0" * 64]), "Their hash is not the one that is printed"),
        (make_pdf_file(make_results("Other")), "Compare their hash with the one that is printed."),
        (make_pdf_file(), "not one of ours, and no results"),
    ],
)
def test_anything_else_has_another_exit_code(ask: Ask, run: ReportRun, content: bytes, sentence: str) -> None:
    code, said = ask(content)
    assert (code, sentence in said) == (NOT_UNCHANGED, True), said


def test_exchanged_results_and_reports_of_assess_are_told(ask: Ask, run: ReportRun) -> None:
    assert "It names a report of ours" in ask(make_pdf_file(make_record(run.code)))[1]
    ReportRun.objects.all().delete()
    assert "Their hash is the one that is printed, as in a report of 'assess'." in ask(REPORT)[1]


def test_what_is_no_pdf_is_bad_input(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = ask(b"text")
    assert code == BAD_INPUT
    assert said.endswith("given.pdf: This is not a PDF.\n")
    monkeypatch.setattr(verify, "LARGEST_MB", 0)
    assert "larger than 0 MB" in ask(REPORT)[1]
    with pytest.raises(SystemExit, match=str(BAD_INPUT)):
        call_command("verify", "/nowhere/report.pdf")
