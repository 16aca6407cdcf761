"""The main job without pages or a database: an answers file in, results and a report out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from assessments.domain.result_data import result_data
from assessments.domain.results import Result
from assessments.domain.scoring import score
from assessments.domain.submission import Submission
from assessments.files.answers import read_submission
from assessments.files.load import load_answers
from catalog.domain.normal_form import normal_form
from catalog.domain.question_pack import QuestionPack
from reports.builders.assessment import build_report
from reports.domain.options import ReportOptions
from reports.exporters.results_xlsx import write_results_workbook
from reports.files.logos import read_logo
from reports.files.options import read_report_options
from reports.render import Attachment, render_pdf
from reports.render.fonts import FONT_FACES, FONT_FILES

RESULTS_JSON, RESULTS_XLSX, REPORT_PDF = "results.json", "results.xlsx", "report.pdf"


@dataclass(frozen=True, slots=True)
class AssessedFile:
    """What came of an answers file."""

    result: Result
    submission: Submission
    files: tuple[Path, ...]
    pages: int
    remarks: tuple[str, ...]


def read_answers_file(path: Path, pack: QuestionPack) -> tuple[Submission, ReportOptions]:
    """What the file says, checked against the pack. Raises BadInputError with every fault of it."""
    top = load_answers(path, pack)
    submission, options = read_submission(top, pack), read_report_options(top, pack)
    top.close()
    top.faults.raise_if_any()
    return submission, options


def assess_file(
    *, answers: Path, pack: QuestionPack, out: Path, as_of: date | None, today: date, with_pdf: bool
) -> AssessedFile:
    """Score an answers file and write results.json, results.xlsx and, `with_pdf`, report.pdf into the folder `out`.

    The day is `as_of`, else the file's, else `today`. Everything is made before anything is written: a fault
    (BadInputError) or a report that cannot be made (RenderError) leaves the folder as it was.
    """
    submission, options = read_answers_file(answers, pack)
    logos = _logos(options, answers.parent) if with_pdf else {}
    result = score(pack, submission.answers, submission.targets, as_of=as_of or submission.as_of or today)
    data = result_data(result, submission, normal_form(pack)["hash"])
    with TemporaryDirectory(prefix="rungs-") as folder:
        made = Path(folder)
        (made / RESULTS_JSON).write_bytes(results_json(data))
        write_results_workbook(data, pack, made / RESULTS_XLSX)
        pages = _make_pdf(made, data, result, submission, options, logos) if with_pdf else 0
        out.mkdir(parents=True, exist_ok=True)
        files = tuple(_move(path, out) for path in sorted(made.iterdir()))
    return AssessedFile(result, submission, files, pages, _remarks(out, files))


def _remarks(out: Path, files: tuple[Path, ...]) -> tuple[str, ...]:
    """What a person would otherwise take for part of this run."""
    report = out / REPORT_PDF
    return (f"{report} is from an earlier run.",) if report.exists() and report not in files else ()


def results_json(data: dict[str, Any]) -> bytes:
    """The results as they are written and attached; the report's content hash is over these bytes."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _logos(options: ReportOptions, folder: Path) -> dict[str, bytes]:
    names = {"logo.png": options.logo, "consultant-logo.png": options.consultant_logo}
    return {name: read_logo(folder / file) for name, file in names.items() if file}


def _make_pdf(
    folder: Path,
    data: dict[str, Any],
    result: Result,
    submission: Submission,
    options: ReportOptions,
    logos: Mapping[str, bytes],
) -> int:
    """Write report.pdf; how many pages it has."""
    attached = results_json(data)
    made_at = datetime.combine(
        result.as_of, time(), tzinfo=UTC
    )  # the day, not the clock: the same input, the same bytes
    report = build_report(
        result,
        submission,
        options,
        pack_hash=data["pack"]["hash"],
        content_hash=hashlib.sha256(attached).hexdigest(),
    )
    html = render_to_string(
        "reports/assessment/report.html",
        {"report": report, "font_faces": FONT_FACES, "made_at": made_at.strftime("%Y-%m-%dT%H:%M:%SZ")},
    )
    style = settings.BASE_DIR / "templates" / "reports" / "assessment" / "report.css"
    rendered = render_pdf(
        html,
        files={**FONT_FILES, **logos, "report.css": style},
        attachments=[Attachment(RESULTS_JSON, attached, "Every answer, piece of evidence and score", made_at)],
    )
    (folder / REPORT_PDF).write_bytes(rendered.content)
    return rendered.pages


def _move(path: Path, folder: Path) -> Path:
    """Put a finished file into the folder in one step, also from another file system."""
    target = folder / path.name
    waiting = folder / f".{path.name}.new"
    waiting.write_bytes(path.read_bytes())
    waiting.replace(target)
    return target
