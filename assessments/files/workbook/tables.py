"""Sheets of the answers workbook as tables: what they are, and rows whose cells are known by their headers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessments.files.workbook.layout import NEEDED, Head, Mark, folded
from core.source import Faults, Node
from core.source.nodes import resolve_plain
from core.spreadsheets.cells import Cell, Sheet, column_letters

MARK_WITHIN = 3
"""Rows in which a mark is looked for: somebody may have put a row above it."""

_HEADS = {folded(head): head for head in Head}


def mark_of(sheet: Sheet) -> Mark | None:
    """What the sheet says that it is."""
    for row in sheet.rows:
        if row[0].row > MARK_WITHIN:
            break
        for cell in row:
            if isinstance(cell.value, str) and (mark := Mark.parse(cell.value)):
                return mark
    return None


@dataclass(frozen=True, slots=True)
class Row:
    """One row under the header row. Values of the wrong kind are noted as faults when they are asked for."""

    sheet: str
    number: int
    columns: dict[Head, int]
    cells: dict[Head, Cell]
    faults: Faults

    def place(self, head: Head) -> str:
        return f"{self.sheet}!{column_letters(self.columns[head])}{self.number}"

    def has(self, *heads: Head) -> bool:
        return any(head in self.cells for head in heads)

    def node(self, head: Head) -> Node | None:
        """What stands in the column; None where that is nothing, or nothing that can be used."""
        cell = self.cells.get(head)
        if cell is None:
            return None
        if cell.trouble or cell.value is None:
            self.faults.add(self.place(head), f"This cell {cell.trouble}")
            return None
        if isinstance(cell.value, str):
            text = cell.value.strip()
            return Node(text, self.place(head), text)
        written = str(cell.value).lower() if isinstance(cell.value, bool) else str(cell.value)
        return Node(cell.value, self.place(head), written)

    def number_node(self, head: Head) -> Node | None:
        """As `node`; a number that is kept as text, as other programs save it, is a number."""
        node = self.node(head)
        if node and isinstance(node.value, str) and isinstance(number := resolve_plain(node.value), int):
            return Node(number, node.place, node.written)
        return node

    def lacks(self, head: Head, sentence: str) -> None:
        """Note that nothing stands in the column, unless what stands there is a fault already."""
        if head not in self.cells:
            self.faults.add(self.place(head), sentence)

    def text(self, head: Head) -> str:
        """What stands there as text, empty for nothing."""
        node = self.node(head)
        return node.written if node else ""


def rows_of(sheet: Sheet, mark: Mark, faults: Faults) -> Iterator[Row]:
    """The rows with something in the columns that are read; none, and a fault, where such a column is missing."""
    needed = NEEDED[mark.kind]
    header = next((row for row in sheet.rows if len(_heads(row)) > 1), None)
    if header is None:
        faults.add(f"{sheet.title}!A1", f"The row with the headers {', '.join(needed)} is missing.")
        return
    columns: dict[Head, int] = {}
    for cell, head in _heads(header):
        if head in columns and head in needed:
            faults.add(f"{sheet.title}!{cell.coordinate}", f"The header “{head}” stands here a second time; keep one.")
        columns.setdefault(head, cell.column)
    if missing := [f"“{head}”" for head in needed if head not in columns]:
        place = f"{sheet.title}!{header[0].coordinate}"
        faults.add(place, f"This row of headers lacks {', '.join(missing)}; put it back.")
        return
    heads = {column: head for head, column in columns.items() if head in needed}
    for row in sheet.rows:
        cells = {heads[cell.column]: cell for cell in row if cell.column in heads}
        if cells and row[0].row > header[0].row:
            yield Row(sheet.title, row[0].row, columns, cells, faults)


def _heads(row: tuple[Cell, ...]) -> list[tuple[Cell, Head]]:
    texts = ((cell, cell.value) for cell in row)
    return [(cell, _HEADS[folded(text)]) for cell, text in texts if isinstance(text, str) and folded(text) in _HEADS]
