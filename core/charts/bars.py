"""Horizontal bars: what is proven is solid, what is only claimed is hollow, the target is a stroke across."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from core.charts.legend import Entry, legend
from core.charts.lettering import text_width, wrap
from core.charts.palette import BORDER, HAIRLINE, INK, MATURITY, MUTED, SURFACE
from core.charts.scores import ENGLISH, ZERO_TO_FIVE, Scale, ScoreRow, Value, Words, described
from core.charts.svg import cased_stroke, frame, group, number, path, rect, text

_BAR = 16
_LABEL = 12
_LABEL_LINE = 14.5
_SMALL = 10.5
_COLUMN = 52
_TOP = 20
_PAD = 6
_LABELS = 0.27
"""Share of the width that labels have."""


def bars(
    rows: Sequence[ScoreRow],
    *,
    slug: str,
    title: str,
    description: str = "",
    scale: Scale = ZERO_TO_FIVE,
    width: int = 640,
    words: Words = ENGLISH,
) -> str:
    """One bar a row in the order given; nothing at all without rows. `width` is best between 480 and 720 px."""
    if not rows:
        return ""
    plan = _plan(rows, scale, width, words)
    bottom = _TOP + plan.pitch * len(rows)
    key, height = legend(_entries(rows, words), left=0, top=bottom + 20, right=width)
    body = [
        *_axis(plan, bottom),
        *(_row(row, plan, _TOP + plan.pitch * place) for place, row in enumerate(rows)),
        *_columns(plan, rows),
        key,
    ]
    return frame(
        "bars",
        body,
        slug=slug,
        title=title,
        description=description or described(rows, words),
        width=width,
        height=height,
    )


class _Column(NamedTuple):
    """Numbers at the right of the bars."""

    head: str
    shown: Callable[[ScoreRow], str]
    weight: str


class _Plan(NamedTuple):
    """Where things stand across the drawing, and how high a row is."""

    scale: Scale
    words: Words
    left: float
    right: float
    pitch: float
    columns: tuple[tuple[float, _Column], ...]

    def x(self, value: Value) -> float:
        return self.left + (self.right - self.left) * self.scale.share(value.at)


def _plan(rows: Sequence[ScoreRow], scale: Scale, width: int, words: Words) -> _Plan:
    """A column of numbers stands at the right for what at least one row has."""
    known = (
        _Column(words.claimed, lambda row: row.claimed.text if row.claimed else "", ""),
        _Column(words.target, lambda row: row.target.text if row.target else "", ""),
        _Column(words.gap, lambda row: row.gap, "600"),
    )
    columns = [column for column in known if any(map(column.shown, rows))]
    return _Plan(
        scale,
        words,
        left=width * _LABELS,
        right=width - _COLUMN * len(columns) - _PAD,
        pitch=36 if any(row.reach for row in rows) else 30,
        columns=tuple((width - _COLUMN * place, column) for place, column in enumerate(reversed(columns))),
    )


def _axis(plan: _Plan, bottom: float) -> list[str]:
    places = [(level, plan.x(Value(level, ""))) for level in plan.scale.levels]
    upright = f"{number(_TOP)}V{number(bottom)}"
    lines = "".join(f"M{number(x)} {upright}" for _, x in places[1:])
    ticks = (text(x, bottom + 14, str(level)) for level, x in places)
    return [
        path(lines, stroke=HAIRLINE, css="grid"),
        path(f"M{number(plan.left)} {upright}", stroke=BORDER, css="axis"),
        group(ticks, css="ticks", font_size=f"{_SMALL:g}", fill=MUTED, text_anchor="middle"),
    ]


def _columns(plan: _Plan, rows: Sequence[ScoreRow]) -> list[str]:
    middles = [_TOP + plan.pitch * (place + 0.5) + 4 for place in range(len(rows))]
    drawn = []
    for x, column in plan.columns:
        numbers = (text(x, y, column.shown(row) or "–") for y, row in zip(middles, rows, strict=True))
        drawn.append(text(x, 12, column.head, size=_SMALL, fill=MUTED, anchor="end", css="head"))
        drawn.append(group(numbers, css="numbers", text_anchor="end", font_weight=column.weight))
    return drawn


def _row(row: ScoreRow, plan: _Plan, top: float) -> str:
    middle = top + plan.pitch / 2
    lines = wrap(row.label, _LABEL, plan.left - 2 * _PAD)
    first = middle + 4.2 - (len(lines) - 1) * _LABEL_LINE / 2
    drawn = [text(0, first + place * _LABEL_LINE, part, css="label") for place, part in enumerate(lines)]
    if row.verified is None:
        drawn.append(text(plan.left + _PAD, middle + 4, plan.words.no_score, size=_SMALL, fill=MUTED, css="no-score"))
    else:
        drawn.extend(_bar(row, row.verified, plan, middle))
    return "".join(drawn)


def _bar(row: ScoreRow, verified: Value, plan: _Plan, middle: float) -> list[str]:
    top = middle - _BAR / 2 - (2 if row.reach else 0)
    end = plan.x(verified)
    drawn = []
    if row.claimed is not None and plan.x(row.claimed) > end:
        # The bar lies over it: what stays hollow is what is claimed and not proven.
        hollow = plan.x(row.claimed) - plan.left
        drawn.append(rect(plan.left, top, hollow, _BAR, fill=SURFACE, stroke=BORDER, css="claimed"))
    step = plan.scale.step(verified.at)
    shade = MATURITY[step]
    if end > plan.left:
        drawn.append(
            rect(plan.left, top, end - plan.left, _BAR, fill=shade.fill, stroke=shade.edge, css=f"level-{step}")
        )
    if row.target is not None:
        drawn.append(cased_stroke(plan.x(row.target), top - 3, top + _BAR + 3))
    drawn.append(_printed(verified, row, plan, top, end))
    if row.reach is not None:
        drawn.append(_whisker(plan.x(row.reach[0]), plan.x(row.reach[1]), top + _BAR + 7))
    return drawn


def _printed(verified: Value, row: ScoreRow, plan: _Plan, top: float, end: float) -> str:
    """The number at the bar's left, where numbers form a column; beside what is drawn where the bar is too short."""
    step = plan.scale.step(verified.at)
    width = text_width(verified.text, _LABEL) + 2 * _PAD
    baseline = top + _BAR / 2 + 4.2
    if end - plan.left >= width:
        x, fill, css = plan.left + _PAD, MATURITY[step].text, f"on-level-{step}"
    else:
        x, fill, css = end + _PAD, INK, "number"
        for taken in sorted(plan.x(value) for value in (row.claimed, row.target) if value is not None):
            if x - _PAD <= taken < x + width - _PAD:
                x = taken + _PAD
    return text(x, baseline, verified.text, weight=600, fill=fill, css=css)


def _whisker(low: float, high: float, y: float) -> str:
    top, bottom = number(y - 2.5), number(y + 2.5)
    ends = "".join(f"M{number(x)} {top}V{bottom}" for x in (low, high))
    return path(f"{ends}M{number(low)} {number(y)}H{number(high)}", stroke=MUTED, css="reach")


def _entries(rows: Sequence[ScoreRow], words: Words) -> list[Entry]:
    """Only what is drawn is explained."""
    solid = "".join(
        rect(place * 9, -5, 9, 10, fill=MATURITY[step].fill, radius=0, css=f"level-{step}")
        for place, step in enumerate((1, 3, 5))
    )
    entries = [Entry(solid, 27, words.verified)]
    if any(row.claimed for row in rows):
        entries.append(Entry(rect(0, -5, 22, 10, fill=SURFACE, stroke=BORDER, css="claimed"), 22, words.claimed))
    if any(row.target for row in rows):
        entries.append(Entry(cased_stroke(2, -7, 7), 4, words.target))
    if any(row.reach and row.verified for row in rows):
        entries.append(Entry(_whisker(0, 22, 0), 22, words.reach))
    return entries
