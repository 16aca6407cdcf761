"""The cells of an XLSX file that have something in them.

Follows ECMA-376 part 1, 18.3 (sheets).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal
from math import isfinite

from core.spreadsheets.package import Package, RefusedWorkbookError
from core.spreadsheets.parts import Book, Part, Relations, Strings, Styles, unescaped

LAST_ROW = 20_000
LAST_COLUMN = 200
LONGEST_TEXT = 32_767
MOST_CHARACTERS = 16 * 1024 * 1024
"""Of all cells together: many may share one text."""
LONGEST_FORMAT = 255
"""Characters of a number format, as programs have it: telling what a longer one shows takes for ever."""
LARGEST_EXACT_FLOAT = 10**15

_CELL_END = re.compile(rb"</(\w+:)?c\s*>")
_COORDINATE = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})\\Z")


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as it was meant; dates are ISO text. Where it cannot be used it is None and `trouble` says why."""

    column: int
    row: int
    value: str | int | Decimal | bool | None
    trouble: str = ""

    @property
    def coordinate(self) -> str:
        return f"{column_letters(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's rows that hold something, each a list of its cells."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]


def column_letters(number: int) -> str:
    """1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def read_sheets(package: Package) -> list[Sheet]:
    """All sheets in their order. Raises RefusedWorkbookError where the file is damaged or out of bounds."""
    book, relations, strings, styles = Book(), Relations(), Strings(), Styles()
    book.read(package, "xl/workbook.xml")
    relations.read(package, "xl/_rels/workbook.xml.rels")
    if path := relations.path_of_type("sharedStrings"):
        strings.read(package, path)
    if path := relations.path_of_type("styles"):
        styles.read(package, path)
    shared = _Shared(strings.found, _Dates(styles, from_1904=book.from_1904))
    sheets = []
    for title, relation in book.sheets:
        kind, path = relations.found.get(relation, ("", ""))
        if kind == "worksheet":
            reader = _Cells(title, shared)
            reader.read(package, path)
            sheets.append(Sheet(title, tuple(tuple(row) for row in reader.rows.values())))
    return sheets


class _Dates:
    """Tells which styles show a number as a date, and what date that is."""

    def __init__(self, styles: Styles, *, from_1904: bool) -> None:
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
        from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

        self.epoch = CALENDAR_MAC_1904 if from_1904 else CALENDAR_WINDOWS_1900
        used = set(styles.format_ids)
        formats = {
            format_id
            for format_id, code in (BUILTIN_FORMATS | styles.formats).items()
            if format_id in used
            and len(code) <= LONGEST_FORMAT
            and is_date_format(code)
            and not is_timedelta_format(code)
        }
        self.styles = {number for number, format_id in enumerate(styles.format_ids) if format_id in formats}

    def text(self, number: float) -> str:
        """ISO text: a date, or with a time where the number is not whole. Raises ValueError beyond the calendar."""
        from openpyxl.utils.datetime import from_excel

        try:
            value = from_excel(number, self.epoch)
        except OverflowError as error:
            raise ValueError from error
        if isinstance(value, datetime) and value.time() == time():
            return value.date().isoformat()
        return str(value.isoformat())


@dataclass(slots=True)
class _Shared:
    """What all sheets of a workbook have in common; `characters` counts those of its cells."""

    strings: list[str]
    dates: _Dates
    characters: int = field(default=0, init=False)


class _Cells(Part):
    is_whole = False

    def __init__(self, title: str, shared: _Shared) -> None:
        super().__init__()
        self.title = title
        self.shared = shared
        self.rows: dict[int, list[Cell]] = {}
        self.row = self.column = 0
        self.type = "n"
        self.style = 0
        self.written = ""
        self.formula = False
        self.phonetic = False

    def needed(self, data: bytes) -> bytes:
        """The sheet up to its last value: a formatted but empty rest may have a million rows."""
        last = max(data.rfind(mark) for mark in (b"</v", b":v>", b"</is", b":is>", b"<f", b":f"))
        if last < 0:
            return b""
        cell = _CELL_END.search(data, last)
        return data[: cell.end()] if cell else data

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = 0
            if self.row > LAST_ROW:
                raise RefusedWorkbookError(f"The sheet “{self.title}” goes on below row {LAST_ROW:,}; move it up.")
        elif name == "c":
            self.start_cell(attributes)
        elif name == "f":
            self.formula = True
        elif name == "v" or (name == "t" and not self.phonetic):
            self.words = []
        elif name == "rPh":
            self.phonetic = True

    def start_cell(self, attributes: dict[str, str]) -> None:
        self.column += 1
        if coordinate := _COORDINATE.match(attributes.get("r", "")):
            self.column = column_number(coordinate[1])
        self.type, self.style = attributes.get("t", "n"), int(attributes.get("s", "0"))
        self.written, self.formula = "", False

    def end(self, name: str) -> None:
        if name == "v":
            self.written = self.text()
        elif name == "t" and not self.phonetic:
            self.written += unescaped(self.text())
        elif name == "rPh":
            self.phonetic = False
        elif name == "c" and self.column <= LAST_COLUMN and (self.written or self.formula):
            self.end_cell()

    def end_cell(self) -> None:
        value, trouble = ("", "holds a formula; type the value instead.") if self.formula else self.value()
        if isinstance(value, str) and not trouble:
            self.shared.characters += len(value)
            if self.shared.characters > MOST_CHARACTERS:
                raise RefusedWorkbookError(f"The workbook's cells hold more than {MOST_CHARACTERS:,} characters.")
            if len(value) > LONGEST_TEXT:
                trouble = f"holds {len(value):,} characters; at most {LONGEST_TEXT:,} fit into a cell."
            elif not value.strip():
                return
        cell = Cell(self.column, self.row, None if trouble else value, trouble)
        self.rows.setdefault(self.row, []).append(cell)

    def value(self) -> tuple[str | int | Decimal | bool, str]:
        """The cell's value, and why it cannot be used where it cannot."""
        match self.type:
            case "s":
                return self.shared.strings[int(self.written)], ""
            case "inlineStr":
                return self.written, ""
            case "str":
                return unescaped(self.written), ""
            case "b":
                return self.written.strip() in ("1", "true"), ""
            case "e":
                return "", f"holds the error {self.written}; type the value instead."
            case "d":
                return self.written.removesuffix("T00:00:00"), ""
            case _:
                return self.number()

    def number(self) -> tuple[str | int | Decimal, str]:
        number = float(self.written)
        if not isfinite(number):
            return "", "holds a number that is too large."
        if self.style in self.shared.dates.styles:
            try:
                return self.shared.dates.text(number), ""
            except ValueError:
                return "", "holds a date outside the calendar."
        if number.is_integer() and abs(number) < LARGEST_EXACT_FLOAT:
            return int(number), ""
        # Files hold 17 digits; the shortest number that is the same is what was typed.
        return Decimal(repr(number)), ""
