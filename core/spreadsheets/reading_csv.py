"""A foreign CSV file, read within bounds. How it was written is recognised: its encoding and its separator."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO

from django.utils.translation import gettext as _

SEPARATORS = ",;\t"
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
ZIP_START, OLE_START = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MOST_CELLS = 2_000_000
"""Counted before a file is parsed: ten megabytes of commas would take eighty of memory."""


class RefusedTableError(Exception):
    """The file is not read; the message is a sentence for the person who sent it."""


@dataclass(frozen=True, slots=True)
class Row:
    """`number` is the one that a spreadsheet program shows: the header is row 1 and empty lines count."""

    number: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """`encoding` is a name that people know, `separator` the character."""

    encoding: str
    separator: str
    header: list[str]
    rows: list[Row]


def read_table(data: bytes, *, is_known: Callable[[str], bool], most_rows: int) -> Table:
    """The header and the rows with something in them. `is_known` tells the names of columns by which the separator is
    recognised. Raises RefusedTableError."""
    text, encoding = _decoded(data)
    separator, text = _separated(text, is_known)
    if text.count(separator) > MOST_CELLS:
        raise RefusedTableError(
            _("The file has more than %(most)s cells. Export fewer columns.") % {"most": f"{MOST_CELLS:,}"}
        )
    header: list[str] = []
    rows: list[Row] = []
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            if not any(cells):
                continue
            if not header:
                header = cells
                continue
            if len(rows) == most_rows:
                raise RefusedTableError(
                    _("The file has more than %(most)s rows. Export it in parts.") % {"most": f"{most_rows:,}"}
                )
            rows.append(Row(number, cells))
    except csv.Error as error:
        raise RefusedTableError(_why_broken(error, reader.line_num)) from error
    if not header:
        raise RefusedTableError(_("The file is empty."))
    return Table(encoding, separator, header, rows)


def _decoded(data: bytes) -> tuple[str, str]:
    if data.startswith((ZIP_START, OLE_START)):
        raise RefusedTableError(_("This is an Excel workbook or another archive, not CSV. Save it as “CSV UTF-8”."))
    mark = next((name for start, name in MARKS if data.startswith(start)), "")
    for encoding in [mark] if mark else ["utf-8", "cp1252"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            line = text.count("\n", 0, text.index("\0")) + 1
            raise RefusedTableError(
                _("There is a NUL character in line %(line)d, which no text has. Export the file once more.")
                % {"line": line}
            )
        return text, {"utf-16": "UTF-16", "cp1252": "Windows-1252"}.get(encoding, "UTF-8")
    raise RefusedTableError(
        _("This file is neither UTF-8, UTF-16 nor Windows-1252, so it cannot be read. Save it as “CSV UTF-8”.")
    )


def _separated(text: str, is_known: Callable[[str], bool]) -> tuple[str, str]:
    """The separator and what is to be parsed: that by which most columns have a name that is known, then by which there
    are most columns. Excel's first line `sep=;` is believed."""
    if text[:4].lower() == "sep=" and text[4:5] in tuple(SEPARATORS):
        return text[4], text[5:].lstrip("\r").removeprefix("\n")
    return max(SEPARATORS, key=lambda separator: _fit(text, separator, is_known)), text


def _fit(text: str, separator: str, is_known: Callable[[str], bool]) -> tuple[int, int]:
    try:
        header = next((cells for cells in csv.reader(StringIO(text, newline=""), delimiter=separator) if cells), [])
    except csv.Error:
        return 0, 0
    return sum(map(is_known, header)), len(header)


def _why_broken(error: csv.Error, line: int) -> str:
    if "field larger" in str(error):
        return _("A cell that ends in line %(line)d or later has more than 131,072 characters.") % {"line": line}
    return _(
        "Line %(line)d cannot be read: a quotation mark is not closed, or something follows one that is. "
        "Export the file once more, and do not edit it as text."
    ) % {"line": line}
