"""Lines from what is needed to what needs it, across and down only, beside the bars as far as there is room."""

from __future__ import annotations

from typing import NamedTuple

from core.charts.svg import number

_OUT, _IN = 5.0, 7.0
_BELOW = 13.0
"""From the middle of a row to its edge, where no bar is."""


class Joint(NamedTuple):
    """Where a bar begins and ends, and the middle of its row."""

    start: float
    end: float
    y: float


def connector(needed: Joint, waiting: Joint) -> str:
    """In SVG's path language, from the end of the one to the beginning of the other, with its arrow.

    Where the one ends after the other begins, it goes back along the edge of the row.
    """
    out, into = needed.end + _OUT, waiting.start - _IN
    head = f"H{number(waiting.start)}m-4-3l4 3l-4 3"
    begin = f"M{number(needed.end)} {number(needed.y)}H{number(out)}"
    if into >= out:
        return f"{begin}V{number(waiting.y)}{head}"
    edge = waiting.y - _BELOW if waiting.y > needed.y else waiting.y + _BELOW
    return f"{begin}V{number(edge)}H{number(into)}V{number(waiting.y)}{head}"
