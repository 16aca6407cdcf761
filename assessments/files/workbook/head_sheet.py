"""The sheet for what an assessment is about, its targets, and what its report is to say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from assessments.domain.answers import Scope
from assessments.files.workbook.layout import (
    NO,
    YES,
    Head,
    Mark,
    ReportTexts,
    SheetKind,
    comment_key,
    report_key,
    target_key,
)
from assessments.files.workbook.lists import Lists
from assessments.files.workbook.sheets import (
    FIRST_ROW,
    add_header,
    add_sheet,
    entry,
    expect_whole_number,
    fixed,
    offer_list,
)
from core.spreadsheets.look import BRAND, MUTED, dress, height_of
from core.spreadsheets.writing import DATE_FORMAT, TEXT_FORMAT, cell_at, put

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

    from assessments.domain.submission import Submission
    from catalog.domain.question_pack import QuestionPack

WIDTHS = (32.0, 70.0, 64.0, 26.0)
LONG_TEXT_LINES = 4


@dataclass(frozen=True, slots=True)
class _Field:
    """A row. Without a key it is a heading; `form` is the number format of its value."""

    label: str
    key: str = ""
    value: str | int | date | None = None
    meaning: str = ""
    form: str = TEXT_FORMAT
    is_long: bool = False
    is_yes_or_no: bool = False
    is_level: bool = False
    is_scope: bool = False


def add_head_sheet(
    workbook: Workbook,
    pack: QuestionPack,
    submission: Submission | None,
    report: ReportTexts | None,
    lists: Lists,
) -> None:
    mark = Mark(SheetKind.ASSESSMENT, pack.code, pack.version)
    intro = f"{pack.title}, version {pack.version}. Fill in the second column; the last one must stay as it is."
    sheet = add_sheet(workbook, mark, "Assessment", intro, widths=WIDTHS)
    add_header(sheet, (Head.FIELD, Head.VALUE, Head.MEANING, Head.KEY), freeze=f"A{FIRST_ROW}")
    fields = [*_about(submission), *_targets(pack, submission), *_report(report), *_comments(pack, report)]
    for row, field in enumerate(fields, start=FIRST_ROW):
        if not field.key:
            put(cell_at(sheet, row, 1), field.label)
            dress(cell_at(sheet, row, 1), colour=BRAND, size=12, bold=True, wrap=False, down="center")
            sheet.row_dimensions[row].height = 26
            continue
        down: Literal["top", "center"] = "top" if field.is_long else "center"
        fixed(cell_at(sheet, row, 1), field.label, bold=True, down=down)
        entry(cell_at(sheet, row, 2), field.value, form=field.form, down=down)
        fixed(cell_at(sheet, row, 3), field.meaning, colour=MUTED, down=down)
        fixed(cell_at(sheet, row, 4), field.key, colour=MUTED, down=down)
        sheet.row_dimensions[row].height = height_of(
            (str(field.value or "")[:2000], WIDTHS[1]),
            (field.meaning, WIDTHS[2]),
            least=LONG_TEXT_LINES if field.is_long else 1,
        )
        if field.is_yes_or_no:
            offer_list(sheet, f"B{row}", lists.yes_or_no, f"Choose “{YES}” or “{NO}”.")
        if field.is_scope:
            offer_list(sheet, f"B{row}", lists.scopes, "Choose “core” or “full”.")
        if field.is_level:
            expect_whole_number(sheet, f"B{row}", pack.scale.min, pack.scale.max)


def _about(submission: Submission | None) -> list[_Field]:
    organisation = submission.organisation if submission else ""
    title = submission.title if submission else ""
    as_of = submission.as_of if submission else None
    scope = submission.scope.value if submission else Scope.FULL.value
    return [
        _Field("The assessment"),
        _Field("Organisation", "organisation", organisation, "Whose product is assessed."),
        _Field("Title", "title", title, "What is assessed; the pack's title is used if this is empty."),
        _Field("As of", "as_of", as_of, "The day for which evidence counts, such as 2026-10-31.", DATE_FORMAT),
        _Field("Questions", "scope", scope, "“full” asks all of them, “core” the core ones alone.", is_scope=True),
    ]


def _targets(pack: QuestionPack, submission: Submission | None) -> list[_Field]:
    overall = submission.targets.overall if submission else pack.default_target
    own = dict(submission.targets.phases) if submission else {}
    levels = f"The level aimed at, {pack.scale.min} to {pack.scale.max}."
    return [
        _Field("Targets"),
        _Field("Target", "target", overall, levels, "0", is_level=True),
        *(
            _Field(
                phase.title,
                target_key(phase.id),
                own.get(phase.id),
                "Another level for this phase, or empty.",
                "0",
                is_level=True,
            )
            for phase in pack.phases
        ),
    ]


def _report(report: ReportTexts | None) -> list[_Field]:
    def said(name: str) -> str:
        return str(getattr(report, name)) if report else ""

    def flag(name: str) -> str | None:
        return None if report is None else YES if getattr(report, name) else NO

    image = "The name of a PNG or JPEG file in the folder of this workbook."
    return [
        _Field("The report"),
        _Field("Prepared by", report_key("prepared_by"), said("prepared_by"), "Stands on the cover."),
        _Field("Logo", report_key("logo"), said("logo"), f"The organisation's. {image}"),
        _Field("Consultant's logo", report_key("consultant_logo"), said("consultant_logo"), f"Yours. {image}"),
        _Field("Accent colour", report_key("accent"), said("accent"), "Such as #0E5A52."),
        _Field(
            "Confidential",
            report_key("confidential"),
            flag("confidential"),
            "Says so on every page.",
            is_yes_or_no=True,
        ),
        _Field("Draft", report_key("draft"), flag("draft"), "Says so on every page.", is_yes_or_no=True),
        _Field(
            "Summary",
            report_key("summary"),
            said("summary"),
            "Your words at the start of the report, in Markdown; the findings follow by themselves.",
            is_long=True,
        ),
    ]


def _comments(pack: QuestionPack, report: ReportTexts | None) -> list[_Field]:
    said = dict(report.phases) if report else {}
    meaning = "Your words in the report's chapter on this phase, in Markdown."
    return [
        _Field("Comments on the phases"),
        *(
            _Field(phase.title, comment_key(phase.id), said.get(phase.id, ""), meaning, is_long=True)
            for phase in pack.phases
        ),
    ]
