"""Spans of days on one line: what was meant to be above what was, and the line of today. Said in words beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from core.charts.palette import BRAND, HAIRLINE, INK
from core.charts.svg import number

WIDTH, HEIGHT = 1000, 28


@dataclass(frozen=True, slots=True)
class Axis:
    """The first and the last day that fit on a line."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """From 0 to WIDTH; what lies outside stands at the edge."""
        days = (self.last - self.first).days or 1
        return max(0.0, min(1.0, (day - self.first).days / days)) * WIDTH

    @property
    def months(self) -> list[date]:
        """The first of each month that begins within, every third where there are more than 18."""
        found = []
        at = self.first.replace(day=1)
        while at <= self.last:
            if at > self.first:
                found.append(at)
            at = (at + timedelta(days=32)).replace(day=1)
        return found if len(found) <= 18 else [month for month in found if month.month % 3 == 1]


@dataclass(frozen=True, slots=True)
class Span:
    """Both days belong to it."""

    first: date
    last: date


def axis_around(days: Iterable[date | None], today: date) -> Axis:
    """With room for every day that there is, and for today."""
    found = [day for day in days if day] + [today]
    return Axis(min(found), max(found) + timedelta(days=1))


def draw_spans(axis: Axis, today: date, *, planned: Span | None, real: Span | None) -> str:
    """As SVG, stretched to the room that there is. It says nothing to a screen reader."""
    lines = [f'<path d="M{number(axis.x(month))} 0v{HEIGHT}"/>' for month in axis.months]
    parts = [f'<g class="chart-grid" stroke="{HAIRLINE}" stroke-width="1">{"".join(lines)}</g>']
    if planned:
        parts.append(_bar(axis, planned, y=4, height=20, css="chart-planned", fill=HAIRLINE))
    if real:
        parts.append(_bar(axis, real, y=10, height=8, css="chart-value", fill=BRAND))
    at = number(axis.x(today))
    parts.append(f'<path class="chart-ink" d="M{at} 0v{HEIGHT}" stroke="{INK}" stroke-width="2"/>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart chart-spans" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'preserveAspectRatio="none" aria-hidden="true" focusable="false">{"".join(parts)}</svg>'
    )


def _bar(axis: Axis, span: Span, *, y: int, height: int, css: str, fill: str) -> str:
    left, right = axis.x(span.first), axis.x(span.last + timedelta(days=1))
    width = number(max(4, right - left))
    return f'<rect class="{css}" x="{number(left)}" y="{y}" width="{width}" height="{height}" fill="{fill}"/>'
