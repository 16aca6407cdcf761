"""Quality against cost, drawn."""

import re
from fractions import Fraction
from xml.etree import ElementTree

import pytest

from core.charts.frontier import Axes, Dot, cost_marks, draw_frontier
from core.charts.scores import Value

MARKS = [Value(at, f"EUR {at}") for at in (100, 200, 300)]
AXES = Axes("Cost", "Quality", MARKS)


def dot(label: str, cost: int, quality: int, *, is_best: bool = True) -> Dot:
    return Dot(label, Value(cost, str(cost)), Value(quality, str(quality)), is_best)


DOTS = [dot("Dear", 300, 80), dot("Cheap", 100, 60), dot("Beaten", 250, 60, is_best=False)]


def drawn(dots: list[Dot], width: int = 0) -> str:
    return draw_frontier(dots, axes=AXES, slug="frontier", title="T", said="all of it", width=width)


def test_line_joins_the_best_from_the_cheapest_on() -> None:
    svg = drawn(DOTS)
    ElementTree.fromstring(svg)
    (line,) = re.findall(r'<line class="chart-best" x1="([^"]+)" y1="([^"]+)" x2="([^"]+)" y2="([^"]+)"', svg)
    assert line[0] == "7%"
    assert line[2] == "95%"
    assert float(line[1]) > float(line[3])  # up
    assert svg.count('class="chart-other"') == 1


def test_equal_dots_are_told_by_names_that_do_not_lie_on_each_other() -> None:
    svg = drawn([dot("One", 200, 60), dot("Other", 200, 60), dot("Third", 200, 60)])
    assert re.findall(r'dy="(-?\d+)" font-weight', svg) == ["-12", "22", "38"]


@pytest.mark.parametrize("dots", [[dot("Alone", 200, 60)], [dot("Free", 100, 0), dot("Full", 300, 100)]])
def test_ends_of_the_scale_are_drawn_inside(dots: list[Dot]) -> None:
    places = [float(each) for each in re.findall(r'cy="([^"]+)"', drawn(dots))]
    assert all(26 <= place <= 256 for place in places)


def test_for_paper_places_are_lengths() -> None:
    svg = drawn(DOTS, width=600)
    assert 'viewBox="0 0 600 300"' in svg
    assert "%" not in svg


def test_without_dots_nothing_is_drawn() -> None:
    assert drawn([]) == ""


def test_marks_are_round_and_hold_every_cost() -> None:
    marks = cost_marks([Fraction(475_012), Fraction(739_087)])
    assert marks[0] <= 475_012
    assert marks[-1] >= 739_087
    assert all(mark % 100_000 == 0 for mark in marks)
    assert len(cost_marks([Fraction(5), Fraction(5)])) > 1
