"""A chart below a table of scores, drawn by the spreadsheet program itself, so that it follows the cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.spreadsheets.look import BORDER, BRAND, HAIRLINE, MUTED
from reports.exporters.result_tables import Table

if TYPE_CHECKING:
    from openpyxl.chart.series import Series
    from openpyxl.worksheet.worksheet import Worksheet

    from catalog.domain.question_pack import Scale

HEAD = 3.2
ROW = 0.8
WIDTH = 26
"""Centimetres: what title and legend take, and a row of the table with its bars."""


def add_score_chart(sheet: Worksheet, table: Table, scale: Scale) -> None:
    """Bars for the columns that the table charts, a row's beside each other, in the order of the rows.

    A row without a score has no bar: programs draw words as zero.
    """
    from openpyxl.chart import BarChart, Reference

    chart, last = BarChart(), len(table.rows) + 1
    chart.type, chart.gapWidth, chart.overlap = "bar", 60, -10
    chart.title = f"{table.title}: {', '.join(name.lower() for name in table.charted)}"
    for name, fill in zip(table.charted, (BRAND, HAIRLINE, BORDER), strict=False):
        column = table.column_number(name)
        chart.add_data(Reference(sheet, min_col=column, min_row=1, max_row=last), titles_from_data=True)
        _paint(chart.series[-1], fill)
    names = table.column_number(table.chart_names)
    chart.set_categories(Reference(sheet, min_col=names, min_row=2, max_row=last))
    rows, scores = chart.x_axis, chart.y_axis
    rows.scaling.orientation = "maxMin"  # or the first row would be at the bottom
    rows.delete = scores.delete = False
    scores.scaling.min, scores.scaling.max, scores.majorUnit = scale.min, scale.max, 1
    scores.number_format = "0"
    chart.legend.position = "t"
    chart.width, chart.height = WIDTH, HEAD + ROW * len(table.rows)
    sheet.add_chart(chart, f"B{last + 2}")


def _paint(series: Series, fill: str) -> None:
    shape = series.graphicalProperties
    shape.solidFill = fill
    shape.line.solidFill = MUTED if fill == HAIRLINE else fill
