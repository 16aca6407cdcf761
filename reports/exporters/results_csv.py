"""One table of the results as CSV: the same columns and numbers as its sheet in the workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from catalog.domain.question_pack import QuestionPack
from core.spreadsheets.comma_separated import csv_lines
from reports.exporters.result_tables import Value, tables_of


def results_csv(data: Mapping[str, Any], pack: QuestionPack, table: str) -> Iterator[str]:
    """The lines of the table with this title in small letters. Raises LookupError where there is none."""
    for each in tables_of(data, pack):
        if each.title.lower() == table:
            rows = ([_written(value) for value in row] for row in each.rows)
            return csv_lines([column.name for column in each.columns], rows)
    raise LookupError(table)


def _written(value: Value) -> str:
    """Numbers with a point and days as 2026-11-21, which programs of every country read."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
