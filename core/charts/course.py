"""Values over days, against an axis of their own. Without a width it stretches with the page: places across are
percentages, and letters keep their size; with one it is as wide as that, for paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from core.charts.palette import BORDER, BRAND, HAIRLINE, INK, MUTED, SURFACE
from core.charts.svg import escaped, frame, number

type Number = int | Fraction | Decimal

_LEFT, _RIGHT = 8.0, 97.0
"""Percent of the width between which days lie; left of them stand the values."""
_TOP, _LOW = 22, 26
_AT_AN_END = 0.12
"""Of the way across: a label nearer to an end than this begins or ends there."""

LOOKS = {
    "scope": f'stroke="{INK}" stroke-width="2"',
    "done": f'stroke="{BRAND}" stroke-width="3"',
    "planned": f'stroke="{MUTED}" stroke-width="2" stroke-dasharray="1.5 4"',
    "forecast": f'stroke="{BRAND}" stroke-width="1.5" stroke-dasharray="6 4"',
    "range": f'stroke="{BRAND}" stroke-width="7"',
    "target": f'stroke="{INK}" stroke-width="1.5" stroke-dasharray="6 4"',
}
"""By the kind of a line, which is its class, too, so that a page can colour it."""


@dataclass(frozen=True, slots=True)
class Line:
    """`kind` is one of `LOOKS`. `last` is printed at its last point."""

    kind: str
    points: Sequence[tuple[date, Number]]
    has_dots: bool = False
    last: str = ""


@dataclass(frozen=True, slots=True)
class Values:
    """The axis of values, from the lowest of its marks to the highest."""

    marks: Sequence[tuple[Number, str]]

    def share(self, at: Number) -> float:
        low, high = float(self.marks[0][0]), float(self.marks[-1][0])
        return (float(at) - low) / (high - low)


@dataclass(frozen=True, slots=True)
class Days:
    """The axis of days. `today` is marked where it is given, with its word. Of the marks a narrow page leaves out
    every second one."""

    first: date
    last: date
    marks: Sequence[tuple[date, str]]
    today: date | None = None
    word: str = ""

    def share(self, day: date) -> float:
        return (day - self.first).days / max(1, (self.last - self.first).days)


def draw_course(
    lines: Sequence[Line],
    *,
    values: Values,
    days: Days,
    slug: str,
    title: str,
    said: str,
    height: int = 260,
    width: int = 0,
) -> str:
    """`said` tells the same in words. Lines are drawn in their order, so that the last lies on top."""
    plan = _Plan(values, days, height, width)
    drawn = [*_grid(plan), *_days(plan)]
    for line in lines:
        drawn += _line(plan, line)
    for line in lines:
        drawn += _last(plan, line)
    if width:
        return frame("course", drawn, slug=slug, title=title, description=said, width=width, height=height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart chart-course" width="100%" height="{height}" '
        f'font-size="12" fill="{INK}" role="img" aria-labelledby="{slug}-title" aria-describedby="{slug}-desc">'
        f'<title id="{slug}-title">{escaped(title)}</title><desc id="{slug}-desc">{escaped(said)}</desc>'
        f"{''.join(drawn)}</svg>"
    )


def round_marks(low: Number, high: Number, *, about: int = 4) -> list[Fraction]:
    """Round numbers, about so many steps apart, from at most `low` to at least `high`."""
    low, high = Fraction(low), Fraction(high)
    if low == high:
        low, high = low - 1, high + 1
    rough = (high - low) / about
    power = Fraction(1)
    while power * 10 <= rough:
        power *= 10
    while power > rough:
        power /= 10
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    return [step * place for place in range(floor(low / step), ceil(high / step) + 1)]


@dataclass(frozen=True, slots=True)
class _Plan:
    values: Values
    days: Days
    height: int
    width: int

    def x(self, day: date) -> str:
        return self.across(_LEFT + (_RIGHT - _LEFT) * self.days.share(day))

    def across(self, percent: float) -> str:
        return number(percent * self.width / 100) if self.width else f"{number(percent)}%"

    def y(self, at: Number) -> str:
        return number(_TOP + (self.height - _TOP - _LOW) * (1 - self.values.share(at)))


def _grid(plan: _Plan) -> Iterable[str]:
    ends = f'x1="{plan.across(_LEFT)}" x2="{plan.across(_RIGHT)}"'
    for at, label in plan.values.marks:
        y = plan.y(at)
        yield f'<line class="chart-grid" {ends} y1="{y}" y2="{y}" stroke="{HAIRLINE}"/>'
        yield (
            f'<text class="chart-muted" x="{plan.across(_LEFT)}" y="{y}" dx="-6" dy="4" fill="{MUTED}" '
            f'text-anchor="end">{escaped(label)}</text>'
        )


def _days(plan: _Plan) -> Iterable[str]:
    for place, (day, label) in enumerate(plan.days.marks):
        minor = " chart-minor" if place % 2 and len(plan.days.marks) > 2 else ""
        yield (
            f'<text class="chart-muted{minor}" x="{plan.x(day)}" y="{plan.height - 6}" fill="{MUTED}" '
            f'text-anchor="{_anchor(plan, day)}">{escaped(label)}</text>'
        )
    if plan.days.today:
        x = plan.x(plan.days.today)
        ends = f'y1="{_TOP - 4}" y2="{plan.height - _LOW}"'
        yield f'<line class="chart-today" x1="{x}" x2="{x}" {ends} stroke="{BORDER}" stroke-dasharray="3 3"/>'
        yield (
            f'<text class="chart-muted" x="{x}" y="12" fill="{MUTED}" '
            f'text-anchor="{_anchor(plan, plan.days.today)}">{escaped(plan.days.word)}</text>'
        )


def _line(plan: _Plan, line: Line) -> Iterable[str]:
    """Piece by piece, since only a straight line can have its places as percentages."""
    places = [(plan.x(day), plan.y(at)) for day, at in line.points]
    look = f'{LOOKS[line.kind]} stroke-linecap="round"'
    for (x, y), (next_x, next_y) in pairwise(places):
        yield f'<line class="chart-{line.kind}" x1="{x}" x2="{next_x}" y1="{y}" y2="{next_y}" {look}/>'
    if line.has_dots:
        for x, y in places:
            yield f'<circle class="chart-dot" cx="{x}" cy="{y}" r="3.5" fill="{BRAND}"/>'


def _last(plan: _Plan, line: Line) -> Iterable[str]:
    """Above its point, on a plate that keeps lines away from the letters."""
    if line.last:
        day, at = line.points[-1]
        yield (
            f'<text class="chart-number" x="{plan.x(day)}" y="{plan.y(at)}" dy="-8" font-weight="650" '
            f'text-anchor="{_anchor(plan, day)}" stroke="{SURFACE}" stroke-width="3" paint-order="stroke">'
            f"{escaped(line.last)}</text>"
        )


def _anchor(plan: _Plan, day: date) -> str:
    share = plan.days.share(day)
    return "start" if share < _AT_AN_END else "end" if share > 1 - _AT_AN_END else "middle"
