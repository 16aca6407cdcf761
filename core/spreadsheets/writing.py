"""Writing spreadsheets so that a person's words stay words, and the same content gives the same bytes."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import IO, TYPE_CHECKING, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from core.spreadsheets.cells import LONGEST_TEXT

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

EARLIEST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
DAY_WITHOUT_DATE = date(2000, 1, 1)
TEXT_FORMAT, DATE_FORMAT = "@", "yyyy-mm-dd"
EARLIEST_DATE = date(1900, 3, 1)
"""Before it, spreadsheet programs disagree on which number a day is."""

_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_MODIFIED = re.compile(rb"(<dcterms:(?:modified|created)[^>]*>)[^<]*")


def escaped(text: str) -> str:
    """The text as an XLSX file holds it: `_x000D_` would be read as a carriage return, and a real one be lost.

    What XML cannot hold is written the same way: no text that is stored keeps a file from being made.
    """
    return _NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", _LOOKS_ESCAPED.sub("_x005F_", text))


def write_text(cell: Cell, text: str) -> None:
    """Put a text into the cell as text: `=1+1` is no formula, `#N/A` no error, `00123` no number."""
    held = escaped(text)
    if len(held) > LONGEST_TEXT:  # openpyxl would cut it and say nothing
        raise ValueError(f"A text of {len(held):,} characters does not fit into a cell.")
    cell.value = held or None
    if text:
        cell.data_type = "s"
        cell.quotePrefix = True


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell, which is none of a merged range: sheets with those cannot be sorted, so we make none."""
    return cast("Cell", sheet.cell(row, column))


def put(cell: Cell, value: str | int | float | date | None) -> None:
    """Write a value of the right type: a text as text, a date as a date where the calendar of spreadsheets has it."""
    if isinstance(value, str):
        write_text(cell, value)
    elif isinstance(value, date) and value < EARLIEST_DATE:
        write_text(cell, value.isoformat())
    else:
        cell.value = value


def name_author(workbook: Workbook, title: str) -> None:
    workbook.properties.creator = "Rungs"
    workbook.properties.title = escaped(title)


def save_workbook(workbook: Workbook, to: IO[bytes], day: date | None) -> None:
    """Write the workbook, dated `day`: the clock plays no part, so that two files can be compared."""
    from openpyxl.writer.excel import ExcelWriter

    buffer = BytesIO()
    # As `workbook.save` does, except that nothing is compressed yet: that is done once, below.
    ExcelWriter(workbook, ZipFile(buffer, "w", ZIP_STORED)).save()
    to.write(with_fixed_dates(buffer, day or DAY_WITHOUT_DATE))


def with_fixed_dates(written: BytesIO, day: date) -> bytes:
    """The same file without the moment in which it was written."""
    stamp = f"{day.isoformat()}T00:00:00Z".encode()
    out = BytesIO()
    with ZipFile(written) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = _MODIFIED.sub(rb"\g<1>" + stamp, data)
            info = ZipInfo(name, EARLIEST_ZIP_DATE)
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, data)
    return out.getvalue()
