from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.charts.lettering import fit, text_width, wrap

FONTS = Path(__file__).parents[3] / "static" / "fonts"


@pytest.mark.parametrize("face", ["Regular", "SemiBold"])
def test_ascii_is_never_wider_than_estimated(face: str) -> None:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    font = TTFont(FONTS / f"Inter-{face}.ttf")
    for code in range(32, 127):
        advance = font["hmtx"][font.getBestCmap()[code]][0] / font["head"].unitsPerEm
        assert advance * 100 <= text_width(chr(code), 100) < advance * 100 + 6.5, chr(code)


@given(st.text(max_size=80), st.floats(20, 300))
def test_fitted_text_fits(text: str, width: float) -> None:
    shown = fit(text, 12, width)
    assert text_width(shown, 12) <= width
    assert shown == text or text.startswith(shown[:-1])


@given(st.text(max_size=80), st.floats(20, 300), st.integers(1, 3))
def test_wrapped_text_fits_and_loses_nothing_without_an_ellipsis(text: str, width: float, lines: int) -> None:
    broken = wrap(text, 12, width, lines)
    assert len(broken) <= lines
    assert all(text_width(line, 12) <= width for line in broken)
    if "…" not in "".join(broken):
        assert " ".join(broken) == " ".join(text.split())


def test_text_is_broken_between_words() -> None:
    assert wrap("Codify delivery and operations", 12, 130) == ("Codify delivery and", "operations")
