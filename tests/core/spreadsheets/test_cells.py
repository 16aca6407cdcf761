"""Values as spreadsheet programs write them, and texts that come back as they were."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.spreadsheets.cells import LONGEST_TEXT, Cell, column_letters, column_number, read_sheets
from core.spreadsheets.package import open_package
from core.spreadsheets.parts import unescaped
from core.spreadsheets.writing import cell_at, escaped, write_text
from tests.factories.spreadsheets import WORKBOOK, make_xlsx

STRINGS = (
    "<si><t>plain</t></si>"
    '<si><r><t>rich </t></r><r><t xml:space="preserve">text</t></r><rPh sb="0" eb="1"><t>aloud</t></rPh></si>'
    "<si><t>_x005F_x000D_ and _x000D_</t></si><si><t>x005F_</t></si><si/>"
)


def cell(xml: str, workbook: str = WORKBOOK) -> Cell | None:
    """What is read from this `<c>`."""
    data = make_xlsx(f'<row r="1">{xml}</row>', STRINGS, {"xl/workbook.xml": workbook})
    (sheet,) = read_sheets(open_package(data))
    cells = [found for row in sheet.rows for found in row]
    return cells[0] if cells else None


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ('<c r="A1"><v>4</v></c>', 4),
        ('<c r="A1"><v>4.0</v></c>', 4),
        ('<c r="A1"><v>4.5999999999999996</v></c>', Decimal("4.6")),
        ('<c r="A1"><v>1E+3</v></c>', 1000),
        ('<c r="A1"><v>1E+300</v></c>', Decimal("1e+300")),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="b"><v>0</v></c>', False),
        ('<c r="A1" s="1"><v>46326</v></c>', "2026-10-31"),
        ('<c r="A1" s="2"><v>46326</v></c>', "2026-10-31"),
        ('<c r="A1" s="3"><v>46326.5</v></c>', "2026-10-31T12:00:00"),
        ('<c r="A1" t="d"><v>2026-10-31T00:00:00</v></c>', "2026-10-31"),
        ('<c r="A1" t="s"><v>0</v></c>', "plain"),
        ('<c r="A1" t="s"><v>1</v></c>', "rich text"),
        ('<c r="A1" t="s"><v>2</v></c>', "_x000D_ and \r"),
        ('<c r="A1" t="s"><v>3</v></c>', "x005F_"),
        ('<c r="A1" t="inlineStr"><is><t>here</t></is></c>', "here"),
        ('<x:c xmlns:x="u" r="A1" t="inlineStr"><x:is><x:t>=1+1</x:t></x:is></x:c>', "=1+1"),
        ('<c t="inlineStr"><is><t>no coordinate</t></is></c>', "no coordinate"),
    ],
)
def test_value_is_read(xml: str, expected: object) -> None:
    found = cell(xml)
    assert found
    assert (found.value, type(found.value), found.trouble) == (expected, type(expected), "")


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ('<c r="A1"><f>1+1</f><v>2</v></c>', "holds a formula; type the value instead."),
        ('<c r="A1"><f t="shared" si="0"/></c>', "holds a formula; type the value instead."),
        ('<c r="A1" t="e"><v>#REF!</v></c>', "holds the error #REF!; type the value instead."),
        ('<c r="A1"><v>1e999</v></c>', "holds a number that is too large."),
        (
            f'<c r="A1" t="inlineStr"><is><t>{"x" * 32_768}</t></is></c>',
            "holds 32,768 characters; at most 32,767 fit into a cell.",
        ),
        ('<c r="A1" s="1"><v>99999999</v></c>', "holds a date outside the calendar."),
    ],
)
def test_value_that_cannot_be_used_says_why(xml: str, expected: str) -> None:
    found = cell(xml)
    assert found
    assert (found.value, found.trouble) == (None, expected)


@pytest.mark.parametrize("xml", ['<c r="A1"/>', '<c r="A1" t="s"><v>4</v></c>', '<c r="A1" t="str"><v>  </v></c>'])
def test_cell_with_nothing_in_it_is_left_out(xml: str) -> None:
    assert cell(xml) is None


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    found = cell('<c r="A1" s="1"><v>44864</v></c>', WORKBOOK.replace("<sheets>", '<workbookPr date1904="1"/><sheets>'))
    assert found
    assert found.value == "2026-10-31"


@given(st.integers(1, 20_000))
def test_column_letters_and_numbers_are_inverse(number: int) -> None:
    assert column_number(column_letters(number)) == number


@given(st.text(st.sampled_from("_x05FfD\r\n ")) | st.text())
def test_escapes_and_unescapes_are_inverse(text: str) -> None:
    assert unescaped(escaped(text)) == text


def test_text_that_no_xml_can_hold_is_written_and_read_all_the_same() -> None:
    from openpyxl import Workbook

    text, out = "bell\x07, tab\x0b, none\ufffe, end\x1f", BytesIO()
    book = Workbook()
    write_text(cell_at(book.worksheets[0], 1, 1), text)
    book.save(out)
    ((found,),) = read_sheets(open_package(out.getvalue()))[0].rows
    assert found.value == text


def test_text_that_a_cell_would_cut_is_not_written() -> None:
    from openpyxl import Workbook

    sheet = Workbook().worksheets[0]
    write_text(cell_at(sheet, 1, 1), "x" * LONGEST_TEXT)
    with pytest.raises(ValueError, match="32,772 characters does not fit"):
        write_text(cell_at(sheet, 1, 1), "_x0041_" + "x" * (LONGEST_TEXT - 8))


def test_what_openpyxl_saves_is_read() -> None:
    from openpyxl import Workbook

    book, out = Workbook(), BytesIO()
    book.create_sheet("Two", 0).append(["a", 1, None, 2.5])
    book.save(out)
    sheet, _ = read_sheets(open_package(out.getvalue()))
    assert [found.value for row in sheet.rows for found in row] == ["a", 1, Decimal("2.5")]
