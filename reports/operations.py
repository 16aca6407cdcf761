"""The main job without pages or a database: an answers file in, results and a report out."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

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
from core.words import count
from reports.builders.assessment import build_report
from reports.domain.options import ReportOptions
from reports.exporters.results_xlsx import write_results_workbook
from reports.files.logos import read_logos
from reports.files.options import read_report_options
from reports.render import Attachment, RenderedPdf, RenderLimits, TooLongError, render_pdf
from reports.render.fonts import FONT_FACES, FONT_FILES

RESULTS_JSON, RESULTS_XLSX, REPORT_PDF = "results.json", "results.xlsx", "report.pdf"


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
        report = _make_pdf(made[RESULTS_JSON], data, result, read)
        made = {REPORT_PDF: report.content, **made}
        pages = report.pages
    files = write_files(out, made)
    return AssessedFile(result, submission, files, pages, _remarks(out, files))


def _remarks(out: Path, files: tuple[Path, ...]) -> tuple[str, ...]:
    """What a person would otherwise take for part of this run."""
    report = out / REPORT_PDF
    return (f"{report} is from an earlier run.",) if report.exists() and report not in files else ()


def results_json(data: dict[str, Any]) -> bytes:
    """The results as they are written and attached; the report's content hash is over these bytes."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _make_pdf(attached: bytes, data: dict[str, Any], result: Result, read: AnswersFile) -> RenderedPdf:
    """report.pdf, with results.json attached."""
    made_at = datetime.combine(
        result.as_of, time(), tzinfo=UTC
    )  # the day, not the clock: the same input, the same bytes
    report = build_report(
        result,
        read.submission,
        read.options,
        pack_hash=data["pack"]["hash"],
        content_hash=hashlib.sha256(attached).hexdigest(),
    )
    html = render_to_string(
        "reports/assessment/report.html",
        {"report": report, "font_faces": FONT_FACES, "made_at": made_at.strftime("%Y-%m-%dT%H:%M:%SZ")},
    )
    style = settings.BASE_DIR / "templates" / "reports" / "assessment" / "report.css"
    try:
        return render_pdf(
            html,
            files={**FONT_FILES, **read.logos, "report.css": style},
            attachments=[Attachment(RESULTS_JSON, attached, "Every answer, piece of evidence and score", made_at)],
            limits=_limits(result.pack),
        )
    except TooLongError as error:
        why = _what_makes_it_long(result.pack, read.submission, read.options)
        raise TooLongError(f"{error} {why}", error.detail) from error


def _limits(pack: QuestionPack) -> RenderLimits:
    """A question with long notes takes a second, so who asks more may take longer."""
    standard, questions = RenderLimits(), len(pack.questions)
    return replace(
        standard,
        cpu_seconds=standard.cpu_seconds + questions,
        wall_seconds=standard.wall_seconds + 1.5 * questions,
    )


def _what_makes_it_long(pack: QuestionPack, submission: Submission, options: ReportOptions) -> str:
    notes = [text for answer in submission.answers.values() for text in (answer.note, answer.level_reason)]
    comments = [text for _, text in options.phases]
    lines = sum(text.count("\n") + 1 for text in [*notes, *comments, options.summary] if text)
    size = f"{count(len(pack.questions), 'question')}, and {count(lines, 'line')} of notes and comments"
    return f"It has {size}; shorter ones make it quicker."
