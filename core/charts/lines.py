"""Scores that stretch with the page: one row of a table, and the scale of everything.

Places along the scale are percentages, so letters and lines keep their size on a phone. For pages only: paper has the
charts beside this file. The numbers stand in the table around them, so a row is hidden from who does not see it.
"""

from __future__ import annotations

from core.charts.palette import BORDER, HAIRLINE, INK, MATURITY, MUTED, SURFACE
from core.charts.scores import ENGLISH, ZERO_TO_FIVE, Scale, ScoreRow, Value, Words, described
from core.charts.svg import escaped, number

_TOP, _THICK = 5, 12


def draw_line(row: ScoreRow, *, scale: Scale = ZERO_TO_FIVE) -> str:
    """What is proven is solid, what is only claimed is hollow, the target is a stroke across, the reach below."""
    bar = f'y="{_TOP}" height="{_THICK}" rx="3"'
    drawn = [f'<rect class="chart-track" width="100%" {bar} fill="{HAIRLINE}"/>']
    if row.claimed and (row.verified is None or row.claimed.at > row.verified.at):
        width = _at(scale, row.claimed)
        drawn.append(f'<rect class="chart-claimed" width="{width}" {bar} fill="{SURFACE}" stroke="{BORDER}"/>')
    if row.verified and row.verified.at > scale.minimum:
        drawn.append(
            f'<rect class="chart-level-{scale.step(row.verified.at)}" width="{_at(scale, row.verified)}" {bar} '
            f'fill="{MATURITY[scale.step(row.verified.at)].fill}"/>'
        )
    if row.reach:
        drawn.append(_reach(scale, row.reach, 21))
    if row.target:
        drawn.append(_target(_at(scale, row.target), _TOP - 4, _TOP + _THICK + 4))
    return _frame("line", 24, drawn, 'aria-hidden="true"')


def draw_axis(scale: Scale = ZERO_TO_FIVE) -> str:
    """The levels along the rows below it."""
    return _frame("axis", 14, _numbers(scale, 11), 'aria-hidden="true"')


def draw_scale(row: ScoreRow, *, slug: str, title: str, scale: Scale = ZERO_TO_FIVE, words: Words = ENGLISH) -> str:
    """The levels in their colours; on them verified as a pointer, claimed as a ring, the target as a stroke."""
    drawn = []
    steps = len(scale.levels) - 1
    for level in scale.levels[:-1]:
        shade = scale.step(level)
        place = f'x="{_percent(scale.share(level))}" width="{_percent(1 / steps)}" y="18" height="14"'
        drawn.append(f'<rect class="chart-level-{shade}" {place} fill="{MATURITY[shade].fill}"/>')
    drawn.append(f'<rect class="chart-edge" width="100%" y="18" height="14" fill="none" stroke="{BORDER}"/>')
    if row.claimed:
        drawn.append(
            f'<circle class="chart-ring" cx="{_at(scale, row.claimed)}" cy="25" r="5" fill="{SURFACE}" '
            f'stroke="{INK}" stroke-width="2.5"/>'
        )
    if row.target:
        share = scale.share(row.target.at)
        anchor = "start" if share < 0.1 else "end" if share > 0.9 else "middle"
        drawn.append(_target(_percent(share), 12, 38))
        drawn.append(f'<text x="{_percent(share)}" y="9" text-anchor="{anchor}">{escaped(words.target)}</text>')
    if row.verified:
        drawn.append(
            f'<svg class="chart-pointer" x="{_at(scale, row.verified)}" y="34">'
            f'<path class="chart-dot" d="M0 0l-7 11h14z" fill="{INK}"/></svg>'
        )
    if row.reach:
        drawn.append(_reach(scale, row.reach, 50))
    low = 68 if row.reach else 60
    named = (
        f'role="img" aria-labelledby="{slug}-title" aria-describedby="{slug}-desc"><title id="{slug}-title">'
        f'{escaped(title)}</title><desc id="{slug}-desc">{escaped(described([row], words))}</desc'
    )
    return _frame("scale", low + 4, [*drawn, *_numbers(scale, low)], named)


def _frame(kind: str, height: int, drawn: list[str], said: str) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" class="chart chart-{kind}" width="100%" height="{height}"'
    return f'{head} font-size="12" fill="{INK}" {said}>{"".join(drawn)}</svg>'


def _numbers(scale: Scale, y: int) -> list[str]:
    anchors = {scale.minimum: "start", scale.maximum: "end"}
    return [
        f'<text class="chart-muted" x="{_percent(scale.share(level))}" y="{y}" fill="{MUTED}" '
        f'text-anchor="{anchors.get(level, "middle")}">{level}</text>'
        for level in scale.levels
    ]


def _target(x: str, top: int, bottom: int) -> str:
    """With a light edge, to be seen on white and on the darkest level."""
    ends = f'x1="{x}" x2="{x}" y1="{top}" y2="{bottom}"'
    casing = f'<line class="chart-casing" {ends} stroke="{SURFACE}" stroke-width="5"/>'
    return f'{casing}<line class="chart-target" {ends} stroke="{INK}" stroke-width="2.5"/>'


def _reach(scale: Scale, reach: tuple[Value, Value], y: int) -> str:
    low, high = (_at(scale, end) for end in reach)
    strokes = (
        f'x1="{low}" x2="{high}" y1="{y}" y2="{y}"',
        *(f'x1="{x}" x2="{x}" y1="{y - 2.5}" y2="{y + 2.5}"' for x in (low, high)),
    )
    return "".join(f'<line class="chart-reach" {ends} stroke="{MUTED}"/>' for ends in strokes)


def _at(scale: Scale, value: Value) -> str:
    return _percent(scale.share(value.at))


def _percent(share: float) -> str:
    return f"{number(share * 100)}%"
