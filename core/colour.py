"""An accent colour that stays readable, whatever a client's brand book says."""

from __future__ import annotations

import re
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass

DEFAULT_ACCENT = "#0E5A52"
READABLE = 4.5
"""Least contrast of text, WCAG 2.2 success criterion 1.4.3."""
CLEAR = 5
"""The contrast that a darkened colour aims at, so that it is not just readable."""
STEPS = 200

_HEX = re.compile(r"#[0-9A-Fa-f]{6}\Z")
_INK = "#0C1512"
WHITE = "#FFFFFF"


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
    return Accent(colour, WHITE if is_readable_on_white(colour) else _INK, nearest_readable(colour))


def is_readable_on_white(colour: str) -> bool:
    return contrast(colour, WHITE) >= READABLE


def nearest_readable(colour: str) -> str:
    """The colour itself where it can be read on white, else the lightest of its hue and saturation that is clear."""
    if is_readable_on_white(colour):
        return colour
    hue, lightness, saturation = rgb_to_hls(*_channels(colour))
    darker = (hls_to_rgb(hue, lightness * step / STEPS, saturation) for step in range(STEPS, -1, -1))
    shades = ("#" + "".join(f"{round(channel * 255):02X}" for channel in shade) for shade in darker)
    return next(shade for shade in shades if contrast(shade, WHITE) >= CLEAR)


def contrast(one: str, other: str) -> float:
    """Contrast ratio from 1 to 21 by WCAG 2.2's definition."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
