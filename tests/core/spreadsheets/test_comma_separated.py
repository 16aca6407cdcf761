import csv

import pytest

from core.spreadsheets.comma_separated import csv_lines, defused


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_text_that_would_be_a_formula_is_defused(text: str) -> None:
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Ada", "1", "a=b", "'quoted"])
def test_other_text_stays(text: str) -> None:
    assert defused(text) == text


def test_lines_read_back_as_they_were_written() -> None:
    lines = "".join(csv_lines(["a", "b"], [["one, two", 'a "word"'], ["three\nlines", "é"]]))
    assert lines.startswith("\ufeff")
    assert list(csv.reader(lines.removeprefix("\ufeff").splitlines(keepends=True))) == [
        ["a", "b"],
        ["one, two", 'a "word"'],
        ["three\nlines", "é"],
    ]
