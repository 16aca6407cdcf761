"""The shape of a result: one axis a phase or domain, proven, claimed and target laid over each other."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin
from typing import NamedTuple

from core.charts.legend import Entry, legend
from core.charts.lettering import text_width, wrap
from core.charts.palette import BORDER, BRAND, HAIRLINE, INK, MUTED, SURFACE
from core.charts.scores import ENGLISH, ZERO_TO_FIVE, Scale, ScoreRow, Value, Words, described
from core.charts.svg import frame, group, line, number, rect, text

AXES = range(3, 13)
_SIZE = 11
_TICK = 8.5
_LINE = 13.5
_OUTSIDE = 10

Place = tuple[float, float]


def radar(
    rows: Sequence[ScoreRow],
    *,
    slug: str,
    title: str,
    description: str = "",
    scale: Scale = ZERO_TO_FIVE,
    width: int = 480,
    words: Words = ENGLISH,
) -> str:
    """One axis a row, clockwise from the top; nothing where three to twelve axes with three scores cannot be had."""
    if len(rows) not in AXES or sum(row.verified is not None for row in rows) < AXES.start:
        return ""
    web = _Web(len(rows), scale, radius=width * 0.27, middle=(width / 2, 0))
    labels = [_label(web, at, row, words, width) for at, row in enumerate(rows)]
    top = min(label.top for label in labels)
    web = web._replace(middle=(width / 2, 4 - top))
    labels = [label.moved(4 - top) for label in labels]
    key, height = legend(_entries(rows, words), left=4, top=max(label.bottom for label in labels) + 8, right=width - 4)
    body = [
        *_rings(web, rows),
        *_ticks(web),
        *_outline(web, [row.target for row in rows], stroke=INK, width=1.1, css="target"),
        *_filled(web, [row.verified for row in rows]),
        *_outline(web, [row.claimed for row in rows], stroke=MUTED, width=1.4, dashes="4 3", css="claimed"),
        *(label.drawn(words) for label in labels),
        key,
    ]
    return frame(
        "radar",
        body,
        slug=slug,
        title=title,
        description=description or described(rows, words),
        width=width,
        height=height,
    )


class _Web(NamedTuple):
    axes: int
    scale: Scale
    radius: float
    middle: Place

    def spot(self, axis: int, share: float, outside: float = 0) -> Place:
        angle = 2 * pi * axis / self.axes - pi / 2
        reach = self.radius * share + outside
        return self.middle[0] + reach * cos(angle), self.middle[1] + reach * sin(angle)

    def place(self, axis: int, value: Value) -> Place:
        return self.spot(axis, self.scale.share(value.at))


class _Label(NamedTuple):
    """A block of lines with the number under them, and the box that it keeps free."""

    lines: tuple[str, ...]
    number: Value | None
    x: float
    top: float
    bottom: float
    anchor: str

    def moved(self, down: float) -> _Label:
        return self._replace(top=self.top + down, bottom=self.bottom + down)

    def drawn(self, words: Words) -> str:
        first = self.top + _LINE - 3.5
        drawn = [text(self.x, first + _LINE * place, part) for place, part in enumerate(self.lines)]
        last = first + _LINE * len(self.lines)
        if self.number is None:
            drawn.append(text(self.x, last, words.no_score, fill=MUTED, css="no-score"))
        else:
            drawn.append(text(self.x, last, self.number.text, weight=600, css="number"))
        return group(drawn, css="label", font_size=f"{_SIZE:g}", text_anchor=self.anchor)


def _label(web: _Web, axis: int, row: ScoreRow, words: Words, width: float) -> _Label:
    """Beside its axis; above or below it where the axis is upright."""
    x, y = web.spot(axis, 1, _OUTSIDE)
    sideways = (x - web.middle[0]) / (web.radius + _OUTSIDE)
    if abs(sideways) < 0.05:
        x, anchor, room = web.middle[0], "middle", 2 * web.radius * sin(2 * pi / web.axes) - 16
    elif sideways > 0:
        anchor, room = "start", width - x - 2
    else:
        anchor, room = "end", x - 2
    lines = wrap(row.label, _SIZE, min(room, 150))
    height = _LINE * (len(lines) + 1)
    # The block's far edge, not its middle, keeps the distance where the axis points up or down.
    top = y - height / 2 + (y - web.middle[1]) / (web.radius + _OUTSIDE) * height / 2
    return _Label(lines, row.verified, x, top, top + height, anchor)


def _rings(web: _Web, rows: Sequence[ScoreRow]) -> list[str]:
    """Level lines, and an axis a row: dashed where there is no score."""
    drawn = []
    for level in web.scale.levels[1:]:
        corners = [web.spot(axis, web.scale.share(level)) for axis in range(web.axes)]
        drawn.append(f'<polygon class="chart-grid" points="{_points(corners)}" fill="none" stroke="{HAIRLINE}"/>')
    for axis, row in enumerate(rows):
        stroke, dashes = (HAIRLINE, "") if row.verified else (BORDER, "2 3")
        drawn.append(line(*web.middle, *web.spot(axis, 1), stroke=stroke, dashes=dashes, css="grid"))
    return drawn


def _ticks(web: _Web) -> list[str]:
    """The levels up the first axis, on small plates so that no ring runs through them."""
    drawn = []
    for level in web.scale.levels[1:]:
        x, y = web.spot(0, web.scale.share(level))
        width = text_width(str(level), _TICK)
        drawn.append(rect(x - 5 - width, y - 4.5, width + 2, 9, fill=SURFACE, css="plate"))
        drawn.append(text(x - 4, y + 3, str(level)))
    return [group(drawn, css="ticks", font_size=f"{_TICK:g}", fill=MUTED, text_anchor="end")]


def _runs(values: Sequence[Value | None]) -> list[list[int]]:
    """Neighbouring axes that have a value, going round; one run of all of them closes."""
    count = len(values)
    if all(value is not None for value in values):
        return [list(range(count))]
    start = next(at for at, value in enumerate(values) if value is None)
    runs: list[list[int]] = [[]]
    for at in (place % count for place in range(start + 1, start + 1 + count)):
        if values[at] is None:
            runs.append([])
        else:
            runs[-1].append(at)
    return [run for run in runs if run]


def _filled(web: _Web, values: Sequence[Value | None]) -> list[str]:
    """The proven shape. Where an axis has no score it opens: nothing is drawn across what is not known."""
    drawn, dots = [], []
    for run in _runs(values):
        corners = _corners(web, run, values)
        around = corners if len(run) == len(values) else [web.middle, *corners]
        if len(run) > 1:
            drawn.append(f'<polygon class="chart-area" points="{_points(around)}" fill="{BRAND}" fill-opacity="0.16"/>')
        dots += [
            f'<circle class="chart-dot" cx="{number(x)}" cy="{number(y)}" r="3" fill="{BRAND}"/>' for x, y in corners
        ]
    return [*drawn, *_outline(web, values, stroke=BRAND, width=2, css="verified"), *dots]


def _outline(
    web: _Web, values: Sequence[Value | None], *, stroke: str, width: float, dashes: str = "", css: str
) -> list[str]:
    drawn = []
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    for run in _runs(values):
        shape = "polygon" if len(run) == len(values) else "polyline"
        drawn.append(
            f'<{shape} class="chart-{css}" points="{_points(_corners(web, run, values))}" fill="none" '
            f'stroke="{stroke}" stroke-width="{width:g}" stroke-linejoin="round"{dashed}/>'
        )
    return drawn


def _corners(web: _Web, run: list[int], values: Sequence[Value | None]) -> list[Place]:
    return [web.place(axis, value) for axis in run if (value := values[axis]) is not None]


def _points(places: Sequence[Place]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in places)


def _entries(rows: Sequence[ScoreRow], words: Words) -> list[Entry]:
    """Only what is drawn is explained."""
    area = f'<rect class="chart-area" y="-5" width="22" height="10" fill="{BRAND}" fill-opacity="0.16"/>'
    entries = [Entry(area + line(0, -5, 22, -5, stroke=BRAND, width=2, css="verified"), 22, words.verified)]
    if any(row.claimed for row in rows):
        entries.append(
            Entry(line(0, 0, 22, 0, stroke=MUTED, width=1.4, dashes="4 3", css="claimed"), 22, words.claimed)
        )
    if any(row.target for row in rows):
        entries.append(Entry(line(0, 0, 22, 0, stroke=INK, width=1.1, css="target"), 22, words.target))
    return entries
