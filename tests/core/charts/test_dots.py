import re
from xml.etree import ElementTree

import pytest

from core.charts.dots import HEIGHT, draw_dots


def dots_of(drawn: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', drawn)]


def test_each_level_has_its_place_and_each_evaluator_a_dot() -> None:
    drawn = draw_dots((0, 3, 5), said="Scores 0, 3 and 5")
    assert dots_of(drawn) == [(6, 13), (49.2, 13), (78, 13)]
    assert ElementTree.fromstring(drawn).get("aria-label") == "Scores 0, 3 and 5"


@pytest.mark.parametrize("count", [1, 2, 4, 9, 20])
def test_dots_of_a_level_stand_above_each_other_inside_the_drawing(count: int) -> None:
    found = dots_of(draw_dots((4,) * count, said=""))
    assert len(set(found)) == count
    assert all(3 <= y <= HEIGHT - 3 for _, y in found)


def test_wide_spread_and_what_is_agreed_are_drawn_only_where_they_are() -> None:
    plain = draw_dots((2, 4), said="")
    assert "dots__spread" not in plain
    assert "dots__agreed" not in plain
    wide = draw_dots((2, 4), said="", is_wide=True, agreed=3)
    assert 'class="dots__spread" d="M34.8 13H63.6"' in wide
    assert 'class="dots__agreed" d="M49.2 1v24"' in wide


def test_nobody_scored_is_an_empty_line() -> None:
    assert dots_of(draw_dots((), said="Nobody scored")) == []


def test_what_is_said_is_escaped() -> None:
    assert 'aria-label="&quot;&lt;b&gt;"' in draw_dots((1,), said='"<b>')
