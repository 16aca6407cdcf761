"""From a workbook to the one of its sheets that is meant, as text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from core.spreadsheets.cells import Cell, Sheet, read_sheets
from core.spreadsheets.package import RefusedWorkbookError, open_package

MOST_ROWS = 1_000
MOST_COLUMNS = 60
LOOKED_AT = 20
"""Rows in which the heading is looked for: a title may stand above it."""

type Filed = list[tuple[int, list[str]]]
"""The number of each row and its cells; the first one is the heading."""
type Fit = Callable[[Sequence[str]], int]
"""How many columns are recognised in a row, if that is the heading."""


def read_filed(data: bytes, fit: Fit) -> Filed:
    """The sheet and the heading in which most columns are recognised. Raises RefusedWorkbookError, with a sentence."""
    sheets = [sheet for sheet in read_sheets(open_package(data)) if sheet.rows]
    if not sheets:
        raise RefusedWorkbookError(_("The workbook is empty."))
    found = max((_from_heading(sheet, fit) for sheet in sheets), key=lambda rows: fit(rows[0][1]))
    if len(found) == 1:
        raise RefusedWorkbookError(_("There is no row below the heading."))
    if len(found) > MOST_ROWS + 1:
        raise RefusedWorkbookError(
            _("The sheet has more than %(most)s rows. Send it in parts.") % {"most": f"{MOST_ROWS:,}"}
        )
    return found


def _from_heading(sheet: Sheet, fit: Fit) -> Filed:
    rows = [(row[0].row, _texts(row)) for row in sheet.rows]
    heading = max(range(min(len(rows), LOOKED_AT)), key=lambda at: (fit(rows[at][1]), -at))
    return rows[heading:]


def _texts(row: Sequence[Cell]) -> list[str]:
    """What cannot be used, such as a formula, is left empty: nothing is stored of it, and the preview shows that."""
    last = min(max(cell.column for cell in row), MOST_COLUMNS)
    texts = [""] * last
    for cell in row:
        if cell.column <= last and cell.value is not None:
            texts[cell.column - 1] = str(cell.value)
    return texts
