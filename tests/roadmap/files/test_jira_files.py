"""Files for Jira and from it: what is written comes back, whatever people wrote; days are read as they were meant."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from core.spreadsheets.reading_csv import RefusedTableError
from roadmap.domain.tickets import FiledTicket, Trouble
from roadmap.files.jira_reading import read_tickets
from roadmap.files.jira_writing import jira_csv
from tests.factories.tickets import CODE, OTHER, ticket


def read(*lines: str) -> list[FiledTicket]:
    return read_tickets("\n".join(lines).encode()).tickets


def test_row_has_what_the_importer_takes() -> None:
    header, row = csv.reader(StringIO("".join(jira_csv([ticket()])).lstrip("\ufeff")))
    cells = list(zip(header, row, strict=True))
    assert ("Summary", "Set an SLO") in cells
    assert ("Priority", "Highest") in cells
    assert ("Due Date", "2026-11-30") in cells
    assert ("Start date", "2026-11-02") in cells
    assert ("Assignee", "ada@example.com") in cells
    assert ("Original Estimate", str(3 * 8 * 3600)) in cells
    assert ("Status", "To Do") in cells
    assert [text for name, text in cells if name == "Labels"] == [f"rungs-{CODE}", "phase-discover", "question-DIS-01"]
    assert (("External ID", CODE) in cells, ("Issue Key", "OPS-7") in cells, ("Blocks", OTHER) in cells) == (True,) * 3


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(start: str) -> None:
    title, description = f"{start}cmd|' /C calc'!A0", f"{start} first\n{start} second"
    (_header, *rows) = csv.reader(StringIO("".join(jira_csv([ticket(title=title, description=description)]))))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_what_is_written_comes_back() -> None:
    text = "".join(jira_csv([ticket(), ticket(code=OTHER, title='Say "it"; now, and\there', blocks=(), key="")]))
    first, second = read_tickets(text.encode()).tickets
    assert first == FiledTicket(
        row=2,
        key="OPS-7",
        codes=(CODE,),
        title="Set an SLO",
        status="To Do",
        assignee="ada@example.com",
        due="2026-11-30",
        phase="discover",
        impact=5,
    )
    assert second.codes == (OTHER,)


def test_code_is_found_in_a_label_or_in_a_field_of_ones_own() -> None:
    header = "Summary,Issue key,Labels,Labels,Custom field (External issue ID)"
    found = read(header, f"a,OPS-1,other,rungs-{CODE},", f"b,OPS-2,,,{CODE}", f"c,OPS-3,rungs-{CODE},,{OTHER}")
    assert [each.codes for each in found] == [(CODE,), (CODE,), (OTHER, CODE)]


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        (["30/Nov/26 12:00 AM", "1/dec/2026"], ["2026-11-30", "2026-12-01"]),
        (["2026-11-30", "2026-11-30 00:00", "2026-11-30T00:00:00.000+0100"], ["2026-11-30"] * 3),
        (["30.11.2026", "01.12.26"], ["2026-11-30", "2026-12-01"]),
        (["30/11/2026", "03/04/2026"], ["2026-11-30", "2026-04-03"]),
        (["11/30/2026", "03/04/2026"], ["2026-11-30", "2026-03-04"]),
        (["05/05/2026"], ["2026-05-05"]),
    ],
)
def test_days_are_read_in_the_formats_of_jira(texts: list[str], days: list[str]) -> None:
    assert [each.due for each in read("Summary,Due date", *(f"a,{text}" for text in texts))] == days


@pytest.mark.parametrize(
    ("texts", "trouble"),
    [
        (["03/04/2026"], Trouble.TWO_DAYS),
        (["03/04/2026", "30/11/2026", "11/30/2026"], Trouble.TWO_DAYS),
        (["31.02.2026"], Trouble.NO_DAY),
        (["soon"], Trouble.NO_DAY),
    ],
)
def test_day_that_cannot_be_told_is_named_with_its_cell(texts: list[str], trouble: Trouble) -> None:
    first = read("Summary,Due date", *(f"a,{text}" for text in texts))[0]
    assert first.due == ""
    assert [(each.column, each.heading, each.value, each.trouble) for each in first.unread] == [
        ("B", "Due date", texts[0], trouble)
    ]


def test_cell_that_no_page_can_show_is_left_out_and_the_row_stays() -> None:
    (found,) = read("Issue key,Summary,Status", f"OPS-1,{'x' * 201},\x1b[31mDone")
    assert (found.key, found.title, found.status) == ("OPS-1", "", "")
    assert [(each.column, each.trouble) for each in found.unread] == [("B", Trouble.LONG), ("C", Trouble.INVISIBLE)]


def test_file_of_something_else_is_refused() -> None:
    with pytest.raises(RefusedTableError, match="Summary, Issue key or External ID"):
        read("Name,Price", "Tea,3")


def test_file_of_a_hundred_thousand_rows_is_refused_at_once() -> None:
    with pytest.raises(RefusedTableError, match="more than 1,000 rows"):
        read("Summary", *["a"] * 100_000)
