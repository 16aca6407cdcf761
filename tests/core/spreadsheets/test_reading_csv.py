"""A foreign CSV file is read as it was written, or refused in a sentence."""

from __future__ import annotations

import codecs

import pytest

from core.spreadsheets.comma_separated import csv_lines, defused, meant
from core.spreadsheets.reading_csv import RefusedTableError, Table, read_table

TEXT = "Summary{0}Status\r\nGrüße{0}Done\r\n"


def read(data: bytes, most_rows: int = 10) -> Table:
    return read_table(data, is_known=lambda name: name in ("Summary", "Status"), most_rows=most_rows)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("encoded", "name"),
    [
        (lambda text: text.encode(), "UTF-8"),
        (lambda text: text.encode("utf-8-sig"), "UTF-8"),
        (lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"), "UTF-16"),
        (lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"), "UTF-16"),
        (lambda text: text.encode("cp1252"), "Windows-1252"),
    ],
)
def test_encoding_and_separator_are_recognised(separator: str, encoded: object, name: str) -> None:
    table = read(encoded(TEXT.format(separator)))  # type: ignore[operator]
    assert (table.encoding, table.separator, table.header) == (name, separator, ["Summary", "Status"])
    assert [(row.number, row.cells) for row in table.rows] == [(2, ["Grüße", "Done"])]


def test_separator_is_that_by_which_the_columns_have_known_names() -> None:
    assert read(b"Summary;Rest, of it, with commas, many;Status\na;b;c\n").separator == ";"


def test_what_excel_says_of_the_separator_is_believed_and_no_row() -> None:
    table = read(b"sep=;\r\nA;B\r\n1,2;3\r\n")
    assert (table.separator, table.rows[0].number, table.rows[0].cells) == (";", 2, ["1,2", "3"])


def test_rows_are_counted_as_spreadsheet_programs_do() -> None:
    table = read(b'Summary,Status\n"two\nlines",a\n\n,\nb,c\n')
    assert [row.number for row in table.rows] == [2, 5]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"Summary\na\0b\n", "NUL character in line 2"),
        ("Summary\nx".encode("utf-16-le"), "NUL character in line 1"),
        (codecs.BOM_UTF16_LE + b"a\0b", "neither UTF-8"),
        (b"Summary\n\x81\n", "neither UTF-8"),
        (b"PK\x03\x04 and more", "an Excel workbook"),
        (b"Summary\n" + b"a\n" * 11, "more than 10 rows"),
        (b"Summary\n" + b"a" * 200_000, "more than 131,072 characters"),
        (b"," * 2_000_001, "more than 2,000,000 cells"),
        (b'Summary\n"never closed', "not closed"),
        (b'Summary\n"a" b\n', "Line 2 cannot be read"),
        (b"\n\n", "The file is empty"),
    ],
)
def test_file_that_cannot_be_read_is_refused_in_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(RefusedTableError, match=sentence):
        read(data)


@pytest.mark.parametrize("text", ["=1+1", "+a", "-a", "@a", "\t=a", "plain", "it's", "'quoted'"])
def test_text_comes_back_as_it_was_sent(text: str) -> None:
    sent = list(csv_lines(["Summary"], [[text]]))
    came = read("".join(sent).encode()).rows[0].cells[0]
    assert came == defused(text)
    assert meant(came) == text
