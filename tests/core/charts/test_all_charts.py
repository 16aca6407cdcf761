"""What every chart must keep, whatever it is given."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.charts.bars import bars
from core.charts.course import LOOKS, Days, Line, Values, draw_course, round_marks
from core.charts.dumbbells import dumbbells
from core.charts.heatmap import Cell, CellKind, HeatRow, heatmap
from core.charts.radar import radar
from core.charts.scores import ChangeRow, ScoreRow
from tests.core.charts.drawing import Drawing, score

NASTY = "<b>\"Q&A\"</b> 'x' \x00\x1f]]>"
LONG = "Resilience of everything that anybody in this company has ever built, bought or forgotten about"
ROWS = [
    score("Data and recovery", "0", "1.5", "4", "0 3.2"),
    score(LONG, "2.4", "2.4", "3"),
    score("Everything", "5", "5", "5"),
    score("Nothing known", None),
    score("Donaudampfschifffahrtsgesellschaftskapitänswitwe", "0.1", "0.3", "0.5"),
    score("Last", "3.94", "4", "2", "3.5 5"),
]
CELLS = [
    Cell("0", 0, caption="DIS-01", below_claim=True, note=NASTY, href="/q/1?a=1&b=2"),
    Cell("5", 5, caption="DIS-02"),
    Cell("", kind=CellKind.NOT_APPLICABLE, caption="DIS-03"),
    Cell("", kind=CellKind.UNKNOWN, caption="A-VERY-LONG-ID-04"),
    Cell("", kind=CellKind.UNANSWERED),
    None,
]
FIRST, LAST = date(2026, 9, 7), date(2027, 6, 9)
LINES = [Line(kind, [(FIRST, 0), (LAST, 59)], has_dots=kind == "done", last="59") for kind in LOOKS]
HEAT = [HeatRow(LONG, CELLS, total="no score"), HeatRow("Short", CELLS[:2], total="2.5")]


def every_chart(rows: list[ScoreRow], title: str = "A title") -> list[str]:
    return [
        bars(rows, slug="bars", title=title),
        radar(rows, slug="radar", title=title),
        dumbbells([ChangeRow(row.label, row.claimed, row.verified, "+0.1") for row in rows], slug="bells", title=title),
        draw_course(
            LINES,
            values=Values([(at, str(at)) for at in round_marks(0, 59)]),
            days=Days(FIRST, LAST, [(FIRST, "7 Sep 2026"), (LAST, "9 Jun 2027")], date(2026, 9, 9), "Today"),
            slug="course",
            title=title,
            said=title,
            width=640,
        ),
        heatmap(HEAT, slug="heat", title=title, levels=["None", "Some", "Half", "Most", "All", LONG]),
        heatmap(HEAT, slug="matrix", title=title, columns=["One", "Two", "Three", LONG, "Five", "Six"]),
    ]


@pytest.mark.parametrize("svg", every_chart(ROWS))
def test_texts_stay_within_the_drawing(svg: str) -> None:
    drawing = Drawing(svg)
    assert drawing.letterings()
    for lettering in drawing.letterings():
        assert lettering.left >= 0, lettering
        assert lettering.right <= drawing.width + 0.1, lettering
        assert lettering.top >= 0, lettering
        assert lettering.bottom <= drawing.height, lettering


@pytest.mark.parametrize("svg", every_chart(ROWS))
def test_colours_are_literal_and_ids_the_callers(svg: str) -> None:
    root = ElementTree.fromstring(svg)
    assert "var(" not in svg
    assert "currentColor" not in svg
    assert "style=" not in svg
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    slug = root.attrib["aria-labelledby"].removesuffix("-title")
    assert ids == [f"{slug}-title", f"{slug}-desc"]
    assert root.attrib["aria-describedby"] == f"{slug}-desc"


@given(st.text(max_size=60))
def test_any_text_gives_valid_xml(text: str) -> None:
    rows = [score(f"{text} {place}", "1", "2", "3") for place in range(4)]
    for svg in every_chart(rows, title=text):
        ElementTree.fromstring(svg)


def test_markup_in_texts_is_escaped() -> None:
    drawing = Drawing(bars([score(NASTY, "1")], slug="a", title=NASTY, description=NASTY))
    assert "<b>" not in drawing.svg
    assert any("<b>" in text for text in drawing.texts())


def test_slug_that_is_no_id_is_refused() -> None:
    with pytest.raises(ValueError, match="id"):
        bars(ROWS, slug='x" onload="', title="A")


def test_drawings_are_the_same_in_every_process() -> None:
    code = "from tests.core.charts.test_all_charts import *; print(every_chart(ROWS))"
    outputs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[3],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert outputs[0] == outputs[1] != b""
