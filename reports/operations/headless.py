"""The main job without pages or a database: an answers file in, results and a report out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from assessments.domain.result_data import result_data
from assessments.domain.results import Result
from assessments.domain.scoring import score
from assessments.domain.submission import Submission
from assessments.files.answers import read_submission
from assessments.files.load import load_answers
from assessments.files.workbook.template import write_template
from catalog.domain.normal_form import normal_form
from catalog.domain.question_pack import QuestionPack
from core.output import check_files, write_files
from reports.domain.options import ReportOptions
from reports.exporters.results_xlsx import write_results_workbook
from reports.files.logos import read_logos
from reports.files.options import read_report_options
from reports.operations.pdf import RESULTS_JSON, make_pdf, results_json

RESULTS_XLSX, REPORT_PDF = "results.xlsx", "report.pdf"


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """What stands in an answers file; `logos` are PNGs by the names that the report's page has for them."""

    submission: Submission
    options: ReportOptions
    logos: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class AssessedFile:
    """What came of an answers file."""

    result: Result
    submission: Submission
    files: tuple[Path, ...]
    pages: int
    remarks: tuple[str, ...]


def read_answers_file(path: Path, pack: QuestionPack, *, with_logos: bool = False) -> AnswersFile:
    """What the file says, checked against the pack. Raises BadInputError with every fault of it."""
    top = load_answers(path, pack)
    submission, options = read_submission(top, pack), read_report_options(top, pack)
    logos = read_logos(top, path.parent, options) if with_logos else {}
    top.close()
    top.faults.raise_if_any()
    return AnswersFile(submission, options, logos)


def write_answers_template(*, pack: QuestionPack, out: Path, answers: Path | None) -> None:
    """Write the workbook to answer in, with the answers that are there already.

    Raises BadInputError for a fault in the answers, CannotWriteError for `out`.
    """
    check_files(out.parent, [out.name])
    made = BytesIO()
    if answers:
        read = read_answers_file(answers, pack)
        write_template(pack, made, read.submission, read.options)
    else:
        write_template(pack, made)
    write_files(out.parent, {out.name: made.getvalue()})


def assess_file(
    *, answers: Path, pack: QuestionPack, out: Path, as_of: date | None, today: date, with_pdf: bool
) -> AssessedFile:
    """Score an answers file and write results.json, results.xlsx and, `with_pdf`, report.pdf into the folder `out`.

    The day is `as_of`, else the file's, else `today`. Everything is made before anything is written: a fault
    (BadInputError), a report that cannot be made (RenderError) or a folder that takes no files (CannotWriteError)
    leaves what was there.
    """
    check_files(out, (REPORT_PDF, RESULTS_JSON, RESULTS_XLSX) if with_pdf else (RESULTS_JSON, RESULTS_XLSX))
    read = read_answers_file(answers, pack, with_logos=with_pdf)
    submission = read.submission
    result = score(
        submission.asked_of(pack), submission.answers, submission.targets, as_of=as_of or submission.as_of or today
    )
    data = result_data(result, submission, normal_form(pack)["hash"])
    workbook = BytesIO()
    write_results_workbook(data, pack, workbook)
    made = {RESULTS_JSON: results_json(data), RESULTS_XLSX: workbook.getvalue()}
    pages = 0
    if with_pdf:
        report = make_pdf(made[RESULTS_JSON], data, result, submission, read.options, read.logos)
        made = {REPORT_PDF: report.content, **made}
        pages = report.pages
    files = write_files(out, made)
    return AssessedFile(result, submission, files, pages, _remarks(out, files))


def _remarks(out: Path, files: tuple[Path, ...]) -> tuple[str, ...]:
    """What a person would otherwise take for part of this run."""
    report = out / REPORT_PDF
    return (f"{report} is from an earlier run.",) if report.exists() and report not in files else ()
