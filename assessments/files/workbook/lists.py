"""The hidden sheet that holds what drop-down lists offer: too much for the 255 characters of a list in place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessments.domain.answers import Reason, Scope
from assessments.files.workbook.layout import (
    CLEAR,
    MET,
    NO,
    NOT_MET,
    TITLES,
    YES,
    Mark,
    SheetKind,
    answer_words,
    kind_labels,
    words,
)
from catalog.domain.question_pack import EvidenceClass, QuestionPack
from core.spreadsheets.writing import cell_at, put

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook


@dataclass(frozen=True, slots=True)
class Lists:
    """The range of each list, as a formula names it."""

    answers: str
    reasons: str
    questions: str
    classes: str
    kinds: str
    states: str
    yes_or_no: str
    scopes: str


def add_lists(workbook: Workbook, pack: QuestionPack, *, can_clear: bool) -> Lists:
    clear = [CLEAR] if can_clear else []
    sheet = workbook.create_sheet(TITLES[SheetKind.LISTS])
    sheet.sheet_state = "hidden"
    put(cell_at(sheet, 1, 1), str(Mark(SheetKind.LISTS, pack.code, pack.version)))
    columns: dict[str, list[int] | list[str] | list[int | str]] = {
        "answers": [*answer_words(pack), *clear],
        "reasons": [words(reason) for reason in Reason],
        "questions": [question.id for question in pack.questions],
        "classes": [*(class_.value for class_ in EvidenceClass), *clear],
        "kinds": sorted(kind_labels(pack).values(), key=str.casefold) or [""],
        "states": [MET, NOT_MET, *clear],
        "yes_or_no": [YES, NO],
        "scopes": [scope.value for scope in Scope],
    }
    ranges = {}
    for column, (name, values) in enumerate(columns.items(), start=1):
        put(cell_at(sheet, 2, column), name)
        for row, value in enumerate(values, start=3):
            put(cell_at(sheet, row, column), value)
        letter = cell_at(sheet, 2, column).column_letter
        ranges[name] = f"{TITLES[SheetKind.LISTS]}!${letter}$3:${letter}${len(values) + 2}"
    return Lists(**ranges)
