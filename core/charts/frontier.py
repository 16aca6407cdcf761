"""Quality against cost: a dot per vendor, and the line of those that nobody beats on both.

Stretches with the page as percentages, so that letters keep their size; with a width it is drawn for paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from core.charts.course import round_marks
from core.charts.lettering import fit
from core.charts.palette import BRAND, HAIRLINE, INK, MUTED, SURFACE
from core.charts.scores import Value
from core.charts.svg import escaped, frame, number

_LEFT, _RIGHT, _TOP, _LOW = 7.0, 95.0, 26, 44
"""The first two in percent of the width."""
_NAME = 150
"""What a name may take in px: the whole of it stands in the table beside."""
_NEAR = 0.03
"""Of the height: names of dots that are nearer than this in both directions would lie on each other."""


@dataclass(frozen=True, slots=True)
class Dot:
    """`is_best` lies on the line."""

    label: str
    cost: Value
    quality: Value
    is_best: bool


@dataclass(frozen=True, slots=True)
class Axes:
    """What is printed beside the axes, and how an amount of money is written at a mark."""

    cost: str
    quality: str
    marks: Sequence[Value]
    """Of the cost, from the lowest to the highest; `cost_marks` finds where they should be."""


def cost_marks(costs: Iterable[Fraction]) -> list[Fraction]:
    """Round amounts around these."""
    known = list(costs)
    return round_marks(min(known), max(known), about=3)


def draw_frontier(dots: Sequence[Dot], *, axes: Axes, slug: str, title: str, said: str, width: int = 0) -> str:
    """Cost to the right, quality up; `said` tells the same in words. Nothing without dots."""
    if not dots:
        return ""
    plan = _plan(dots, axes, width)
    line = sorted((dot for dot in dots if dot.is_best), key=lambda dot: (dot.cost.at, dot.quality.at))
    drawn = [*_grid(plan, axes)]
    for one, other in pairwise(line):
        ends = f'x1="{plan.x(one)}" y1="{plan.y(one)}" x2="{plan.x(other)}" y2="{plan.y(other)}"'
        drawn.append(f'<line class="chart-best" {ends} stroke="{BRAND}" stroke-width="2"/>')
    drawn += [_dot(plan, dot) for dot in dots]
    drawn += [_label(plan, dot, dots[:place]) for place, dot in enumerate(dots)]
    if width:
        return frame("frontier", drawn, slug=slug, title=title, description=said, width=width, height=plan.height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart chart-frontier" width="100%" height="{plan.height}" '
        f'font-size="12" fill="{INK}" role="img" aria-labelledby="{slug}-title" aria-describedby="{slug}-desc">'
        f'<title id="{slug}-title">{escaped(title)}</title><desc id="{slug}-desc">{escaped(said)}</desc>'
        f"{''.join(drawn)}</svg>"
    )


@dataclass(frozen=True, slots=True)
class _Plan:
    cheapest: float
    dearest: float
    low: float
    high: float
    width: int
    height: int = 300

    def across(self, share: float) -> str:
        percent = _LEFT + (_RIGHT - _LEFT) * share
        return number(percent * self.width / 100) if self.width else f"{number(percent)}%"

    def share_of(self, cost: object) -> float:
        return (float(cost) - self.cheapest) / (self.dearest - self.cheapest)  # type: ignore[arg-type]

    def x(self, dot: Dot) -> str:
        return self.across(self.share_of(dot.cost.at))

    def y_of(self, quality: object) -> float:
        share = (float(quality) - self.low) / (self.high - self.low)  # type: ignore[arg-type]
        return _TOP + (self.height - _TOP - _LOW) * (1 - share)

    def y(self, dot: Dot) -> str:
        return number(self.y_of(dot.quality.at))


def _plan(dots: Sequence[Dot], axes: Axes, width: int) -> _Plan:
    """The axis of quality is cut to where the dots lie: differences are what is asked about."""
    qualities = [Fraction(dot.quality.at) for dot in dots]
    marks = round_marks(min(qualities), max(qualities))
    low, high = max(Fraction(0), marks[0]), min(Fraction(100), marks[-1])
    return _Plan(float(axes.marks[0].at), float(axes.marks[-1].at), float(low), float(high), width)


def _grid(plan: _Plan, axes: Axes) -> Iterable[str]:
    bottom = plan.height - _LOW
    for at in round_marks(Fraction(plan.low), Fraction(plan.high)):
        y = number(plan.y_of(at))
        yield (
            f'<line class="chart-grid" x1="{plan.across(0)}" x2="{plan.across(1)}" y1="{y}" y2="{y}" '
            f'stroke="{HAIRLINE}"/>'
        )
        yield (
            f'<text class="chart-muted" x="{plan.across(0)}" y="{y}" dx="-6" dy="4" fill="{MUTED}" '
            f'text-anchor="end">{number(float(at))}</text>'
        )
    for place, mark in enumerate(axes.marks):
        last = place == len(axes.marks) - 1
        anchor = "start" if place == 0 else "end" if last else "middle"
        minor = "" if place == 0 or last else " chart-minor"
        yield (
            f'<text class="chart-muted{minor}" x="{plan.across(plan.share_of(mark.at))}" y="{bottom + 18}" '
            f'fill="{MUTED}" text-anchor="{anchor}">{escaped(mark.text)}</text>'
        )
    yield f'<text class="chart-muted" x="0" y="12" fill="{MUTED}">{escaped(axes.quality)}</text>'
    yield (
        f'<text class="chart-muted" x="{plan.across(1)}" y="{bottom + 38}" fill="{MUTED}" '
        f'text-anchor="end">{escaped(axes.cost)}</text>'
    )


def _dot(plan: _Plan, dot: Dot) -> str:
    css, look = ("best", f'fill="{BRAND}"') if dot.is_best else ("other", f'fill="{SURFACE}" stroke="{MUTED}"')
    return f'<circle class="chart-{css}" cx="{plan.x(dot)}" cy="{plan.y(dot)}" r="6" {look} stroke-width="2"/>'


def _label(plan: _Plan, dot: Dot, before: Sequence[Dot]) -> str:
    """Above its dot, on a plate that keeps lines away; below it where a name stands there already, line under line."""
    x = plan.share_of(dot.cost.at)
    near = sum(
        abs(plan.share_of(other.cost.at) - x) < 10 * _NEAR
        and abs(plan.y_of(other.quality.at) - plan.y_of(dot.quality.at)) < 8 * _NEAR * 100
        for other in before
    )
    anchor = "start" if x < 0.2 else "end" if x > 0.8 else "middle"
    return (
        f'<text class="chart-number" x="{plan.x(dot)}" y="{plan.y(dot)}" dy="{6 + 16 * near if near else -12}" '
        f'font-weight="620" text-anchor="{anchor}" stroke="{SURFACE}" stroke-width="3" paint-order="stroke">'
        f"{escaped(fit(dot.label, 12, _NAME))}</text>"
    )
