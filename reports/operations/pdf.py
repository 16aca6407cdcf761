"""From a result to a PDF, for the files of `assess` and for the reports of stored assessments alike."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from assessments.domain.results import Result
from assessments.domain.submission import Submission
from catalog.domain.question_pack import QuestionPack
from core.words import count
from reports.builders.assessment import build_report
from reports.builders.record import with_record
from reports.document import AssessmentReport
from reports.domain.baseline import Baseline
from reports.domain.options import ReportOptions
from reports.domain.record import NO_RECORD, Record
from reports.render import Attachment, RenderedPdf, RenderLimits, TooLongError, render_pdf
from reports.render.fonts import FONT_FACES, FONT_FILES

RESULTS_JSON = "results.json"
LOGOS = {"logo": "report:logo.png", "consultant_logo": "report:consultant-logo.png"}
"""The addresses that the printed page has for its pictures."""
STYLE = settings.BASE_DIR / "templates" / "reports" / "assessment" / "report.css"


def results_json(data: Mapping[str, Any]) -> bytes:
    """The results as they are written and attached; the report's content hash is over these bytes."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def hash_of_content(attached: bytes) -> str:
    return hashlib.sha256(attached).hexdigest()


def report_of(
    attached: bytes,
    data: Mapping[str, Any],
    result: Result,
    submission: Submission,
    options: ReportOptions,
    baseline: Baseline | None = None,
    record: Record = NO_RECORD,
) -> AssessmentReport:
    """The document that is printed, and shown as a preview."""
    report = build_report(
        result,
        submission,
        options,
        pack_hash=data["pack"]["hash"],
        content_hash=hash_of_content(attached),
        baseline=baseline,
    )
    return with_record(report, record, result.pack)


def made_at(result: Result) -> datetime:
    """The day, not the clock: the same input gives the same bytes."""
    return datetime.combine(result.as_of, time(), tzinfo=UTC)


def make_pdf(
    attached: bytes,
    data: Mapping[str, Any],
    result: Result,
    submission: Submission,
    options: ReportOptions,
    logos: Mapping[str, bytes],
    *,
    baseline: Baseline | None = None,
    record: Record = NO_RECORD,
    more: Sequence[Attachment] = (),
    scratch: Path | None = None,
) -> RenderedPdf:
    """The report as a PDF, with results.json attached; it is made in the folder `scratch`. Raises RenderError."""
    report, at = report_of(attached, data, result, submission, options, baseline, record), made_at(result)
    html = render_to_string(
        "reports/assessment/report.html",
        {
            "report": report,
            "logos": LOGOS,
            "font_faces": FONT_FACES,
            "made_at": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        },
    )
    try:
        return render_pdf(
            html,
            files={**FONT_FILES, **logos, "report.css": STYLE},
            attachments=[Attachment(RESULTS_JSON, attached, "Every answer, piece of evidence and score", at), *more],
            limits=_limits(result.pack),
            scratch=scratch,
        )
    except TooLongError as error:
        why = _what_makes_it_long(result.pack, submission, options)
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
