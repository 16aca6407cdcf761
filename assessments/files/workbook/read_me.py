"""The sheet that says how to fill the others in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from assessments.domain.answers import Reason
from assessments.files.workbook.layout import CLEAR, NOT_APPLICABLE, UNKNOWN, Mark, SheetKind, words
from assessments.files.workbook.sheets import HEADER_ROW, add_sheet, fixed
from core.spreadsheets.look import BRAND, HAIRLINE, dress, height_of, maturity
from core.spreadsheets.writing import cell_at, put

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from catalog.domain.question_pack import QuestionPack

WIDTHS = (28.0, 118.0)


def add_read_me(workbook: Workbook, pack: QuestionPack, *, can_clear: bool) -> None:
    mark = Mark(SheetKind.READ_ME, pack.code, pack.version)
    sheet = add_sheet(workbook, mark, pack.title, pack.summary, widths=WIDTHS)
    sheet.page_setup.orientation = "portrait"
    row = HEADER_ROW - 1
    row = _add_chapter(sheet, row, "This workbook", _about(pack))
    row = _add_chapter(sheet, row, "How to fill it in", _steps(pack))
    if can_clear:
        row = _add_chapter(sheet, row, "When it is imported again", _import())
    row = _add_levels(sheet, row, pack)
    row = _add_chapter(sheet, row, "Other answers", _other_answers())
    row = _add_chapter(
        sheet, row, "How to count", [(rule.id.replace("-", " "), rule.text) for rule in pack.counting_rules]
    )
    row = _add_chapter(sheet, row, "Evidence", _evidence(pack))
    _add_chapter(sheet, row, "Words", [(term.term, term.meaning) for term in pack.glossary])


def _add_chapter(sheet: Worksheet, row: int, title: str, entries: Iterable[tuple[str, str]]) -> int:
    """A heading and its entries below `row`; the last row used."""
    row += 2
    put(cell_at(sheet, row, 1), title)
    dress(cell_at(sheet, row, 1), colour=BRAND, size=13, bold=True, wrap=False)
    sheet.row_dimensions[row].height = 20
    for row, (name, text) in enumerate(entries, start=row + 1):  # noqa: B020 - goes on from the heading's row
        fixed(cell_at(sheet, row, 1), name[:1].upper() + name[1:], bold=True, down="center")
        fixed(cell_at(sheet, row, 2), text, down="center")
        sheet.row_dimensions[row].height = height_of((name, WIDTHS[0]), (text, WIDTHS[1]))
    return row


def _add_levels(sheet: Worksheet, row: int, pack: QuestionPack) -> int:
    scale = pack.scale
    entries = [(f"{level.level}  {level.name}", level.rule) for level in scale.levels]
    last = _add_chapter(sheet, row, "What the levels mean", entries)
    for row, level in zip(range(last - len(entries) + 1, last + 1), scale.levels, strict=True):
        fill, text = maturity(level.level, scale.min, scale.max)
        dress(cell_at(sheet, row, 1), fill=fill, colour=text, bold=True, border=HAIRLINE, down="center")
    return last


def _about(pack: QuestionPack) -> list[tuple[str, str]]:
    return [
        ("Pack", f"{pack.code}, version {pack.version}: {len(pack.questions)} questions in {len(pack.phases)} phases."),
        ("Scope", pack.scope_note),
        ("Sheets", "Assessment, a sheet for each phase, Criteria and Evidence. Tinted cells are to be filled in."),
    ]


def _steps(pack: QuestionPack) -> list[tuple[str, str]]:
    low, high = pack.scale.min, pack.scale.max
    answer = (
        f"On the sheet of each phase, choose {low} to {high}, “{UNKNOWN}” or “{NOT_APPLICABLE}”. "
        "The texts beside the answer say what each level means. Notes may have several lines."
    )
    tick = (
        "On the sheet Criteria, say “met” or “not met”. An empty answer then takes the level that follows; "
        "where you choose another level, say why in the column beside the note."
    )
    none = pack.evidence_caps.none
    hand_back = (
        "Save it as an Excel workbook (.xlsx). Rows may be sorted, columns moved and sheets left out. "
        "Type values: formulas are not read. Headers, IDs and keys must stay as they are."
    )
    return [
        ("1  Say what is assessed", "On the sheet Assessment: organisation, title, the day, and the level aimed at."),
        ("2  Answer the questions", answer),
        ("3  Tick criteria, if you like", tick),
        ("4  Name the evidence", f"On the sheet Evidence, one row each. Without it, level {none} is verified at most."),
        ("5  Hand it back", hand_back),
    ]


def _import() -> list[tuple[str, str]]:
    clears = (
        f"The word “{CLEAR}” takes back what is stored. As an answer: the question is open again, and its criteria are "
        "not known; its note and its evidence stay. In the columns for the note and for the reason of another level: "
        "the text goes. As the state of a criterion: it is not known. As the class of evidence: the evidence is no "
        "longer cited for this question."
    )
    others = (
        "The hidden sheet Origin says from which state of each answer this workbook was written. Where somebody has "
        "changed the same answer meanwhile, you are asked which of the two to keep."
    )
    return [
        ("Empty cells", "An empty cell, a missing row or a missing sheet changes nothing."),
        (CLEAR, clears),
        ("Changed by others", others),
        ("Not imported", "The sheet Assessment. Title and targets are changed in the settings of the assessment."),
    ]


def _other_answers() -> list[tuple[str, str]]:
    reasons = ", ".join(words(reason) for reason in Reason)
    with_note = " and ".join(f"“{words(reason)}”" for reason in Reason if reason.needs_note)
    return [
        (UNKNOWN, "Nobody present knows. The question stays open; it is not counted as a zero."),
        (NOT_APPLICABLE, f"The question leaves the count. Choose a reason: {reasons}; {with_note} need a note."),
        ("Empty", "Not answered yet. The question stays open."),
    ]


def _evidence(pack: QuestionPack) -> list[tuple[str, str]]:
    caps = pack.evidence_caps
    classes = [
        (text.title, f"{text.meaning} Carries an answer up to level {caps.of(text.id)}.")
        for text in pack.evidence_classes
    ]
    return [
        *classes,
        ("No evidence", f"Carries an answer up to level {caps.none}."),
        (
            "Days",
            f"Evidence counts from the day it was observed: {pack.validity_default_days} days, or as many as you say.",
        ),
    ]
