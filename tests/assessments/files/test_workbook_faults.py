"""Answers workbooks that people changed: what still works, and what is told with its cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from assessments.domain.answers import Answer, Evidence, Reason, State, Targets
from assessments.domain.submission import Submission
from assessments.files.answers import read_submission
from assessments.files.workbook import proof_sheets
from assessments.files.workbook.layout import kind_labels
from assessments.files.workbook.reader import read_workbook
from assessments.files.workbook.sheets import sheet_title
from assessments.files.workbook.template import write_template
from catalog.domain.question_pack import EvidenceClass, EvidenceKind
from core.source import BadInputError, Faults, Fields
from reports.files.options import read_report_options
from tests.factories.catalog import make_pack, make_question
from tests.factories.spreadsheets import make_xlsx

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

PACK = make_pack([make_question("A-1"), make_question("A-2"), make_question("B-1")])
EVIDENCE = Evidence(EvidenceClass.MEASUREMENT, "Log", reference="4711", observed=date(2026, 10, 1), kind="report")
FILLED = Submission(
    "Northwind Billing",
    "Baseline",
    date(2026, 11, 1),
    Targets(4, (("B", 3),)),
    {
        "A-1": Answer(State.ANSWERED, 2, note="Two", met=frozenset({"A-1.1a", "A-1.2a"}), evidence=(EVIDENCE,)),
        "A-2": Answer(State.NOT_APPLICABLE, reason=Reason.ACCEPTED_RISK, note="Signed."),
        "B-1": Answer(State.UNKNOWN),
    },
)


@pytest.fixture(autouse=True)
def few_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of empty rows prove nothing more than some."""
    monkeypatch.setattr(proof_sheets, "EVIDENCE_PREPARED", 3)


def edited(change: Callable[[Workbook], object] | None = None, submission: Submission | None = FILLED) -> bytes:
    """The workbook after somebody changed it in a program."""
    from openpyxl import load_workbook

    out = BytesIO()
    write_template(PACK, out, submission)
    if change:
        book = load_workbook(out)
        change(book)
        out = BytesIO()
        book.save(out)
    return out.getvalue()


def read(data: bytes) -> Submission:
    faults = Faults("a.xlsx")
    node = read_workbook(data, faults, PACK)
    if node is None:
        faults.raise_if_any()
    top = Fields(node, faults)
    submission = read_submission(top, PACK)
    read_report_options(top, PACK)
    top.close()
    faults.raise_if_any()
    return submission


def faults(change: Callable[[Workbook], object]) -> list[str]:
    with pytest.raises(BadInputError) as caught:
        read(edited(change))
    return [str(fault) for fault in caught.value.faults]


def setting(**cells: Any) -> Callable[[Workbook], None]:
    """Sets cells, named like `Phase_A__C6`."""

    def change(book: Workbook) -> None:
        for name, value in cells.items():
            title, cell = name.split("__")
            book[title.replace("_", " ")][cell] = value

    return change


# What still works ----------------------------------------------------------------------------------------------------


def sorted_backwards(book: Workbook) -> None:
    for sheet, first in ((book["Phase A"], 6), (book["Criteria"], 6)):
        rows = list(sheet.iter_rows(min_row=first, values_only=True))
        for number, row in enumerate(reversed(rows), start=first):
            for column, value in enumerate(row, start=1):
                sheet.cell(number, column).value = value


def columns_turned_round(book: Workbook) -> None:
    sheet = book["Phase A"]
    rows = list(sheet.iter_rows(values_only=True))
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(reversed(row), start=1):
            sheet.cell(number, column).value = value


def sheets_renamed(book: Workbook) -> None:
    for number, sheet in enumerate(book.worksheets):
        sheet.title = f"Blatt {number}"


def rows_put_above(book: Workbook) -> None:
    book["Phase A"].insert_rows(2, 3)
    book["Evidence"].insert_rows(1)


def columns_added(book: Workbook) -> None:
    sheet = book["Phase A"]
    sheet.insert_cols(1)
    sheet["A5"], sheet["A6"] = "Asked", "Priya"


@pytest.mark.parametrize(
    "change",
    [None, sorted_backwards, columns_turned_round, sheets_renamed, rows_put_above, columns_added],
)
def test_change_that_loses_nothing_is_read(change: Callable[[Workbook], None] | None) -> None:
    assert read(edited(change)) == FILLED


def test_sheets_that_were_deleted_say_nothing() -> None:
    def change(book: Workbook) -> None:
        for title in ("Read me", "Assessment", "Phase B", "Criteria", "Evidence", "Lists"):
            book.remove(book[title])

    found = read(edited(change))
    assert found.answers == {
        "A-1": Answer(State.ANSWERED, 2, note="Two"),
        "A-2": FILLED.answers["A-2"],
    }
    assert (found.organisation, found.targets) == ("", Targets(4))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [(3, 3), (3.0, 3), ("3", 3), (" 3 ", 3)],
)
def test_number_is_read_as_programs_keep_it(answer: object, expected: int) -> None:
    found = read(edited(setting(Phase_A__C6=answer), submission=None))
    assert found.answers["A-1"].level == expected


@pytest.mark.parametrize("written", ["unknown", "Unknown", " UNKNOWN "])
def test_word_is_read_as_people_write_it(written: str) -> None:
    found = read(edited(setting(Phase_A__C6=written), submission=None))
    assert found.answers["A-1"].state is State.UNKNOWN


def test_evidence_far_below_the_prepared_rows_is_read() -> None:
    change = setting(
        Evidence__A5000="A-2",
        Evidence__B5000="Document",
        Evidence__C5000="document",
        Evidence__D5000=123,
        Evidence__F5000=date(2026, 1, 2),
        Evidence__G5000=datetime.fromisoformat("2026-01-02"),
        Evidence__H5000="30",
    )
    found = read(edited(change, submission=None)).answers["A-2"]
    expected = Evidence(
        EvidenceClass.DOCUMENT, "123", "", "2026-01-02", date(2026, 1, 2), validity_days=30, kind="document"
    )
    assert found == Answer(evidence=(expected,))


def test_level_follows_from_criteria_where_the_answer_is_empty() -> None:
    found = read(edited(setting(Criteria__G6="Met", Criteria__G7="met", Criteria__G8="NOT MET"), submission=None))
    assert found.answers["A-1"] == Answer(
        State.ANSWERED, 2, met=frozenset({"A-1.1a", "A-1.2a"}), not_met=frozenset({"A-1.3a"})
    )


# What is told with its cell ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Phase_A__C6": 7}, "Phase A!C6: A-1: 'level' must be a whole number from 0 to 5, not 7."),
        ({"Phase_A__C6": 2.5}, "Phase A!C6: A-1: 'level' must be a whole number from 0 to 5, not 2.5."),
        ({"Phase_A__C6": True}, "Phase A!C6: A-1: 'level' must be a whole number from 0 to 5, not true."),
        ({"Phase_A__C6": "maybe"}, "Phase A!C6: The answer to A-1 must be one of 0, 1, 2, 3, 4, 5, unknown, not"),
        ({"Phase_A__C6": "=1+1"}, "Phase A!C6: This cell holds a formula; type the value instead."),
        ({"Phase_A__C6": "#REF!"}, "Phase A!C6: This cell holds the error #REF!; type the value instead."),
        ({"Phase_A__E6": "=A1"}, "Phase A!E6: This cell holds a formula; type the value instead."),
        ({"Phase_A__E7": None}, "Phase A!D7: A-2: 'not_applicable' needs a note"),
        ({"Phase_A__D7": None}, "Phase A!D7: A-2 is not applicable; choose the reason here."),
        ({"Phase_A__D7": "because"}, "Phase A!D7: A-2: 'not_applicable' must be one of out_of_scope"),
        ({"Phase_A__D6": "other"}, "Phase A!D6: A-1 has a reason, but its answer is not “not applicable”"),
        ({"Phase_A__A6": None}, "Phase A!A6: This row has an answer, but no ID of a question; put it back."),
        ({"Phase_A__A6": "A-11"}, "Phase A!A6: A-11 is not a question of the pack example 1.0.0. Did you mean A-1?"),
        ({"Phase_A__A7": "A-1"}, "Phase A!A7: A-1 stands here again, first in Phase A!A6; keep one."),
        ({"Phase_A__C6": 4}, "Phase A!C6: A-1: 'level' is 4, but the criteria met suggest 2; say why under 'reason'."),
        ({"Phase_A__E5": "Remark"}, "Phase A!A5: This row of headers lacks “Note”; put it back."),
        ({"Phase_A__G5": "Note"}, "Phase A!G5: The header “Note” stands here a second time; keep one."),
        ({"Criteria__G6": "yes"}, "Criteria!G6: The state of A-1.1a must be “met” or “not met”, not 'yes'."),
        ({"Criteria__A6": "A-1.9z"}, "Criteria!A6: A-1.9z is not the ID of a criterion of the pack."),
        ({"Criteria__A7": "A-1.1a"}, "Criteria!G7: A-1: 'met' names 'A-1.1a' twice."),
        ({"Evidence__A6": None}, "Evidence!A6: This evidence belongs to no question; choose one here."),
        ({"Evidence__A6": "C-1"}, "Evidence!A6: C-1 is not a question of the pack"),
        ({"Evidence__B6": "rumour"}, "Evidence!B6: A-1, evidence 1: 'class' must be one of document, measurement"),
        ({"Evidence__B6": "document"}, "Evidence!B6: A-1, evidence 1: 'class' is document, but the kind"),
        ({"Evidence__C6": "gossip"}, "Evidence!C6: A-1, evidence 1: 'kind' must be an evidence kind of the pack"),
        ({"Evidence__D6": None}, "Evidence!A6: A-1, evidence 1: 'title' is missing."),
        ({"Evidence__E6": "ftp://x"}, "Evidence!E6: A-1, evidence 1: 'link' must be a link that starts with http://"),
        ({"Evidence__F6": None}, "Evidence!A6: A-1, evidence 1: this needs a link or a reference"),
        ({"Evidence__G6": "in May"}, "Evidence!G6: A-1, evidence 1: 'observed' must be a date like 2026-10-31"),
        ({"Evidence__G6": datetime.fromisoformat("2026-01-02T03:00")}, "Evidence!G6: A-1, evidence 1: 'observed'"),
        ({"Evidence__H6": 0}, "Evidence!H6: A-1, evidence 1: 'validity_days' must be a whole number"),
        ({"Assessment__B9": "soon"}, "Assessment!B9: Assessment: 'as_of' must be a date like 2026-10-31, not 'soon'."),
        ({"Assessment__B12": 9}, "Assessment!B12: Assessment: 'target' must be a whole number from 0 to 5, not 9."),
        ({"Assessment__D7": None}, "Assessment!D7: This row has a value, but its key is missing; put it back."),
        ({"Assessment__D7": "organization"}, "Assessment!D7: 'organization' is not a key of this sheet; did you mean"),
        ({"Assessment__D7": "a." * 16_000}, "Assessment!D7: 'a.a.a.a.a."),
        ({"Assessment__D7": "targets"}, "Assessment!D7: 'targets' is not a key of this sheet; did you mean 'target'?"),
        ({"Assessment__D8": "organisation"}, "Assessment!D8: The key 'organisation' stands here a second time"),
        ({"Assessment__B20": "perhaps"}, "Assessment!B20: Report: 'confidential' must be true or false"),
        ({"Evidence__A1": "rungs"}, "Evidence!A1: This sheet is not ours, or has lost its hidden first row"),
    ],
)  # fmt: skip
def test_fault_is_told_with_its_cell(cells: dict[str, object], expected: str) -> None:
    found = faults(setting(**cells))
    assert any(fault.startswith(f"a.xlsx, cell {expected}") for fault in found), found


def test_formula_for_a_key_is_one_fault() -> None:
    assert faults(setting(Assessment__D7="=A1", Phase_A__A6="=A1", Evidence__A6="=A1")) == [
        f"a.xlsx, cell {cell}: This cell holds a formula; type the value instead."
        for cell in ("Assessment!D7", "Evidence!A6", "Phase A!A6")
    ]


def test_all_faults_are_told_at_once() -> None:
    found = faults(setting(Phase_A__E7=None, Phase_B__C6=9, Evidence__G6="x", Assessment__B12=9))
    assert len(found) == 4


def test_sheet_of_somebody_else_is_a_fault() -> None:
    found = faults(lambda book: book.create_sheet("My notes").append(["Remember"]))
    assert "a.xlsx, cell My notes!A1: This sheet is not ours" in found[0]


def test_copied_sheet_is_a_fault() -> None:
    found = faults(lambda book: book.copy_worksheet(book["Evidence"]))
    assert found == ["a.xlsx, cell Evidence Copy!A1: This sheet is a copy of “Evidence”; delete one of them."]


def test_sheet_without_headers_is_a_fault() -> None:
    found = faults(lambda book: book["Evidence"].delete_rows(5))
    assert "cell Evidence!A1: The row with the headers Question, Class, Kind" in found[0]


@pytest.mark.parametrize(("code", "version"), [("example", "2.0.0"), ("other", "1.0.0")])
def test_workbook_of_another_pack_is_refused(code: str, version: str) -> None:
    other, out = replace(PACK, code=code, version=version), BytesIO()
    write_template(other, out)
    with pytest.raises(BadInputError) as caught:
        read(out.getvalue())
    (fault,) = caught.value.faults
    assert str(fault).startswith(f"a.xlsx: The workbook was made for the pack {code} {version}, not for example 1.0.0;")


def test_workbook_of_somebody_else_is_refused() -> None:
    with pytest.raises(BadInputError, match="This is not an answers workbook"):
        read(make_xlsx('<row r="1"><c r="A1"><v>1</v></c></row>'))


def test_file_that_is_no_workbook_is_refused() -> None:
    with pytest.raises(BadInputError, match=r"a\.xlsx: This is not an XLSX file"):
        read(b"%PDF-1.7")


# Names ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "taken", "expected"),
    [
        ("Plan: build/run?", [], "Plan  build run"),
        ("A" * 40, [], "A" * 31),
        ("A" * 40, ["a" * 31], "A" * 27 + " 2"),
        ("'History'", [], "History 2"),
        ("***", [], "Phase"),
        ("🙂" * 40, [], "🙂" * 15),
        ("🙂" * 40, ["🙂" * 15], "🙂" * 13 + " 2"),
    ],
)
def test_sheet_title_is_one_that_programs_allow(title: str, taken: list[str], expected: str) -> None:
    assert sheet_title(title, taken) == expected


def test_kind_is_called_by_its_id_where_its_title_means_another() -> None:
    kinds: Any = [
        EvidenceKind("report", "Report", EvidenceClass.MEASUREMENT),
        EvidenceKind("log", "Record", EvidenceClass.MEASUREMENT),
        EvidenceKind("minutes", "record", EvidenceClass.MEASUREMENT),
        EvidenceKind("x", "Log", EvidenceClass.DOCUMENT),
    ]
    labels = kind_labels(replace(PACK, evidence_kinds=tuple(kinds)))
    assert labels == {"report": "Report", "log": "log", "minutes": "minutes", "x": "x"}
