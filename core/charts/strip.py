"""One score on a line: what it is, what it can still become, and where it should be."""

from __future__ import annotations

from collections.abc import Sequence

from core.charts.palette import BRAND, HAIRLINE, INK, MUTED
from core.charts.scores import ENGLISH, ZERO_TO_FIVE, Scale, ScoreRow, Words, described
from core.charts.svg import frame, number, text

WIDTH, HEIGHT = 248, 34
_INSET = 3
_TOP, _THICK = 8, 10


def draw_strip(row: ScoreRow, *, slug: str, title: str, scale: Scale = ZERO_TO_FIVE, words: Words = ENGLISH) -> str:
    """As SVG. Verified is the filled part, claimed the mark on it, the target a line, and the reach shaded behind."""
    return frame(
        "strip",
        [part for part in _parts(row, scale) if part],
        slug=slug,
        title=title,
        description=_description(row, words),
        width=WIDTH,
        height=HEIGHT,
    )


def _parts(row: ScoreRow, scale: Scale) -> Sequence[str]:
    def x(at: object) -> float:
        return _INSET + scale.share(at) * (WIDTH - 2 * _INSET)  # type: ignore[arg-type]

    bar = f'y="{_TOP}" height="{_THICK}" rx="5"'
    parts = [f'<rect class="chart-track" x="{_INSET}" width="{WIDTH - 2 * _INSET}" {bar} fill="{HAIRLINE}"/>']
    if row.reach:
        low, high = x(row.reach[0].at), x(row.reach[1].at)
        width = number(max(4, high - low))
        parts.append(
            f'<rect class="chart-value" x="{number(low)}" width="{width}" {bar} fill="{BRAND}" opacity="0.28"/>'
        )
    if row.verified:
        width = number(max(4, x(row.verified.at) - _INSET))
        parts.append(
            f'<rect class="chart-value" x="{_INSET}" y="11" width="{width}" height="4" rx="2" fill="{BRAND}"/>'
        )
    if row.claimed:
        left = number(x(row.claimed.at) - 2.5)
        parts.append(f'<rect class="chart-value" x="{left}" y="5" width="5" height="16" rx="2" fill="{BRAND}"/>')
    if row.target:
        at = x(row.target.at)
        parts.append(f'<path class="chart-ink" d="M{number(at)} 3v20" stroke="{INK}" stroke-width="2"/>')
        parts.append(text(at, 33, row.target.text, size=11, fill=MUTED, anchor=_anchor(at), css="muted"))
    return parts


def _anchor(at: float) -> str:
    return "end" if at > WIDTH - 12 else "start" if at < 12 else "middle"


def _description(row: ScoreRow, words: Words) -> str:
    said = described([row], words)
    return f"{said}, {words.reach} {row.reach[0].text}–{row.reach[1].text}" if row.reach else said
