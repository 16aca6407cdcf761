from colorsys import rgb_to_hls

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.colour import accent, contrast, is_readable_on_white, nearest_readable

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


def test_contrast_is_that_of_the_definition() -> None:
    assert contrast("#000000", "#FFFFFF") == 21
    assert contrast("#FFFFFF", "#FFFFFF") == 1
    assert round(contrast("#767676", "#FFFFFF"), 2) == 4.54  # the lightest grey that passes, by WCAG's own example


@given(COLOURS)
def test_nearest_readable_can_be_read_and_is_never_lighter(colour: str) -> None:
    nearest = nearest_readable(colour)
    assert is_readable_on_white(nearest)
    assert all(int(nearest[at : at + 2], 16) <= int(colour[at : at + 2], 16) for at in (1, 3, 5))


@given(COLOURS.filter(lambda colour: not is_readable_on_white(colour)))
def test_colour_that_was_darkened_is_clearly_readable_and_no_darker_than_needed(colour: str) -> None:
    assert 5 <= contrast(nearest_readable(colour), "#FFFFFF") < 5.3


@pytest.mark.parametrize("colour", ["#F2B766", "#FFCC00", "#63CDBB", "#FF6FB5", "#9BC8FF", "#C0C0C0"])
def test_darkened_colour_keeps_hue_and_saturation(colour: str) -> None:
    hue, _, saturation = hls(colour)
    darker_hue, _, darker_saturation = hls(nearest_readable(colour))
    assert darker_hue == pytest.approx(hue, abs=0.01)
    assert darker_saturation == pytest.approx(saturation, abs=0.02)


def hls(colour: str) -> tuple[float, float, float]:
    return rgb_to_hls(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)))


@given(COLOURS)
def test_readable_colour_stays(colour: str) -> None:
    assert (nearest_readable(colour) == colour) == is_readable_on_white(colour)


@given(COLOURS)
def test_what_stands_on_the_accent_can_be_read(colour: str) -> None:
    made = accent(colour)
    assert contrast(made.on_fill, made.fill) >= 4.5 or made.on_fill == "#0C1512"
