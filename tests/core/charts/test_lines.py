"""Rows and cells of a page: what is drawn for a score, where, and that nothing written gets out of its attribute."""

import xml.etree.ElementTree as ET
from fractions import Fraction

import pytest

from core.charts.cells import draw_cells
from core.charts.heatmap import Cell, CellKind
from core.charts.lines import draw_axis, draw_line, draw_scale
from core.charts.scores import Scale, ScoreRow, Value

SVG = "{http://www.w3.org/2000/svg}"


def row(**places: Fraction | int) -> ScoreRow:
    def value(name: str) -> Value | None:
        return Value(places[name], str(places[name])) if name in places else None

    scores = (value("verified"), value("claimed"), value("target"), value("low"), value("high"))
    return ScoreRow("Data <&>", *scores)


def drawn(svg: str) -> dict[str, ET.Element]:
    """Elements by their class."""
    return {element.get("class", ""): element for element in ET.fromstring(svg).iter() if element.get("class")}


def test_places_are_shares_of_the_scale() -> None:
    found = drawn(draw_line(row(verified=Fraction(5, 2), claimed=4, target=5, low=3, high=5)))
    assert found["chart-level-2"].get("width") == "50%"
    assert found["chart-claimed"].get("width") == "80%"
    assert found["chart-target"].get("x1") == "100%"
    assert (found["chart-reach"].get("x1"), found["chart-track"].get("width")) == ("100%", "100%")


def test_nothing_is_drawn_for_what_is_not_there() -> None:
    assert set(drawn(draw_line(row()))) == {"chart chart-line", "chart-track"}
    assert set(drawn(draw_line(row(verified=2, claimed=2)))) == {"chart chart-line", "chart-track", "chart-level-2"}


@pytest.mark.parametrize(
    ("scale", "level", "width"), [(Scale(1, 4), 1, None), (Scale(1, 4), 4, "100%"), (Scale(0, 10), 5, "50%")]
)
def test_every_scale_fits(scale: Scale, level: int, width: str | None) -> None:
    bars = [bar for css, bar in drawn(draw_line(row(verified=level), scale=scale)).items() if "level" in css]
    assert [bar.get("width") for bar in bars] == ([width] if width else [])
    texts = [text.text for text in ET.fromstring(draw_axis(scale)).iter(f"{SVG}text")]
    assert texts == [str(each) for each in scale.levels]


def test_scale_says_in_words_what_it_shows() -> None:
    svg = ET.fromstring(draw_scale(row(verified=2, claimed=3, target=4), slug="scale", title="Over <all>"))
    assert svg.findtext(f"{SVG}title") == "Over <all>"
    assert svg.findtext(f"{SVG}desc") == "Data <&>: Verified 2, Claimed 3, Target 4"
    assert (svg.get("aria-labelledby"), svg.get("aria-describedby")) == ("scale-title", "scale-desc")


def test_cells_are_links_with_their_number_and_mark() -> None:
    cells = [
        Cell("3", 3, caption="A-1", href="/q/A-1/", note='He said "no" <b>', below_claim=True),
        Cell("", kind=CellKind.UNKNOWN, caption="A-2", href="/q/A-2/"),
    ]
    first, second = ET.fromstring(draw_cells(cells, beside="more is claimed")).iter("a")
    assert "".join(first.itertext()) == "A-1 3, more is claimed"
    assert (first.get("data-l"), first.get("title"), first.get("href")) == ("3", 'He said "no" <b>', "/q/A-1/")
    assert ("".join(second.itertext()), second.get("data-l")) == ("A-2 ?", None)
