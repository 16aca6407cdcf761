"""Amounts by month, as columns that stretch with the page: places across are percentages, letters keep their size.

For pages only. The numbers stand in a table beside.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.charts.palette import BORDER, BRAND, HAIRLINE, INK, MUTED, SURFACE
from core.charts.scores import Value
from core.charts.svg import escaped, number

_TOP, _HEIGHT, _LOW = 22, 120, 24
_FILLED = 0.76
"""Of the room of a month, so much is taken by its columns."""
_MOST_LABELS = 13


@dataclass(frozen=True, slots=True)
class Column:
    """`value` is drawn filled, `other` hollow beside it, and `limit` as a stroke across both."""

    label: str
    value: Value
    other: Value
    limit: Value | None = None


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """What the two amounts and the limit are called."""

    value: str
    other: str
    limit: str = ""


def draw_columns(columns: Sequence[Column], *, slug: str, title: str, words: ColumnWords) -> str:
    """As SVG; the highest amount reaches the top and is printed there."""
    if not columns:
        return ""
    highest = max((value for column in columns for value in _values(column)), key=lambda value: value.at)
    top = float(highest.at) or 1.0
    band = 100 / len(columns)
    drawn = [_base(), *_scale(highest)]
    every = -(-len(columns) // _MOST_LABELS)
    for place, column in enumerate(columns):
        drawn += _column(column, place * band, band, top)
        if place % every == 0:
            drawn.append(_label(column.label, place * band, band))
    said = "; ".join(_sentence(column, words) for column in columns)
    named = f'role="img" aria-labelledby="{slug}-title" aria-describedby="{slug}-desc"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart chart-columns" width="100%" '
        f'height="{_TOP + _HEIGHT + _LOW}" font-size="12" fill="{INK}" {named}>'
        f'<title id="{slug}-title">{escaped(title)}</title><desc id="{slug}-desc">{escaped(said)}</desc>'
        f"{''.join(drawn)}</svg>"
    )


def _values(column: Column) -> Iterable[Value]:
    yield column.value
    yield column.other
    if column.limit is not None:
        yield column.limit


def _scale(highest: Value) -> Iterable[str]:
    yield f'<line class="chart-grid" x1="0" x2="100%" y1="{_TOP}" y2="{_TOP}" stroke="{HAIRLINE}"/>'
    yield f'<text class="chart-muted" x="0" y="{_TOP - 7}" fill="{MUTED}">{escaped(highest.text)}</text>'


def _base() -> str:
    low = _TOP + _HEIGHT
    return f'<line class="chart-break" x1="0" x2="100%" y1="{low}" y2="{low}" stroke="{BORDER}"/>'


def _column(column: Column, left: float, band: float, top: float) -> Iterable[str]:
    width = band * _FILLED / 2
    begin = left + band * (1 - _FILLED) / 2
    yield _bar(begin, width, column.value, top, f'class="chart-value" fill="{BRAND}"')
    yield _bar(begin + width, width, column.other, top, f'class="chart-claimed" fill="{SURFACE}" stroke="{BORDER}"')
    if column.limit is not None:
        y = number(_y(column.limit, top))
        yield (
            f'<line class="chart-ink" x1="{_percent(begin - band * 0.06)}" '
            f'x2="{_percent(begin + 2 * width + band * 0.06)}" y1="{y}" y2="{y}" stroke="{INK}" stroke-width="2"/>'
        )


def _bar(x: float, width: float, value: Value, top: float, look: str) -> str:
    y = _y(value, top)
    place = f'x="{_percent(x)}" width="{_percent(width)}" y="{number(y)}" height="{number(_TOP + _HEIGHT - y)}"'
    return f"<rect {look} {place}/>" if value.at else ""


def _label(text: str, left: float, band: float) -> str:
    return (
        f'<text class="chart-muted" x="{_percent(left + band / 2)}" y="{_TOP + _HEIGHT + 18}" fill="{MUTED}" '
        f'text-anchor="middle">{escaped(text)}</text>'
    )


def _y(value: Value, top: float) -> float:
    return _TOP + _HEIGHT * (1 - float(value.at) / top)


def _percent(share: float) -> str:
    return f"{number(share)}%"


def _sentence(column: Column, words: ColumnWords) -> str:
    limit = f", {words.limit} {column.limit.text}" if column.limit is not None else ""
    return f"{column.label}: {words.value} {column.value.text}, {words.other} {column.other.text}{limit}"
