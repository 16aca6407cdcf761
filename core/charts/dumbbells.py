"""Change, row by row: from where a score was, a ring, to where it is, a dot, and between them which way it went."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from core.charts.legend import Entry, legend
from core.charts.lettering import wrap
from core.charts.palette import BAD, BORDER, HAIRLINE, INK, MUTED, OK, SURFACE
from core.charts.scores import ENGLISH, ZERO_TO_FIVE, ChangeRow, Scale, Value, Words
from core.charts.svg import frame, group, line, number, path, text

_LABEL, _LABEL_LINE, _SMALL = 12, 14.5, 10.5
_PITCH, _TOP, _PAD, _COLUMN = 30, 20, 8, 50
_LABELS = 0.27
"""Share of the width that labels have."""
_TRACK, _BAR, _RING, _DOT = 1.5, 5, 4.5, 5.5


def draw_dumbbell(row: ChangeRow, *, scale: Scale = ZERO_TO_FIVE) -> str:
    """A row of a table that stretches with the page. The numbers stand in the table around it, so it says nothing."""
    drawn = [f'<line class="chart-grid" x1="0" x2="100%" y1="11" y2="11" stroke="{HAIRLINE}" stroke-width="{_TRACK}"/>']
    if row.ends:
        before, after = (f"{number(scale.share(end.at) * 100)}%" for end in row.ends)
        css, colour = _way(*row.ends)
        if css:
            drawn.append(
                f'<line class="chart-{css}" x1="{before}" x2="{after}" y1="11" y2="11" stroke="{colour}" '
                f'stroke-width="{_BAR}"/>'
            )
        drawn.append(
            f'<circle class="chart-ring" cx="{before}" cy="11" r="{_RING}" fill="{SURFACE}" stroke="{INK}" '
            f'stroke-width="2"/>'
        )
        drawn.append(f'<circle class="chart-now" cx="{after}" cy="11" r="{_DOT}" fill="{INK}"/>')
    head = '<svg xmlns="http://www.w3.org/2000/svg" class="chart chart-dumbbell" width="100%" height="22"'
    return f'{head} aria-hidden="true">{"".join(drawn)}</svg>'


def dumbbells(
    rows: Sequence[ChangeRow],
    *,
    slug: str,
    title: str,
    scale: Scale = ZERO_TO_FIVE,
    width: int = 640,
    words: Words = ENGLISH,
) -> str:
    """For paper: one dumbbell a row in the order given, with its numbers; nothing at all without rows."""
    if not rows:
        return ""
    plan = _Plan(scale, width * _LABELS, width - _COLUMN * 3 - _PAD, width)
    bottom = _TOP + _PITCH * len(rows)
    key, height = legend(_entries(words), left=0, top=bottom + 20, right=width)
    body = [
        *_axis(plan, bottom),
        *(_row(row, plan, _TOP + _PITCH * (place + 0.5), words) for place, row in enumerate(rows)),
        *_heads(plan, words),
        key,
    ]
    said = "; ".join(_sentence(row, words) for row in rows)
    return frame("dumbbells", body, slug=slug, title=title, description=said, width=width, height=height)


class _Plan(NamedTuple):
    """Where things stand across the drawing."""

    scale: Scale
    left: float
    right: float
    width: float

    def x(self, value: Value) -> float:
        return self.left + (self.right - self.left) * self.scale.share(value.at)

    def column(self, place: int) -> float:
        return self.width - _COLUMN * (2 - place)


def _way(before: Value, after: Value) -> tuple[str, str]:
    """The class and the colour of what lies between; nothing where nothing moved."""
    if before.at == after.at:
        return "", ""
    return ("rise", OK) if after.at > before.at else ("fall", BAD)


def _axis(plan: _Plan, bottom: float) -> list[str]:
    places = [(level, plan.x(Value(level, ""))) for level in plan.scale.levels]
    lines = "".join(f"M{number(x)} {_TOP}V{number(bottom)}" for _, x in places)
    ticks = (text(x, bottom + 14, str(level)) for level, x in places)
    return [
        path(lines, stroke=HAIRLINE, css="grid"),
        group(ticks, css="ticks", font_size=f"{_SMALL:g}", fill=MUTED, text_anchor="middle"),
    ]


def _heads(plan: _Plan, words: Words) -> list[str]:
    heads = (words.before, words.after, words.change)
    return [
        text(plan.column(place), 12, head, size=_SMALL, fill=MUTED, anchor="end", css="head")
        for place, head in enumerate(heads)
    ]


def _row(row: ChangeRow, plan: _Plan, middle: float, words: Words) -> str:
    lines = wrap(row.label, _LABEL, plan.left - 2 * _PAD)
    first = middle + 4.2 - (len(lines) - 1) * _LABEL_LINE / 2
    drawn = [text(0, first + place * _LABEL_LINE, part, css="label") for place, part in enumerate(lines)]
    if row.ends is None:
        drawn.append(text(plan.left + _PAD, middle + 4, words.not_compared, size=_SMALL, fill=MUTED, css="no-score"))
        return "".join(drawn)
    drawn.append(_dumbbell(plan.x(row.ends[0]), plan.x(row.ends[1]), middle, *_way(*row.ends)))
    shown = (row.ends[0].text, row.ends[1].text, row.change)
    numbers = (
        text(plan.column(place), middle + 4.2, said, weight=600 if place else 0) for place, said in enumerate(shown)
    )
    drawn.append(group(numbers, css="numbers", text_anchor="end"))
    return "".join(drawn)


def _dumbbell(before: float, after: float, middle: float, css: str, colour: str) -> str:
    between = line(before, middle, after, middle, stroke=colour, width=_BAR, css=css) if css else ""
    return between + _ring(before, middle) + _dot(after, middle)


def _ring(x: float, y: float) -> str:
    return (
        f'<circle class="chart-ring" cx="{number(x)}" cy="{number(y)}" r="{_RING}" fill="{SURFACE}" stroke="{BORDER}" '
        f'stroke-width="2"/>'
    )


def _dot(x: float, y: float) -> str:
    return f'<circle class="chart-now" cx="{number(x)}" cy="{number(y)}" r="{_DOT}" fill="{INK}"/>'


def _entries(words: Words) -> list[Entry]:
    return [
        Entry(_ring(5, 0), 10, words.before),
        Entry(_dot(6, 0), 12, words.after),
        Entry(line(0, 0, 22, 0, stroke=OK, width=_BAR, css="rise"), 22, words.rise),
        Entry(line(0, 0, 22, 0, stroke=BAD, width=_BAR, css="fall"), 22, words.fall),
    ]


def _sentence(row: ChangeRow, words: Words) -> str:
    if row.ends is None:
        return f"{row.label}: {words.not_compared}"
    before, after = row.ends
    return f"{row.label}: {words.before} {before.text}, {words.after} {after.text}, {words.change} {row.change}"
