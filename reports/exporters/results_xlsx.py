"""The results as a workbook to go on with: numbers are numbers, dates are dates, words are words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any, Literal

from catalog.domain.question_pack import QuestionPack, Scale
from core.rounding import NO_SCORE
from core.spreadsheets.cells import column_letters
from core.spreadsheets.look import (
    BRAND,
    HAIRLINE,
    INK,
    MUTED,
    PAPER_A3,
    PAPER_A4,
    SURFACE,
    dress,
    height_of,
    maturity,
    prepare_print,
)
from core.spreadsheets.writing import DATE_FORMAT, TEXT_FORMAT, cell_at, name_author, put, save_workbook
from reports.exporters.result_tables import Form, Table, Value, tables_of
from reports.exporters.sheet_charts import add_score_chart

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

FORMATS = {
    Form.TEXT: TEXT_FORMAT,
    Form.LINK: TEXT_FORMAT,
    Form.WHOLE: "0",
    Form.NUMBER: "General",
    Form.MONEY: "#,##0",
    Form.LEVEL: "0",
    Form.SCORE: "0.0",
    Form.CHANGE: "+0.00;\u22120.00;0.00",
    Form.PERCENT: "0%",
    Form.SHARE: "0.0%",
    Form.DATE: DATE_FORMAT,
}
IN_WORDS = (Form.TEXT, Form.LINK)
WIDEST_ON_A4 = 200
"""Characters of all columns of a sheet that can still be read when it is printed as wide as an A4 page."""
LONGEST_LINK = 2_000
"""Characters; spreadsheet programs refuse a file with a longer hyperlink."""
LONGEST_SHOWN = 600
"""Characters of a text for which its row grows; what follows is seen in the cell."""


def write_results_workbook(data: Mapping[str, Any], pack: QuestionPack, to: IO[bytes]) -> None:
    """Write the results, as `assessments.domain.result_data` gives them, a table a sheet.

    The same results give the same bytes. Where there is no score the cell says so in words.
    """
    title, day = f"{data['assessment']['title']}: results", date.fromisoformat(data["as_of"])
    write_tables(tables_of(data, pack), pack.scale, to, title=title, day=day)


def write_tables(tables: Iterable[Table], scale: Scale | None, to: IO[bytes], *, title: str, day: date) -> None:
    """A workbook with a table a sheet, dated `day`. Without a scale nothing gets the colours of maturity."""
    import pandas as pd

    # Never closed: closing would write the whole book a second time, into memory.
    writer = pd.ExcelWriter(BytesIO(), engine="openpyxl")
    for table in tables:
        names = [column.name for column in table.columns]
        frame = pd.DataFrame(list(table.rows), columns=names, dtype=object)
        frame.to_excel(writer, sheet_name=table.title, index=False)
        _dress_sheet(writer.sheets[table.title], table, scale)
    name_author(writer.book, title)
    save_workbook(writer.book, to, day)


def _dress_sheet(sheet: Worksheet, table: Table, scale: Scale | None) -> None:
    for number, column in enumerate(table.columns, start=1):
        dress(cell_at(sheet, 1, number), fill=BRAND, colour=SURFACE, bold=True, border=BRAND, down="center")
        sheet.column_dimensions[column_letters(number)].width = column.width
    sheet.row_dimensions[1].height = height_of(*((c.name, c.width) for c in table.columns)) + 6
    for row, values in enumerate(table.rows):
        for at, value in enumerate(values):
            _fill(cell_at(sheet, row + 2, at + 1), value, table, (row, at), scale)
        shown = [(str(value)[:LONGEST_SHOWN], table.columns[at].width) for at, value in enumerate(values) if value]
        sheet.row_dimensions[row + 2].height = height_of(*shown)
    last = f"{column_letters(len(table.columns))}{len(table.rows) + 1}"
    sheet.auto_filter.ref = f"A1:{last}"
    sheet.freeze_panes = "C2" if len(table.columns) > 2 else "B2"
    _add_bars(sheet, table)
    if table.charted and table.rows and scale:
        add_score_chart(sheet, table, scale)
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = BRAND
    is_wide = sum(column.width for column in table.columns) > WIDEST_ON_A4
    prepare_print(sheet, paper=PAPER_A3 if is_wide else PAPER_A4, head=1)


def _fill(cell: Cell, value: Value, table: Table, at: tuple[int, int], scale: Scale | None) -> None:
    """Write the value once more as what it is, since pandas lets a text that starts with = become a formula."""
    form, column = table.form(*at), table.columns[at[1]]
    put(cell, value)
    fill, colour = "", MUTED if value == NO_SCORE else INK
    if scale and column.is_maturity and isinstance(value, int | float):
        fill, colour = maturity(int(value), scale.min, scale.max)
    across: Literal["left", "center"] = "left" if form in IN_WORDS or table.row_forms else "center"
    dress(cell, fill=fill, colour=colour, border=HAIRLINE, across=across)
    cell.number_format = FORMATS[form]
    if form is Form.LINK and isinstance(value, str) and _is_web(value):
        cell.hyperlink = value
        dress(cell, colour=BRAND, border=HAIRLINE)


def _is_web(link: str) -> bool:
    return link.lower().startswith(("http://", "https://")) and len(link) <= LONGEST_LINK


def _add_bars(sheet: Worksheet, table: Table) -> None:
    from openpyxl.formatting.rule import DataBarRule

    for number, column in enumerate(table.columns, start=1):
        if column.has_bar and table.rows:
            letter = column_letters(number)
            bar = DataBarRule(start_type="num", start_value=0, end_type="max", color=BRAND)  # type: ignore[no-untyped-call]
            sheet.conditional_formatting.add(f"{letter}2:{letter}{len(table.rows) + 1}", bar)
