"""The results workbook says what results.json says, in numbers that can be calculated with."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest

from assessments.domain.answers import Answer, Evidence, Reason, State, Targets
from assessments.domain.result_data import result_data
from assessments.domain.scoring import score
from assessments.domain.submission import Submission
from catalog.domain.question_pack import EvidenceClass, QuestionPack
from core.spreadsheets.cells import read_sheets
from core.spreadsheets.package import open_package
from reports.exporters.results_xlsx import write_results_workbook
from tests.factories.assessments import NOT_APPLICABLE, UNKNOWN, make_answer, make_evidence
from tests.factories.catalog import make_pack, make_question

DAY = date(2026, 11, 1)
PACK = make_pack(
    [
        make_question("A-1", impact=5),
        make_question("A-2", depends_on=("B-2",)),
        make_question("B-1"),
        make_question("B-2"),
        make_question("C-1"),
        make_question("D-1"),
    ]
)
ANSWERS = {
    "A-1": make_answer(4, make_evidence("measurement", "2026-10-01")),
    "A-2": Answer(State.ANSWERED, 3, note="=1+1", level_reason="#N/A", met=frozenset({"A-2.1a"})),
    "B-1": UNKNOWN,
    "B-2": make_answer(1, Evidence(EvidenceClass.DOCUMENT, "+1", "", "@SUM(A1)", date(1815, 12, 10), kind="document")),
    "C-1": NOT_APPLICABLE,
    "D-1": Answer(State.NOT_APPLICABLE, reason=Reason.OTHER, note="-1"),
}


def results(answers: dict[str, Answer], pack: QuestionPack = PACK) -> dict[str, Any]:
    submission = Submission("=Northwind", "00123", DAY, Targets(4, (("B", 3),)), answers)
    return result_data(score(pack, answers, submission.targets, as_of=DAY), submission, "sha256:1e5")


def written(data: dict[str, Any], pack: QuestionPack = PACK) -> bytes:
    out = BytesIO()
    write_results_workbook(data, pack, out)
    return out.getvalue()


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    return results(ANSWERS)


@pytest.fixture(scope="module")
def workbook(data: dict[str, Any]) -> bytes:
    return written(data)


def table(workbook: bytes, sheet: str) -> list[dict[str, Any]]:
    import pandas as pd

    frame = pd.read_excel(BytesIO(workbook), sheet_name=sheet, dtype=object, keep_default_na=False)
    return [dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False)]


def number(text: str | None) -> float | str:
    return "no score" if text is None else float(text)


@pytest.mark.parametrize("kind", ["phases", "domains"])
def test_groups_equal_the_data(workbook: bytes, data: dict[str, Any], kind: str) -> None:
    rows = table(workbook, kind.capitalize())
    assert len(rows) == len(data[kind])
    for row, group in zip(rows, data[kind], strict=True):
        for key in ("claimed", "verified", "low", "high", "target"):
            assert row[key.capitalize()] == number(group[key])
        assert (row["ID"], row["Answered"], row["Questions"]) == (
            group["id"],
            group["counts"]["answered"],
            group["counts"]["total"],
        )


def test_questions_equal_the_data(workbook: bytes, data: dict[str, Any]) -> None:
    for row, item in zip(table(workbook, "Questions"), data["questions"], strict=True):
        question = PACK.question[item["id"]]
        assert (row["ID"], row["Question"], row["Phase"]) == (
            question.id,
            question.title,
            PACK.phase[question.phase].title,
        )
        assert row["Claimed"] == ("no score" if item["claimed"] is None else item["claimed"])
        assert row["Verified"] == ("no score" if item["verified"] is None else item["verified"])
        assert row["What the claimed level means"] == (
            "no score" if item["claimed"] is None else question.levels[item["claimed"]]
        )
        assert (row["Note"], row["State"]) == (item["note"], item["state"].replace("_", " "))


def test_gaps_and_evidence_equal_the_data(workbook: bytes, data: dict[str, Any]) -> None:
    gaps = table(workbook, "Gaps")
    assert [(row["Order"], row["ID"], row["Priority"]) for row in gaps] == [
        (n, gap["question"], float(gap["priority"])) for n, gap in enumerate(data["gaps"], start=1)
    ]
    assert [row["First, because it is needed by"] for row in gaps] == [gap["first_for"] or "" for gap in data["gaps"]]
    first, second = table(workbook, "Evidence")
    assert (first["Question"], first["Observed"].date(), first["Counts"]) == ("A-1", date(2026, 10, 1), "yes")
    assert (second["Title"], second["Observed"], second["Standing"]) == ("+1", "1815-12-10", "lapsed")


def test_summary_has_the_overall_scores(workbook: bytes, data: dict[str, Any]) -> None:
    summary = {row["Item"]: row["Value"] for row in table(workbook, "Summary")}
    assert summary["Verified score"] == float(data["overall"]["verified"])
    assert summary["Percent to target"] == float(data["overall"]["percent_to_target"])
    assert (summary["Organisation"], summary["Title"]) == ("=Northwind", "00123")
    assert summary["As of"].date() == DAY


def test_no_text_is_a_formula_or_an_error(workbook: bytes) -> None:
    cells = [cell for sheet in read_sheets(open_package(workbook)) for row in sheet.rows for cell in row]
    assert {cell.trouble for cell in cells} == {""}
    assert {"=1+1", "#N/A", "@SUM(A1)", "=Northwind", "00123"} <= {str(cell.value) for cell in cells}


def test_cells_are_formatted(workbook: bytes) -> None:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(workbook))
    assert book.sheetnames == ["Summary", "Phases", "Domains", "Questions", "Gaps", "Evidence"]
    assert book["Phases"]["C2"].number_format == "0.0"
    assert book["Questions"]["F2"].fill.start_color.rgb == "001C697F"  # level 4
    assert book["Evidence"]["H2"].number_format == "yyyy-mm-dd"
    assert book["Evidence"]["F2"].hyperlink.target == "https://wiki.example/1"
    assert all(sheet.freeze_panes and sheet.auto_filter.ref for sheet in book)


@pytest.mark.parametrize("sheet", ["Phases", "Domains"])
def test_groups_are_charted_from_their_cells(workbook: bytes, data: dict[str, Any], sheet: str) -> None:
    from openpyxl import load_workbook

    def cells(column: str) -> str:
        """Below the head; of one cell, openpyxl names no end."""
        last = len(data[sheet.lower()]) + 1
        return f"'{sheet}'!${column}$2" + (f":${column}${last}" if last > 2 else "")

    read: Any = load_workbook(BytesIO(workbook))[sheet]
    (chart,) = read._charts  # openpyxl has no other way to read them
    assert [series.tx.strRef.f for series in chart.series] == [f"'{sheet}'!{column}1" for column in "DCG"]
    assert [series.val.numRef.f for series in chart.series] == [cells(column) for column in "DCG"]
    assert {series.cat.numRef.f for series in chart.series} == {cells("B")}
    assert (chart.y_axis.scaling.min, chart.y_axis.scaling.max) == (PACK.scale.min, PACK.scale.max)


@pytest.mark.parametrize("answers", [{}, dict.fromkeys(PACK.question, NOT_APPLICABLE)])
def test_no_score_stays_words(answers: dict[str, Answer]) -> None:
    workbook = written(results(answers))
    assert {row["Verified"] for row in table(workbook, "Phases")} == {"no score"}
    summary = {row["Item"]: row["Value"] for row in table(workbook, "Summary")}
    assert (summary["Level"], summary["Level in a word"]) == ("no score", "no score")
    assert table(workbook, "Gaps") == table(workbook, "Evidence") == []


def test_the_same_results_give_the_same_bytes(workbook: bytes, data: dict[str, Any]) -> None:
    assert written(data) == workbook
