"""An accent colour that stays readable, whatever a client's brand book says."""

from __future__ import annotations

import re
from dataclasses import dataclass

DEFAULT_ACCENT = "#0E5A52"
READABLE = 4.5
"""Least contrast of text, WCAG 2.2 success criterion 1.4.3."""

_HEX = re.compile(r"#[0-9A-Fa-f]{6}\Z")
_INK = "#0C1512"
_WHITE = "#FFFFFF"


@dataclass(frozen=True, slots=True)
class Accent:
    """`fill` as given; `on_fill` is readable on it; `text` is the accent darkened until it is readable on white."""

    fill: str
    on_fill: str
    text: str


def is_colour(text: str) -> bool:
    """True for #RRGGBB."""
    return bool(_HEX.match(text))


def accent(colour: str = DEFAULT_ACCENT) -> Accent:
    """The three uses of an accent colour given as #RRGGBB."""
    on_fill = _WHITE if contrast(colour, _WHITE) >= READABLE else _INK
    text = colour
    while contrast(text, _WHITE) < READABLE:
        text = _darker(text)
    return Accent(colour, on_fill, text)


def contrast(one: str, other: str) -> float:
    """Contrast ratio from 1 to 21 by WCAG 2.2's definition."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _darker(colour: str) -> str:
    return "#" + "".join(f"{int(int(colour[at : at + 2], 16) * 0.95):02X}" for at in (1, 3, 5))
