"""The colours of charts, from the light tokens of the design.

Literal hex, since WeasyPrint knows no page CSS inside an SVG. On pages the classes beside them let CSS take dark ones.
"""

from __future__ import annotations

from dataclasses import dataclass

INK = "#13201B"
MUTED = "#4C5A54"
BORDER = "#75827B"
HAIRLINE = "#DBE1DD"
SURFACE = "#FFFFFF"
BRAND = "#0E5A52"
OK = "#1B6B3A"
BAD = "#A8201A"
WARN = "#8A4B00"


@dataclass(frozen=True, slots=True)
class Shade:
    """A maturity level's fill, the colour of the number printed in it, and its edge."""

    fill: str
    text: str
    edge: str


MATURITY = (
    Shade("#FDF4D2", "#0C1512", "#8C7A4A"),
    Shade("#EEC57E", "#0C1512", "#8C7A4A"),
    Shade("#7CB687", "#0C1512", "#7CB687"),
    Shade("#31998E", "#0C1512", "#31998E"),
    Shade("#1C697F", "#FFFFFF", "#1C697F"),
    Shade("#183D61", "#FFFFFF", "#183D61"),
)
"""Levels 0 to 5, ever darker, so that grey print keeps their order; the two lightest need an edge."""
