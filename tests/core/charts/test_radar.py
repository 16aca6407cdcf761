from itertools import combinations
from math import dist

import pytest

from core.charts.radar import radar
from core.charts.scores import ScoreRow
from tests.core.charts.drawing import Drawing, score

NAMES = [
    "Service levels",
    "Architecture and isolation",
    "Data and recovery",
    "API contracts",
    "Delivery and change",
    "Codify delivery and operations",
    "Observability",
    "Incident response",
    "Capacity and performance of everything we run",
    "Security and compliance",
    "Governance and suppliers",
    "Donaudampfschifffahrtsgesellschaft",
]


def drawn(rows: list[ScoreRow], width: int = 480) -> Drawing:
    return Drawing(radar(rows, slug="r", title="Shape", width=width))


def corners(drawing: Drawing, name: str) -> list[list[tuple[float, float]]]:
    return [
        [(float(x), float(y)) for x, y in (corner.split(",") for corner in shape.attrib["points"].split())]
        for shape in drawing.by_class(name)
        if "points" in shape.attrib
    ]


@pytest.mark.parametrize("width", [380, 420, 480, 640])
@pytest.mark.parametrize("count", range(3, 13))
def test_labels_never_overlap_or_leave_the_drawing(count: int, width: int) -> None:
    drawing = drawn([score(name, "1.5", "2", "3") for name in NAMES[-count:]], width)
    letterings = drawing.letterings()
    for one, other in combinations(letterings, 2):
        assert not one.overlaps(other), (one, other)
    for lettering in letterings:
        assert lettering.left >= 0, lettering
        assert lettering.right <= drawing.width, lettering
        assert 0 <= lettering.top < lettering.bottom <= drawing.height, lettering


def test_maximum_lies_on_the_outer_ring_and_zero_in_the_middle() -> None:
    drawing = drawn([score("a", "5"), score("b", "0"), score("c", "5"), score("d", "0")])
    outer = corners(drawing, "grid")[-1]
    [verified] = corners(drawing, "verified")
    assert verified[0] == outer[0]
    assert verified[2] == outer[2]
    assert verified[1] == verified[3]
    assert abs(dist(verified[1], outer[0]) - dist(verified[1], outer[1])) < 0.2


def test_axis_without_score_is_a_gap() -> None:
    rows = [score("a", "1"), score("b", "2"), score("c", None), score("d", "3"), score("e", "4")]
    drawing = drawn(rows)
    assert "no score" in drawing.texts()
    [line] = drawing.by_class("verified")[:1]
    assert line.tag.endswith("polyline")
    [open_line] = corners(drawing, "verified")
    assert len(open_line) == 4


def test_full_round_is_closed() -> None:
    [shape, _key] = drawn([score(name, "2") for name in "abc"]).by_class("verified")
    assert shape.tag.endswith("polygon")


@pytest.mark.parametrize("scores", [["1", "2"], ["1"] * 13, ["1", "2", None], [None, None, None], []], ids=str)
def test_nothing_is_drawn_where_a_radar_would_mislead(scores: list[str | None]) -> None:
    assert radar([score("a", verified) for verified in scores], slug="r", title="Shape") == ""
