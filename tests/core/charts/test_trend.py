"""Scores over time: where points lie, where lines break, and that labels leave each other room."""

import xml.etree.ElementTree as ET
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.charts.trend import Point, draw_trend
from tests.core.charts.drawing import value

DAY = date(2026, 1, 1)
SVG = "{http://www.w3.org/2000/svg}"


def point(days: int, verified: str | None = "2", series: str = "1.0.0") -> Point:
    on = DAY + timedelta(days=days)
    return Point(on, on.isoformat(), series, value(verified), value("3") if verified else None, value("4"))


def drawn(*points: Point) -> ET.Element:
    return ET.fromstring(draw_trend(points, slug="trend", title="Over <time>"))


def places(svg: ET.Element, css: str = "chart-dot") -> list[float]:
    return [float(dot.attrib["cx"].rstrip("%")) for dot in svg.iter() if dot.get("class") == css]


def test_points_lie_by_their_day() -> None:
    first, second, third = places(drawn(point(0), point(30), point(120)))
    assert (second - first) * 3 == pytest.approx(third - second, abs=0.5)
    assert (first, third) == (5, 96)


def test_one_point_stands_in_the_middle_and_none_makes_no_drawing() -> None:
    assert places(drawn(point(0))) == [50.5]
    assert draw_trend([], slug="trend", title="") == ""


@given(st.lists(st.integers(0, 400), min_size=2, max_size=60))
def test_points_stay_in_the_drawing_in_their_order_and_apart(days: list[int]) -> None:
    svg = drawn(*(point(each) for each in sorted(days)))
    found = places(svg)
    assert found == sorted(found)
    assert found[0] >= 5
    assert found[-1] <= 96
    assert len(set(found)) == len(found)


@given(st.lists(st.integers(0, 400), min_size=1, max_size=40))
def test_days_below_leave_each_other_room(days: list[int]) -> None:
    svg = drawn(*(point(each) for each in sorted(days)))
    shift = {"start": 0.0, "middle": 12.5, "end": 25.0}
    labels = [text for text in svg.iter(f"{SVG}text") if "2026" in (text.text or "") or "2027" in (text.text or "")]
    starts = sorted(float(text.attrib["x"].rstrip("%")) - shift[text.attrib["text-anchor"]] for text in labels)
    assert all(later - earlier >= 24.9 for earlier, later in pairwise(starts))
    assert labels


def test_lines_join_neither_other_versions_nor_what_has_no_score() -> None:
    svg = drawn(point(0), point(10), point(20, series="1.1.0"), point(30, None, "1.1.0"), point(40, series="1.1.0"))
    kinds = [element.get("class") for element in svg.iter()]
    assert (kinds.count("chart-verified"), kinds.count("chart-claimed"), kinds.count("chart-break")) == (1, 1, 1)
    assert kinds.count("chart-dot") == 4
    assert "1.1.0" in [text.text for text in svg.iter(f"{SVG}text")]


def test_it_says_in_words_what_it_shows() -> None:
    svg = drawn(point(0), point(10, None))
    assert svg.findtext(f"{SVG}title") == "Over <time>"
    said = "2026-01-01: Verified 2.0, Claimed 3.0, Target 4.0; 2026-01-11: no score"
    assert svg.findtext(f"{SVG}desc") == said
    assert (svg.get("role"), svg.get("aria-labelledby"), svg.get("aria-describedby")) == (
        "img",
        "trend-title",
        "trend-desc",
    )
