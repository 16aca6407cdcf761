"""The key under a chart: small samples with their meaning, in as many lines as they need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from core.charts.lettering import fit, text_width
from core.charts.palette import MUTED
from core.charts.svg import group, text

SIZE = 10.5
LINE = 20
_SPACE = 18
_BESIDE = 6


class Entry(NamedTuple):
    """`sample` is drawn for a place 0,0 at its left on the middle of the line, and is `width` wide."""

    sample: str
    width: float
    meaning: str


def legend(entries: Sequence[Entry], *, left: float, top: float, right: float) -> tuple[str, float]:
    """The drawing, and where it ends below."""
    x, middle, drawn = left, top + LINE / 2, []
    for entry in entries:
        indent = entry.width + _BESIDE
        meaning = fit(entry.meaning, SIZE, right - left - indent)
        width = indent + text_width(meaning, SIZE)
        if x > left and x + width > right:
            x, middle = left, middle + LINE
        drawn.append(f'<g transform="translate({x:.1f} {middle:.1f})">{entry.sample}{text(indent, 3.8, meaning)}</g>')
        x += width + _SPACE
    return group(drawn, css="legend", font_size=f"{SIZE:g}", fill=MUTED), middle + LINE / 2
