"""Scores over time, as lines that stretch with the page: places across are percentages, letters keep their size."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from core.charts.palette import BORDER, BRAND, HAIRLINE, INK, MUTED, SURFACE
from core.charts.scores import ENGLISH, ZERO_TO_FIVE, Scale, Value, Words
from core.charts.svg import escaped, number

_TOP, _HEIGHT, _LOW = 30, 210, 34
_FIRST, _LAST = 5.0, 96.0
"""Percent of the width between which the points lie; left of them stand the levels."""
_LEAST_APART = 2.5
_LABEL = 25.0
"""Percent of the width that a day takes on a phone."""


@dataclass(frozen=True, slots=True)
class Point:
    """A day with its scores. `label` is the day as it is printed; points of another `series` are not joined."""

    day: date
    label: str
    series: str
    verified: Value | None
    claimed: Value | None
    target: Value | None


def draw_trend(
    points: Sequence[Point], *, slug: str, title: str, scale: Scale = ZERO_TO_FIVE, words: Words = ENGLISH
) -> str:
    """Oldest first. Verified is a full line with its numbers, claimed a dashed one, the target a dotted one."""
    if not points:
        return ""
    places = _places([point.day for point in points])
    drawn = [*_levels(scale), *_breaks(points, places)]
    for css, look, value_of in _LINES:
        drawn += _line(points, places, css, look, value_of, scale)
    marked = _spaced(places)
    for place, (x, point) in enumerate(zip(places, points, strict=True)):
        drawn += _marks(x, point, scale)
        if place in marked:
            drawn += _labels(x, point, scale)
    said = "; ".join(_sentence(point, words) for point in points)
    head = '<svg xmlns="http://www.w3.org/2000/svg" class="chart chart-trend" width="100%"'
    named = f'role="img" aria-labelledby="{slug}-title" aria-describedby="{slug}-desc"'
    return (
        f'{head} height="{_TOP + _HEIGHT + _LOW}" font-size="12" fill="{INK}" {named}>'
        f'<title id="{slug}-title">{escaped(title)}</title><desc id="{slug}-desc">{escaped(said)}</desc>'
        f"{''.join(drawn)}</svg>"
    )


type _ValueOf = Callable[[Point], Value | None]

_LINES: tuple[tuple[str, str, _ValueOf], ...] = (
    ("target", f'stroke="{INK}" stroke-width="1.5" stroke-dasharray="1.5 4"', lambda point: point.target),
    ("claimed", f'stroke="{MUTED}" stroke-width="2" stroke-dasharray="6 4"', lambda point: point.claimed),
    ("verified", f'stroke="{BRAND}" stroke-width="3"', lambda point: point.verified),
)


def _places(days: Sequence[date]) -> list[float]:
    """Percent across, by the day; days that would fall together are moved apart."""
    if len(days) == 1:
        return [(_FIRST + _LAST) / 2]
    span = (days[-1] - days[0]).days
    width = _LAST - _FIRST
    apart = min(_LEAST_APART, width / (len(days) - 1))
    wanted = [width * (day - days[0]).days / span if span else 0.0 for day in days]
    placed = [wanted[0]]
    for each in wanted[1:]:
        placed.append(max(each, placed[-1] + apart))
    return [_FIRST + width * each / placed[-1] for each in placed]


def _spaced(places: Sequence[float]) -> set[int]:
    """Which points have room for their day and their number: the last, and from the first on those that fit between."""
    last = len(places) - 1
    right, found = _extent(places[last])[0], {last}
    taken = 0.0
    for place, x in enumerate(places[:last]):
        start, end = _extent(x)
        if start >= taken and end <= right:
            found.add(place)
            taken = end
    return found


def _anchor(x: float) -> str:
    return "start" if x < _LABEL / 2 else "end" if x > 100 - _LABEL / 2 else "middle"


def _extent(x: float) -> tuple[float, float]:
    """From where to where a label at this place lies."""
    start = {"start": x, "middle": x - _LABEL / 2, "end": x - _LABEL}[_anchor(x)]
    return start, start + _LABEL


def _y(scale: Scale, value: Value) -> float:
    return _TOP + _HEIGHT * (1 - scale.share(value.at))


def _levels(scale: Scale) -> Iterable[str]:
    for level in scale.levels:
        y = number(_y(scale, Value(level, "")))
        yield f'<line class="chart-grid" x1="{_FIRST - 2}%" x2="100%" y1="{y}" y2="{y}" stroke="{HAIRLINE}"/>'
        yield f'<text class="chart-muted" x="0" y="{y}" dy="4" fill="{MUTED}">{level}</text>'


def _breaks(points: Sequence[Point], places: Sequence[float]) -> Iterable[str]:
    """An upright line with what begins there, where the lines are not joined."""
    for (x, point), (next_x, following) in pairwise(zip(places, points, strict=True)):
        if point.series != following.series:
            at = (x + next_x) / 2
            anchor = "end" if at > 75 else "start"
            shift = -5 if anchor == "end" else 5
            yield (
                f'<line class="chart-break" x1="{number(at)}%" x2="{number(at)}%" y1="8" y2="{_TOP + _HEIGHT}" '
                f'stroke="{BORDER}" stroke-dasharray="3 3"/>'
                f'<text class="chart-muted" x="{number(at)}%" dx="{shift}" y="16" fill="{MUTED}" '
                f'text-anchor="{anchor}">{escaped(following.series)}</text>'
            )


def _line(
    points: Sequence[Point], places: Sequence[float], css: str, look: str, value_of: _ValueOf, scale: Scale
) -> Iterable[str]:
    """Piece by piece, since only a straight line can have its places as percentages."""
    for (x, point), (next_x, following) in pairwise(zip(places, points, strict=True)):
        one, other = value_of(point), value_of(following)
        if one is not None and other is not None and point.series == following.series:
            yield (
                f'<line class="chart-{css}" x1="{number(x)}%" x2="{number(next_x)}%" y1="{number(_y(scale, one))}" '
                f'y2="{number(_y(scale, other))}" {look}/>'
            )


def _marks(x: float, point: Point, scale: Scale) -> Iterable[str]:
    """Also for a point that is joined to no other."""
    across = f'"{number(x)}%"'
    if point.target is not None:
        y = number(_y(scale, point.target))
        yield (
            f'<svg class="chart-pointer" x={across} y="{y}">'
            f'<path class="chart-target" d="M-4 0h8" stroke="{INK}" stroke-width="2.5"/></svg>'
        )
    if point.claimed is not None:
        y = number(_y(scale, point.claimed))
        yield (
            f'<circle class="chart-ring" cx={across} cy="{y}" r="3.5" fill="{SURFACE}" stroke="{MUTED}" '
            f'stroke-width="2"/>'
        )
    if point.verified is not None:
        y = number(_y(scale, point.verified))
        yield f'<circle class="chart-dot" cx={across} cy="{y}" r="4.5" fill="{BRAND}"/>'


def _labels(x: float, point: Point, scale: Scale) -> Iterable[str]:
    """The verified number below its point, where the claimed one is not, and the day under the axis."""
    if point.verified is not None:
        y = _y(scale, point.verified)
        has_room = y + 19 < _TOP + _HEIGHT
        yield (
            f'<text class="chart-number" x="{number(x)}%" y="{number(y + 19 if has_room else y - 11)}" '
            f'font-weight="650" text-anchor="middle">{escaped(point.verified.text)}</text>'
        )
    yield (
        f'<text class="chart-muted" x="{number(x)}%" y="{_TOP + _HEIGHT + 24}" fill="{MUTED}" '
        f'text-anchor="{_anchor(x)}">{escaped(point.label)}</text>'
    )


def _sentence(point: Point, words: Words) -> str:
    if point.verified is None:
        return f"{point.label}: {words.no_score}"
    named = ((words.verified, point.verified), (words.claimed, point.claimed), (words.target, point.target))
    return f"{point.label}: {', '.join(f'{name} {value.text}' for name, value in named if value is not None)}"
