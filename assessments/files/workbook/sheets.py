"""What all sheets of the answers workbook have in common: mark, title, header row, print setup, drop-down lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Literal

from assessments.files.workbook.layout import TITLES, Mark, SheetKind
from core.spreadsheets.look import BRAND, HAIRLINE, INK, MUTED, PAPER_A4, SURFACE, TINT, dress, prepare_print
from core.spreadsheets.writing import TEXT_FORMAT, cell_at, escaped, put

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MARK_ROW, TITLE_ROW, INTRO_ROW, HEADER_ROW, FIRST_ROW = 1, 2, 3, 5, 6
LONGEST_TITLE = 31
"""In UTF-16, as spreadsheet programs count: an emoji takes two."""

_NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\]")


def add_sheet(
    workbook: Workbook, mark: Mark, title: str, intro: str, *, widths: Iterable[float], paper: int = PAPER_A4
) -> Worksheet:
    """A sheet with its mark, title and a line under it, ready for a header row in HEADER_ROW."""
    sheet: Worksheet = workbook.create_sheet(sheet_title(TITLES.get(mark.kind, title), workbook.sheetnames))
    put(cell_at(sheet, MARK_ROW, 1), str(mark))
    sheet.row_dimensions[MARK_ROW].hidden = True
    put(cell_at(sheet, TITLE_ROW, 1), title)
    dress(cell_at(sheet, TITLE_ROW, 1), colour=BRAND, size=18, bold=True, wrap=False)
    sheet.row_dimensions[TITLE_ROW].height = 27
    put(cell_at(sheet, INTRO_ROW, 1), " ".join(intro.split()))
    dress(cell_at(sheet, INTRO_ROW, 1), colour=MUTED, size=11, wrap=False)
    sheet.row_dimensions[INTRO_ROW].height = 18
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[cell_at(sheet, MARK_ROW, number).column_letter].width = width
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = BRAND if mark.kind is SheetKind.PHASE else MUTED
    prepare_print(sheet, paper=paper, head=HEADER_ROW, note=f"{mark.pack} {mark.version}")
    return sheet


def sheet_title(wanted: str, taken: Iterable[str]) -> str:
    """The title as spreadsheet programs allow it, and unlike those taken."""
    title = _cut(escaped(_NOT_IN_A_TITLE.sub(" ", wanted).strip("' ")), LONGEST_TITLE).strip("' ") or "Phase"
    lower = {name.casefold() for name in taken} | {"history"}
    number, unique = 1, title
    while unique.casefold() in lower:
        number += 1
        unique = f"{_cut(title, LONGEST_TITLE - 4).rstrip()} {number}"
    return unique


def _cut(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")


def add_header(sheet: Worksheet, heads: Iterable[str], *, freeze: str) -> None:
    """The header row; it stays in view and is repeated on every printed page."""
    for column, head in enumerate(heads, start=1):
        cell = cell_at(sheet, HEADER_ROW, column)
        put(cell, head)
        dress(cell, fill=BRAND, colour=SURFACE, bold=True, border=BRAND, down="center")
    sheet.row_dimensions[HEADER_ROW].height = 32
    sheet.freeze_panes = freeze


def fixed(
    cell: Cell,
    value: str | int,
    *,
    bold: bool = False,
    colour: str = INK,
    down: Literal["top", "center"] = "top",
) -> None:
    """A cell to be read, not filled in."""
    put(cell, value)
    dress(cell, border=HAIRLINE, bold=bold, colour=colour, down=down)


def entry(
    cell: Cell,
    value: str | int | date | None,
    *,
    form: str = TEXT_FORMAT,
    centred: bool = False,
    size: int = 10,
    down: Literal["top", "center"] = "top",
) -> None:
    """A cell to fill in. Text cells have the text format, in which `=` starts no formula and 00123 keeps its zeros."""
    put(cell, value)
    dress(cell, fill=TINT, border=SURFACE, size=size, across="center" if centred else "left", down=down)
    cell.number_format = form


def offer_list(sheet: Worksheet, cells: str, values: str, sentence: str) -> None:
    """A drop-down list in these cells with the values of that range."""
    from openpyxl.worksheet.datavalidation import DataValidation

    offered = DataValidation(type="list", formula1=values, allow_blank=True, showErrorMessage=True)
    offered.errorTitle, offered.error = "Not on the list", sentence
    offered.add(cells)
    sheet.add_data_validation(offered)


def expect_whole_number(sheet: Worksheet, cells: str, low: int, high: int) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    expected = DataValidation(type="whole", formula1=str(low), formula2=str(high), showErrorMessage=True)
    expected.errorTitle, expected.error = "Not a whole number", f"Type a whole number from {low} to {high}."
    expected.add(cells)
    sheet.add_data_validation(expected)
