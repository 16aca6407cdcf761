"""How wide a text will be, and how it is broken or cut to fit: SVG does neither by itself."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import east_asian_width

# Advance widths from the space to the tilde, in hundredths of the font size: the wider one of Inter Regular
# and SemiBold, rounded up, so that what fits by this table fits in both.
_ADVANCES = (
    *(29, 33, 53, 65, 66, 101, 67, 33, 38, 38, 54, 68, 32, 47, 32, 38),
    *(66, 43, 63, 64, 67, 62, 64, 58, 65, 64, 32, 33, 68, 68, 68, 55),
    *(100, 73, 66, 74, 73, 61, 60, 75, 75, 28, 58, 71, 57, 93, 76, 77),
    *(65, 78, 66, 66, 67, 75, 73, 103, 72, 72, 66, 38, 38, 38, 49, 47),
    *(36, 58, 63, 59, 63, 60, 39, 63, 62, 27, 27, 57, 27, 91, 62, 61),
    *(63, 63, 40, 55, 36, 62, 59, 84, 57, 59, 57, 46, 36, 46, 68),
)
_OTHER = 70
_WIDE = 105
_ELLIPSIS = "…"


@lru_cache(maxsize=4096)
def text_width(text: str, size: float) -> float:
    """Width in px, seldom too small: letters outside ASCII are taken as wide ones."""
    return sum(map(_advance, text)) * size / 100


def _advance(letter: str) -> int:
    at = ord(letter) - 32
    if 0 <= at < len(_ADVANCES):
        return _ADVANCES[at]
    return _WIDE if letter == _ELLIPSIS or east_asian_width(letter) in "WF" or at > 0xFFFF else _OTHER


def fit(text: str, size: float, width: float) -> str:
    """The text, or as much of its beginning as fits with an ellipsis."""
    if text_width(text, size) <= width:
        return text
    room = width - text_width(_ELLIPSIS, size)
    while text and text_width(text, size) > room:
        text = text[:-1]
    return text.rstrip() + _ELLIPSIS


def wrap(text: str, size: float, width: float, lines: int = 2) -> tuple[str, ...]:
    """The text in at most so many lines, broken between words; what does not fit ends in an ellipsis."""
    broken: list[str] = []
    rest = text.split()
    while rest and len(broken) < lines - 1:
        taken = 1
        while taken < len(rest) and text_width(" ".join(rest[: taken + 1]), size) <= width:
            taken += 1
        broken.append(fit(" ".join(rest[:taken]), size, width))
        rest = rest[taken:]
    if rest:
        broken.append(fit(" ".join(rest), size, width))
    return tuple(broken)
