"""The sheets for criteria and evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments.domain.answers import UNANSWERED, Answer, Evidence
from assessments.files.workbook.layout import (
    EVIDENCE_PREPARED,
    MET,
    NOT_MET,
    Head,
    Mark,
    SheetKind,
    kind_labels,
)
from assessments.files.workbook.lists import Lists
from assessments.files.workbook.sheets import (
    FIRST_ROW,
    HEADER_ROW,
    add_header,
    add_sheet,
    entry,
    expect_whole_number,
    fixed,
    offer_list,
)
from catalog.domain.question_pack import Criterion, CriterionKind, Question, QuestionPack
from core.spreadsheets.cells import LAST_ROW
from core.spreadsheets.look import HAIRLINE, MUTED, dress, height_of, maturity
from core.spreadsheets.writing import DATE_FORMAT, cell_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

CRITERIA_HEADS = (
    Head.ID,
    Head.QUESTION,
    Head.TITLE,
    Head.LEVEL,
    Head.KIND_OF_CRITERION,
    Head.CRITERION,
    Head.STATE,
)
CRITERIA_WIDTHS = (13.0, 10.0, 58.0, 7.0, 11.0, 76.0, 13.0)
EVIDENCE_WIDTHS = (11.0, 15.0, 28.0, 44.0, 44.0, 32.0, 13.0, 11.0)
LONGEST_VALIDITY = 3650


def add_criteria_sheet(workbook: Workbook, pack: QuestionPack, answers: Mapping[str, Answer], lists: Lists) -> None:
    intro = "Optional. Tick what is true: the level follows, and the report can say what is missing for the next one."
    mark = Mark(SheetKind.CRITERIA, pack.code, pack.version)
    sheet = add_sheet(workbook, mark, "Criteria", intro, widths=CRITERIA_WIDTHS)
    add_header(sheet, CRITERIA_HEADS, freeze=f"B{FIRST_ROW}")
    row = FIRST_ROW - 1
    for question in pack.questions:
        answer = answers.get(question.id, UNANSWERED)
        for criterion in question.criteria:
            row += 1
            _add_criterion(sheet, row, pack, question, criterion)
            state = MET if criterion.id in answer.met else NOT_MET if criterion.id in answer.not_met else None
            entry(cell_at(sheet, row, 7), state, form="General", centred=True)
    sheet.auto_filter.ref = f"A{HEADER_ROW}:G{max(row, FIRST_ROW)}"
    offer_list(sheet, f"G{FIRST_ROW}:G{LAST_ROW}", lists.states, "Choose “met” or “not met”, or leave it empty.")


def _add_criterion(sheet: Worksheet, row: int, pack: QuestionPack, question: Question, criterion: Criterion) -> None:
    must = criterion.kind is CriterionKind.MUST
    fixed(cell_at(sheet, row, 1), criterion.id, bold=True)
    fixed(cell_at(sheet, row, 2), question.id)
    fixed(cell_at(sheet, row, 3), question.title, colour=MUTED)
    fixed(cell_at(sheet, row, 4), criterion.level)
    fill, text = maturity(criterion.level, pack.scale.min, pack.scale.max)
    dress(cell_at(sheet, row, 4), fill=fill, colour=text, bold=True, border=HAIRLINE, across="center")
    fixed(cell_at(sheet, row, 5), criterion.kind.value, bold=must)
    fixed(cell_at(sheet, row, 6), criterion.text)
    sheet.row_dimensions[row].height = height_of(
        (question.title, CRITERIA_WIDTHS[2]), (criterion.text, CRITERIA_WIDTHS[5])
    )


def add_evidence_sheet(workbook: Workbook, pack: QuestionPack, answers: Mapping[str, Answer], lists: Lists) -> None:
    intro = (
        "A row for each document or record, with a link or a reference. "
        f"Without own days it counts {pack.validity_default_days} days from the day it was observed."
    )
    heads = (
        Head.QUESTION,
        Head.CLASS,
        Head.KIND,
        Head.TITLE,
        Head.LINK,
        Head.REFERENCE,
        Head.OBSERVED,
        Head.VALIDITY,
    )
    mark = Mark(SheetKind.EVIDENCE, pack.code, pack.version)
    sheet = add_sheet(workbook, mark, "Evidence", intro, widths=EVIDENCE_WIDTHS)
    add_header(sheet, heads, freeze=f"B{FIRST_ROW}")
    labels = kind_labels(pack)
    filled = [(id_, item) for id_, answer in _in_order(pack, answers) for item in answer.evidence]
    for row, (id_, item) in enumerate(filled, start=FIRST_ROW):
        _add_evidence(sheet, row, id_, item, labels)
    last = FIRST_ROW + len(filled) + EVIDENCE_PREPARED - 1
    for row in range(FIRST_ROW + len(filled), last + 1):
        _add_evidence(sheet, row, "", None, labels)
    sheet.auto_filter.ref = f"A{HEADER_ROW}:H{last}"
    # Only what is filled is printed, with some rows to write on.
    sheet.print_area = f"A1:H{FIRST_ROW + len(filled) + 20}"
    for column, values in (("A", lists.questions), ("B", lists.classes), ("C", lists.kinds)):
        offer_list(sheet, f"{column}{FIRST_ROW}:{column}{LAST_ROW}", values, "Choose one from the list.")
    expect_whole_number(sheet, f"H{FIRST_ROW}:H{LAST_ROW}", 1, LONGEST_VALIDITY)


def _in_order(pack: QuestionPack, answers: Mapping[str, Answer]) -> list[tuple[str, Answer]]:
    return [(question.id, answers[question.id]) for question in pack.questions if question.id in answers]


def _add_evidence(sheet: Worksheet, row: int, question: str, item: Evidence | None, labels: Mapping[str, str]) -> None:
    entry(cell_at(sheet, row, 1), question, form="General")
    entry(cell_at(sheet, row, 2), item.evidence_class.value if item else None, form="General")
    entry(cell_at(sheet, row, 3), labels[item.kind] if item and item.kind else None, form="General")
    entry(cell_at(sheet, row, 4), item.title if item else None)
    entry(cell_at(sheet, row, 5), item.link if item else None)
    entry(cell_at(sheet, row, 6), item.reference if item else None)
    entry(cell_at(sheet, row, 7), item.observed if item else None, form=DATE_FORMAT)
    entry(cell_at(sheet, row, 8), item.validity_days if item else None, form="0")
    if item:
        texts = (labels.get(item.kind or "", ""), item.title, item.link, item.reference)
        sheet.row_dimensions[row].height = height_of(*zip(texts, EVIDENCE_WIDTHS[2:6], strict=True))
