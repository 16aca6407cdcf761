"""Who gave what on the scale, as dots on a line: those on the same level stand above each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from core.charts.palette import BRAND, HAIRLINE, INK, WARN
from core.charts.svg import escaped, number

WIDTH, HEIGHT = 84, 26
_LEFT, _STEP, _RADIUS = 6, 14.4, 3
_MIDDLE = HEIGHT / 2
_MOST_APART = 6.4
"""Between the middles of two dots on a level, as long as there is room for that."""


@lru_cache(maxsize=4096)
def draw_dots(levels: Sequence[int], *, said: str, is_wide: bool = False, agreed: int | None = None) -> str:
    """As SVG, of levels from 0 to 5; give a tuple. `said` is what is read aloud.

    `is_wide` marks a spread that is to be talked about; `agreed` is a stroke across.
    """
    colour = WARN if is_wide else BRAND
    parts = [f'<path class="dots__line" d="M4 {_MIDDLE:g}H80" stroke="{HAIRLINE}"/>']
    if is_wide:
        low, high = number(_x(min(levels))), number(_x(max(levels)))
        parts.append(f'<path class="dots__spread" d="M{low} {_MIDDLE:g}H{high}" stroke="{WARN}" stroke-width="2"/>')
    if agreed is not None:
        parts.append(f'<path class="dots__agreed" d="M{number(_x(agreed))} 1v24" stroke="{INK}" stroke-width="2"/>')
    for level, count in sorted(Counter(levels).items()):
        parts += (_dot(level, place, count) for place in range(count))
    return (
        f'<svg class="dots{" dots--wide" if is_wide else ""}" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}" fill="{colour}" role="img" aria-label="{escaped(said)}">'
        f"{''.join(parts)}</svg>"
    )


def _x(level: int) -> float:
    return _LEFT + level * _STEP


def _dot(level: int, place: int, count: int) -> str:
    apart = min(_MOST_APART, (HEIGHT - 2 * _RADIUS) / max(count - 1, 1))
    y = _MIDDLE + (place - (count - 1) / 2) * apart
    return f'<circle cx="{number(_x(level))}" cy="{number(y)}" r="{_RADIUS}"/>'
