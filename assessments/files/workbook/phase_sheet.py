"""The sheet of a phase: a question a row, its levels in words beside the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments.domain.answers import UNANSWERED, Answer, State
from assessments.files.workbook.layout import NOT_APPLICABLE, UNKNOWN, Head, Mark, SheetKind, words
from assessments.files.workbook.lists import Lists
from assessments.files.workbook.sheets import (
    FIRST_ROW,
    HEADER_ROW,
    add_header,
    add_sheet,
    entry,
    fixed,
    offer_list,
)
from catalog.domain.question_pack import Phase, Question, QuestionPack
from core.spreadsheets.cells import LAST_ROW, column_letters
from core.spreadsheets.look import FONT, HAIRLINE, INK, MUTED, PAPER_A3, dress, height_of, maturity
from core.spreadsheets.writing import cell_at, escaped, put

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

HEADS = (Head.ID, Head.QUESTION, Head.ANSWER, Head.REASON, Head.NOTE, Head.LEVEL_REASON)
WIDTHS = (9.0, 36.0, 13.0, 14.0, 38.0, 26.0)
LEVEL_WIDTH = 24.0
ANSWER, REASON = "C", "D"
TALLEST_NOTE = 600
"""Characters of a note or reason for which its row grows; what follows is seen in the cell."""


def add_phase_sheet(
    workbook: Workbook, pack: QuestionPack, phase: Phase, answers: Mapping[str, Answer], lists: Lists
) -> None:
    mark = Mark(SheetKind.PHASE, pack.code, pack.version, phase.id)
    widths = [*WIDTHS, *[LEVEL_WIDTH] * len(pack.scale.levels)]
    sheet = add_sheet(workbook, mark, phase.title, phase.objective, widths=widths, paper=PAPER_A3)
    levels = [f"{level.level}  {level.name}" for level in pack.scale.levels]
    add_header(sheet, [*HEADS, *levels], freeze=f"C{FIRST_ROW}")
    questions = [question for question in pack.questions if question.phase == phase.id]
    for row, question in enumerate(questions, start=FIRST_ROW):
        _add_question(sheet, row, question, answers.get(question.id, UNANSWERED))
    _colour_levels(sheet, pack, FIRST_ROW + len(questions) - 1)
    sentence = f"Choose {pack.scale.min} to {pack.scale.max}, “{UNKNOWN}” or “{NOT_APPLICABLE}”."
    offer_list(sheet, f"{ANSWER}{FIRST_ROW}:{ANSWER}{LAST_ROW}", lists.answers, sentence)
    offer_list(
        sheet, f"{REASON}{FIRST_ROW}:{REASON}{LAST_ROW}", lists.reasons, "Choose one of the reasons on the list."
    )


def answer_cell(answer: Answer) -> int | str | None:
    """What stands in the answer column."""
    if answer.state is State.NOT_APPLICABLE:
        return NOT_APPLICABLE
    return UNKNOWN if answer.state is State.UNKNOWN else answer.level


def _add_question(sheet: Worksheet, row: int, question: Question, answer: Answer) -> None:
    fixed(cell_at(sheet, row, 1), question.id, bold=True)
    _title_and_why(cell_at(sheet, row, 2), question)
    entry(cell_at(sheet, row, 3), answer_cell(answer), form="General", centred=True, size=12)
    entry(cell_at(sheet, row, 4), words(answer.reason) if answer.reason else None)
    entry(cell_at(sheet, row, 5), answer.note)
    entry(cell_at(sheet, row, 6), answer.level_reason)
    for column, text in enumerate(question.levels, start=len(HEADS) + 1):
        fixed(cell_at(sheet, row, column), text)
    sheet.row_dimensions[row].height = height_of(
        (f"{question.title}\n{question.why}", WIDTHS[1]),
        (answer.note[:TALLEST_NOTE], WIDTHS[4]),
        (answer.level_reason[:TALLEST_NOTE], WIDTHS[5]),
        *((text, LEVEL_WIDTH) for text in question.levels),
        least=4,
    )


def _title_and_why(cell: Cell, question: Question) -> None:
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.styles.colors import Color

    title = InlineFont(rFont=FONT, sz=10, b=True, color=Color(INK))
    why = InlineFont(rFont=FONT, sz=9, color=Color(MUTED))
    dress(cell, border=HAIRLINE)
    cell.value = CellRichText(
        TextBlock(title, escaped(question.title) + "\n"),
        TextBlock(why, escaped(question.why)),
    )


def _colour_levels(sheet: Worksheet, pack: QuestionPack, last_row: int) -> None:
    """Level headers in the colours of maturity; the chosen level lights up, in the answer and in words."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import Font, PatternFill

    scale = pack.scale
    for column, level in enumerate(range(scale.min, scale.max + 1), start=len(HEADS) + 1):
        fill, text = maturity(level, scale.min, scale.max)
        dress(cell_at(sheet, HEADER_ROW, column), fill=fill, colour=text, bold=True, border=fill, down="center")
        chosen = f"AND(ISNUMBER(${ANSWER}{FIRST_ROW}),${ANSWER}{FIRST_ROW}={level})"
        look = {"fill": PatternFill("solid", start_color=fill, end_color=fill), "font": Font(color=text)}
        letter = column_letters(column)
        for cells in (f"{letter}{FIRST_ROW}:{letter}{last_row}", f"{ANSWER}{FIRST_ROW}:{ANSWER}{last_row}"):
            rule = FormulaRule(formula=[chosen], **look)  # type: ignore[no-untyped-call]
            sheet.conditional_formatting.add(cells, rule)
    put(cell_at(sheet, HEADER_ROW - 1, len(HEADS) + 1), "What each level means")
    dress(cell_at(sheet, HEADER_ROW - 1, len(HEADS) + 1), colour=MUTED, bold=True, wrap=False)
    put(cell_at(sheet, HEADER_ROW - 1, 3), "To fill in")
    dress(cell_at(sheet, HEADER_ROW - 1, 3), colour=MUTED, bold=True, wrap=False)
