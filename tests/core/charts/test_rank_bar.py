"""The bar of places, in pieces."""

from fractions import Fraction
from xml.etree import ElementTree

from core.charts.rank_bar import draw_rank_bar


def pieces(svg: str) -> list[dict[str, str]]:
    return [dict(each.attrib) for each in ElementTree.fromstring(svg)]


def test_pieces_stand_side_by_side_and_fill_the_bar() -> None:
    drawn = pieces(draw_rank_bar([Fraction(1, 2), Fraction(0), Fraction(3, 8), Fraction(1, 8)], said="A"))
    assert [(each["data-r"], each["x"], each["width"]) for each in drawn] == [
        ("1", "0.00", "50.00"),
        ("3", "50.00", "37.50"),
        ("4", "87.50", "12.50"),
    ]


def test_places_after_the_last_shade_have_its_colour() -> None:
    drawn = pieces(draw_rank_bar([Fraction(0)] * 4 + [Fraction(1, 2)] * 2, said="A"))
    assert {(each["data-r"], each["fill"]) for each in drawn} == {("5", "#EBEFEC")}


def test_what_is_said_is_escaped() -> None:
    assert 'aria-label="A &lt;b&gt; &amp; C"' in draw_rank_bar([Fraction(1)], said="A <b> & C")
