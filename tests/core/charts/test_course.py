"""Values over days: round marks, and places that stretch with the page."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from xml.etree import ElementTree

import pytest

from core.charts.course import Days, Line, Values, draw_course, round_marks

START, END = date(2026, 9, 7), date(2026, 9, 17)


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        (0, 59, [0, 20, 40, 60]),
        (0, 2000, [0, 500, 1000, 1500, 2000]),
        (Decimal("99.5"), Decimal("99.95"), ["99.4", "99.6", "99.8", "100"]),
        (0, 1, ["0", "0.5", "1"]),
        (45, 45, [44, "44.5", 45, "45.5", 46]),
        (-3, 7, [-5, 0, 5, 10]),
    ],
)
def test_marks_are_round_and_hold_everything(low: int, high: int, marks: list[str]) -> None:
    assert round_marks(low, high) == [Fraction(mark) for mark in marks]


def drawn(*lines: Line) -> ElementTree.Element:
    return ElementTree.fromstring(
        draw_course(
            lines,
            values=Values([(0, "0"), (100, "100")]),
            days=Days(START, END, [(START, "7 Sep"), (END, "17 Sep")]),
            slug="a",
            title="Title",
            said="In words",
            height=148,
        )
    )


def test_places_across_are_percentages_of_the_days_and_heights_those_of_the_values() -> None:
    root = drawn(Line("done", [(START, 0), (date(2026, 9, 12), 50), (END, 100)], last="100"))
    lines = [each.attrib for each in root.iter() if each.get("class") == "chart-done"]
    assert [(each["x1"], each["x2"]) for each in lines] == [("8%", "52.5%"), ("52.5%", "97%")]
    assert [(each["y1"], each["y2"]) for each in lines] == [("122", "72"), ("72", "22")]
    number = next(each for each in root.iter() if each.get("class") == "chart-number")
    assert (number.text, number.get("text-anchor")) == ("100", "end")


def test_line_of_one_point_has_its_number_all_the_same() -> None:
    root = drawn(Line("scope", [(START, 100)], last="100"))
    assert [each.text for each in root.iter() if each.get("class") == "chart-number"] == ["100"]
