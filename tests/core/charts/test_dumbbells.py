"""Change, drawn: from where to where, which way, and in words."""

import xml.etree.ElementTree as ET
from fractions import Fraction

import pytest

from core.charts.dumbbells import draw_dumbbell, dumbbells
from core.charts.scores import ChangeRow, Scale
from tests.core.charts.drawing import Drawing, value

ROSE = ChangeRow("Recovery", value("1"), value("3.5"), "+2.5")
FELL = ChangeRow("Data", value("4"), value("2"), "−2.0")
SAME = ChangeRow("Same", value("2"), value("2"), "0.0")
NONE = ChangeRow("Nothing", None, value("2"))


def drawn(row: ChangeRow, scale: Scale | None = None) -> dict[str, ET.Element]:
    svg = ET.fromstring(draw_dumbbell(row, scale=scale or Scale()))
    return {element.get("class", ""): element for element in svg.iter() if element.get("class")}


@pytest.mark.parametrize(("row", "way"), [(ROSE, "rise"), (FELL, "fall")])
def test_row_goes_from_the_ring_to_the_dot(row: ChangeRow, way: str) -> None:
    found = drawn(row)
    assert row.ends
    before, after = (f"{float(end.at) * 20:g}%" for end in row.ends)
    assert (found["chart-ring"].get("cx"), found["chart-now"].get("cx")) == (before, after)
    assert (found[f"chart-{way}"].get("x1"), found[f"chart-{way}"].get("x2")) == (before, after)


def test_nothing_lies_between_where_nothing_moved_and_nothing_is_drawn_without_both() -> None:
    assert set(drawn(SAME)) == {"chart chart-dumbbell", "chart-grid", "chart-ring", "chart-now"}
    assert set(drawn(NONE)) == {"chart chart-dumbbell", "chart-grid"}
    assert drawn(ROSE, Scale(1, 4))["chart-ring"].get("cx") == "0%"


def test_paper_has_the_numbers_and_says_them() -> None:
    drawing = Drawing(dumbbells([ROSE, FELL, NONE], slug="changes", title="From 1 to 2"))
    texts = drawing.texts()
    assert {"Recovery", "1.0", "3.5", "+2.5", "Data", "−2.0", "nothing to compare"} <= set(texts)
    assert drawing.root.findtext("{http://www.w3.org/2000/svg}desc") == (
        "Recovery: Before 1.0, After 3.5, Change +2.5; Data: Before 4.0, After 2.0, Change −2.0; "
        "Nothing: nothing to compare"
    )
    ring, dot = (float(drawing.by_class(name)[0].attrib["cx"]) for name in ("ring", "now"))
    left, right = 640 * 0.27, 640 - 150 - 8
    assert ring == pytest.approx(left + (right - left) / 5, abs=0.1)
    assert dot == pytest.approx(left + (right - left) * float(Fraction(7, 10)), abs=0.1)


def test_no_rows_make_no_drawing() -> None:
    assert dumbbells([], slug="changes", title="Nothing") == ""
