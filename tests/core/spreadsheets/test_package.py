"""Files that are not opened: each is refused with one sentence, and quickly."""

from __future__ import annotations

import struct
from contextlib import suppress
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.spreadsheets.cells import LAST_ROW, read_sheets
from core.spreadsheets.package import MEGABYTE, PackageLimits, RefusedWorkbookError, open_package
from tests.factories.spreadsheets import MAIN, RELATIONS, STYLES, WORKBOOK, make_sheet, make_xlsx, make_zip
from tests.work import at_most

ENTITIES = "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
ENTITY_BOMB = f'<!DOCTYPE bomb [<!ENTITY a "ha">{ENTITIES}]>' + make_sheet('<row r="1"><c t="str"><v>&i;</v></c></row>')
FILE_ENTITY = f"<!DOCTYPE w SYSTEM 'file:///etc/passwd'>{WORKBOOK}"
EMPTY_ROWS = "".join(f'<row r="{n}" s="1" customFormat="1"><c r="A{n}" s="1"/></row>' for n in range(1, 20_501))
ATTRIBUTES = f"<row {' '.join(f'a{n}="1"' for n in range(600_001))}/>" + '<row r="1"><c r="A1"><v>1</v></c></row>'
SAME_SHEET_TWICE = {"xl/workbook.xml": WORKBOOK.replace("</sheets>", '<sheet name="Two" r:id="r1"/></sheets>')}
MANY_STRINGS = "".join(f"<si><t>{n}</t></si>" for n in range(200_001))
ONE_TEXT = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 1_000))
VALUE = '<row r="{0}"><c r="A{0}"><v>1</v></c></row>'


def refusal(data: bytes) -> str:
    """The sentence with which the file is refused."""
    with pytest.raises(RefusedWorkbookError) as caught:
        read_sheets(open_package(data))
    return str(caught.value)


def with_declared_size(data: bytes, name: str, size: int) -> bytes:
    """The archive with another unpacked size of one member, in its local header and in the directory."""
    archive = bytearray(data)
    for signature, at_size, at_name in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        at = archive.find(signature)
        while bytes(archive[at + at_name : at + at_name + len(name)]) != name.encode():
            at = archive.find(signature, at + 4)
        archive[at + at_size : at + at_size + 4] = struct.pack("<I", size)
    return bytes(archive)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "This is not an XLSX file; save it as"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "This is not an XLSX file; save it as"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "an old XLS file or one with a password"),
        (b"PK\x03\x04" + bytes(100), "This is not an XLSX file; save it as"),
        (make_zip({"word/document.xml": "<w/>", "[Content_Types].xml": ""}), "a ZIP archive without a workbook"),
        (make_zip({"xl/workbook.xml": WORKBOOK}), "a ZIP archive without a workbook"),
        (make_xlsx(parts={"xl/vbaProject.bin": b"\xcc"}), "holds macros"),
        (make_xlsx()[:-200], "This is not an XLSX file; save it as"),
        (bytes(10 * MEGABYTE + 1), "The file has 10,485,761 bytes; at most 10 MB are read."),
        (make_xlsx(parts={"xl/worksheets/sheet1.xml": bytes(30 * MEGABYTE)}), "looks like an attack"),
        (make_zip({f"xl/{n}": "" for n in range(2_000)}), "more than 1,000 parts"),
        (make_zip({"[Content_Types].xml": "", "xl/workbook.xml": WORKBOOK}), "workbook.xml.rels is missing"),
        (make_xlsx(parts={"xl/workbook.xml": "<workbook"}), "its part xl/workbook.xml cannot be read"),
        (make_xlsx("</oops>" + VALUE.format(1)), "sheet1.xml cannot be read"),
        (make_xlsx('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'), "sheet1.xml cannot be read"),
        (make_xlsx(parts={"xl/worksheets/sheet1.xml": ENTITY_BOMB}), "document type declaration"),
        (make_xlsx(parts={"xl/workbook.xml": FILE_ENTITY}), "document type declaration"),
        (make_xlsx(parts={"xl/workbook.xml": WORKBOOK.encode("utf-16")}), "is not UTF-8 text"),
        (make_xlsx(EMPTY_ROWS + VALUE.format(1_048_576)), f"The sheet “One” goes on below row {LAST_ROW:,}"),
        (make_xlsx(parts=SAME_SHEET_TWICE), "names its part xl/worksheets/sheet1.xml twice"),
        (make_xlsx(ONE_TEXT, f"<si><t>{'x' * 32_000}</t></si>"), "hold more than 16,777,216 characters"),
        (make_xlsx(VALUE.format(1).replace("<v>1", "<v>x")), "sheet1.xml cannot be read"),
    ],
)  # fmt: skip
def test_file_is_refused(data: bytes, expected: str) -> None:
    assert expected in refusal(data)


@pytest.mark.parametrize(
    "data", [make_xlsx(strings=MANY_STRINGS), make_xlsx(ATTRIBUTES)], ids=["elements", "attributes"]
)
def test_too_much_markup_is_refused_before_it_is_parsed(data: bytes) -> None:
    with at_most(calls=5_000):
        assert "more than 400,000 elements" in refusal(data)


def test_elements_are_counted_over_the_whole_workbook() -> None:
    """Each sheet alone would pass: many of them took a quarter of a minute."""
    sheets = "".join(f'<sheet name="S{n}" r:id="r{n}"/>' for n in range(10, 20))
    parts: dict[str, str | bytes] = {
        "xl/workbook.xml": WORKBOOK.replace("</sheets>", f"{sheets}</sheets>"),
        "xl/_rels/workbook.xml.rels": RELATIONS.replace(
            "</Relationships>",
            "".join(f'<Relationship Id="r{n}" Type="/worksheet" Target="s{n}.xml"/>' for n in range(10, 20))
            + "</Relationships>",
        ),
    }
    row = "<row>" + "<c><v>1</v></c>" * 100 + "</row>"
    parts |= {f"xl/s{n}.xml": make_sheet(row * 250) for n in range(10, 20)}
    assert "more than 400,000 elements" in refusal(make_xlsx(parts=parts))


def test_number_format_longer_than_programs_allow_is_not_looked_into() -> None:
    """Whoever does finds a date in this one, and no end in others."""
    styles = STYLES.replace("dd/mm/yyyy", "dd/mm/yyyy" + "[" * 250)
    (sheet,) = read_sheets(
        open_package(make_xlsx('<row><c s="2"><v>46326</v></c></row>', parts={"xl/styles.xml": styles}))
    )
    assert [cell.value for row in sheet.rows for cell in row] == [46326]


def test_sizes_that_add_up_to_too_much_are_refused() -> None:
    same = "".join(str(n) for n in range(5_000))
    part = "".join(f"{same}{3 ** (700 + n)}" for n in range(900))
    data = make_xlsx(parts={f"xl/worksheets/{n}.xml": part for n in range(4)})
    assert "larger than 60 MB when unpacked" in refusal(data)


def test_a_member_larger_than_it_declares_is_refused() -> None:
    data = make_xlsx(EMPTY_ROWS)
    lying = with_declared_size(data, "xl/worksheets/sheet1.xml", 1_000)
    assert "cannot be unpacked" in refusal(lying)


def test_what_is_read_counts_against_the_limit_in_all() -> None:
    package = open_package(make_xlsx(), PackageLimits())
    package.limits = PackageLimits(unpacked=len(WORKBOOK) + 10)
    assert package.read("xl/workbook.xml").decode() == WORKBOOK
    with pytest.raises(RefusedWorkbookError, match="when unpacked"):
        package.read("xl/_rels/workbook.xml.rels")


def test_a_locked_member_is_refused() -> None:
    data = bytearray(make_xlsx())
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    assert "locked or packed in an unusual way" in refusal(bytes(data))


@given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=4))
@example([(0.999, 255)])
def test_a_damaged_file_is_read_or_refused(changes: list[tuple[float, int]]) -> None:
    data = bytearray(make_xlsx(VALUE.format(1)))
    for place, byte in changes:
        data[int(place * len(data))] = byte
    with suppress(RefusedWorkbookError):
        read_sheets(open_package(bytes(data)))


def test_a_million_formatted_rows_cost_nothing() -> None:
    rows = "".join(f'<row r="{n}"/>' for n in range(2, 1_000_000))
    data = make_xlsx(f'<row r="1"><c r="B1"><v>4</v></c></row>{rows}')
    (sheet,) = read_sheets(open_package(data))
    assert [(cell.coordinate, cell.value) for row in sheet.rows for cell in row] == [("B1", 4)]


def test_nothing_is_lost_behind_a_very_long_tag() -> None:
    """Expat puts off what it takes for incomplete, and would not come back to it at the end of a part that was cut."""
    long = "".join(str(n) for n in range(400_000))
    (sheet,) = read_sheets(open_package(make_xlsx(f'<row a="{long}"><c><v>1</v></c></row>')))
    assert [cell.value for row in sheet.rows for cell in row] == [1]


def test_a_cell_far_to_the_right_makes_no_wide_rows() -> None:
    (sheet,) = read_sheets(open_package(make_xlsx('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>')))
    assert [cell.coordinate for row in sheet.rows for cell in row] == ["A1"]


def test_the_parts_are_what_they_seem() -> None:
    """The helper that lies about a size is right about everything else."""
    data = with_declared_size(make_xlsx("<row/>"), "xl/workbook.xml", len(WORKBOOK))
    with ZipFile(BytesIO(data)) as archive:
        assert archive.read("xl/_rels/workbook.xml.rels").decode() == RELATIONS
        assert MAIN in archive.read("xl/workbook.xml").decode()
