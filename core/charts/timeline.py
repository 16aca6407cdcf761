"""Work over time, by weeks: phases as bands, what is done in them as bars, and what waits for what between them.

Labels of the rows are not part of the drawing: a page keeps them in sight while the drawing is scrolled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core.charts.connectors import Joint, connector
from core.charts.palette import BAD, BORDER, BRAND, HAIRLINE, INK, MUTED, OK, SURFACE
from core.charts.svg import escaped, frame, group, number, text

HEAD = 54
"""Height of the calendar above the rows."""
BAND_ROW, BAR_ROW = 30, 26
_BAR, _PLANNED, _REAL = 14, 8, 6
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Bar:
    """From the morning of `start` to the evening of `end`; without a start a mark on the day `end`.

    `look` is open, late, done or dropped, `share` how much of it is done, `label` all that there is to say about it.
    """

    key: int
    start: date | None
    end: date
    look: str
    share: float
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Band:
    """A phase: when it is meant to be, when it was (until `today` while it lasts), and the day of its gate."""

    planned: tuple[date, date] | None
    real: tuple[date, date] | None
    gate: date | None
    is_passed: bool
    label: str
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class Span:
    """Whole weeks, and how wide one is."""

    first: date
    last: date
    week: float

    def x(self, day: date) -> float:
        """Where a day begins."""
        return (day - self.first).days * self.week / 7

    @property
    def width(self) -> float:
        return self.x(self.last + timedelta(days=1))


def span_of(days: Iterable[date], *, week: float) -> Span:
    """From a Monday before the first of these days to a Sunday after the last, with some room."""
    found = sorted(days)
    first, last = found[0] - timedelta(days=found[0].weekday() + 7), found[-1] + _WEEK
    return Span(first, last + timedelta(days=6 - last.weekday()), week)


def draw_timeline(
    bands: Sequence[Band],
    needs: Iterable[tuple[int, int]],
    *,
    span: Span,
    today: date,
    today_label: str,
    month_label: Callable[[date], str],
    slug: str,
    title: str,
    description: str,
) -> str:
    """`needs` are pairs of keys: a bar, and one that it waits for. Pairs of what is not drawn are left out."""
    rows, joints, top = [], {}, float(HEAD)
    for band in bands:
        rows.append(_band(band, span, top))
        top += BAND_ROW
        for bar in band.bars:
            middle = top + BAR_ROW / 2
            joints[bar.key] = Joint(span.x(bar.start or bar.end), span.x(bar.end + timedelta(days=1)), middle)
            rows.append(_bar(bar, span, middle, today))
            top += BAR_ROW
    body = [
        *_calendar(span, top, month_label),
        *_shades(bands, span),
        *_connectors(needs, joints, span.week / 7),
        *rows,
        *_today(span, today, top, today_label),
    ]
    return frame(
        "timeline", body, slug=slug, title=title, description=description, width=span.width, height=top, has_links=True
    )


def _calendar(span: Span, height: float, month_label: Callable[[date], str]) -> Iterable[str]:
    """Weeks by the day of their Monday, where there is room for it, and months by name."""
    weeks, labels, day = [], [], span.first
    while day <= span.last:
        weeks.append(f"M{number(span.x(day))} 22V{number(height)}")
        if span.week >= 20:
            labels.append(text(span.x(day) + 3, 36, str(day.day)))
        day += _WEEK
    months, names, month = [], [], span.first.replace(day=1)
    while month <= span.last:
        following = (month + timedelta(days=31)).replace(day=1)
        begin, end = max(0.0, span.x(month)), min(span.width, span.x(following))
        if month >= span.first:
            months.append(f"M{number(begin)} 0V{number(height)}")
        if end - begin >= 4 * 7:
            names.append(text(begin + 4, 15, month_label(month)))
        month = following
    yield f'<path class="chart-grid" d="{"".join(weeks)}" stroke="{HAIRLINE}" fill="none"/>'
    yield f'<path class="chart-edge" d="{"".join(months)}" stroke="{BORDER}" stroke-opacity=".6" fill="none"/>'
    yield group(names, css="muted", fill=MUTED, font_size="12", font_weight="600")
    yield group(labels, css="muted", fill=MUTED, font_size="11")


def _shades(bands: Sequence[Band], span: Span) -> Iterable[str]:
    """Behind the rows of a phase, for as long as it is meant to take."""
    top, drawn = float(HEAD), []
    for band in bands:
        height = BAND_ROW + BAR_ROW * len(band.bars)
        if band.planned:
            x, end = span.x(band.planned[0]), span.x(band.planned[1] + timedelta(days=1))
            drawn.append(
                f'<rect x="{number(x)}" y="{number(top)}" width="{number(end - x)}" height="{number(height)}"/>'
            )
        top += height
    yield group(drawn, css="shade", fill=BRAND, fill_opacity=".06")


def _band(band: Band, span: Span, top: float) -> str:
    """Planned as an outline, what was as a line in it, the gate as a mark: full once it is passed."""
    drawn, middle = [], top + BAND_ROW / 2
    for days, css, height, look in (
        (band.planned, "planned", _PLANNED + 6, f'fill="{SURFACE}" stroke="{BRAND}" stroke-width="1.5"'),
        (band.real, "real", _REAL, f'fill="{BRAND}"'),
    ):
        if days:
            x, end = span.x(days[0]), span.x(days[1] + timedelta(days=1))
            drawn.append(
                f'<rect class="chart-{css}" x="{number(x)}" y="{number(middle - height / 2)}" '
                f'width="{number(max(end - x, 2))}" height="{height}" rx="3" {look}/>'
            )
    if band.gate:
        fill = BRAND if band.is_passed else SURFACE
        css = "gate-passed" if band.is_passed else "gate"
        drawn.append(
            f'<path class="chart-{css}" d="{_diamond(span.x(band.gate + timedelta(days=1)), middle, 8)}" '
            f'fill="{fill}" stroke="{BRAND}" stroke-width="2"/>'
        )
    return f'<g role="img" aria-label="{escaped(band.label)}">{"".join(drawn)}</g>'


_FILLS = {"open": BRAND, "late": BAD, "done": OK, "dropped": BORDER}


def _bar(bar: Bar, span: Span, middle: float, today: date) -> str:
    """A link. What is late is drawn on to today, with a mark that does not need its colour."""
    fill = _FILLS[bar.look]
    end = span.x(bar.end + timedelta(days=1))
    if bar.start is None:
        at = (span.x(bar.end) + end) / 2
        shape = f'<path class="chart-{bar.look}" d="{_diamond(at, middle, 7)}" fill="{fill}"/>'
    else:
        x = span.x(bar.start)
        width = max(end - x, 3)
        y = number(middle - _BAR / 2)
        shape = (
            f'<rect class="chart-{bar.look}-rest" x="{number(x)}" y="{y}" width="{number(width)}" height="{_BAR}" '
            f'rx="3" fill="{SURFACE}" stroke="{fill}" stroke-width="1.5"/>'
        )
        if bar.share:
            shape += (
                f'<rect class="chart-{bar.look}" x="{number(x)}" y="{y}" width="{number(width * bar.share)}" '
                f'height="{_BAR}" rx="3" fill="{fill}"/>'
            )
    if bar.look == "late":
        shape += (
            f'<path class="chart-lateness" d="M{number(end)} {number(middle)}H{number(span.x(today))}" stroke="{BAD}" '
            f'stroke-width="2" stroke-dasharray="2 3"/>'
            f'<path class="chart-late" d="M{number(end + 2)} {number(middle - 8)}l5 0l-2.500 8z" fill="{BAD}"/>'
        )
    return f'<a href="{escaped(bar.url)}" aria-label="{escaped(bar.label)}">{shape}</a>'


def _diamond(x: float, y: float, half: float) -> str:
    return f"M{number(x)} {number(y - half)}l{half} {half}l-{half} {half}l-{half}-{half}z"


def _connectors(needs: Iterable[tuple[int, int]], joints: dict[int, Joint], day: float) -> Iterable[str]:
    """One drawing for what follows what it needs, and one for what begins before that ends. `day` is how wide one is:
    what begins on the last day of what it needs follows it, as in a plan, where two may share a day."""
    fine: list[str] = []
    clashing: list[str] = []
    for key, needed in needs:
        if key in joints and needed in joints:
            path = connector(joints[needed], joints[key])
            (clashing if joints[key].start < joints[needed].end - 1.5 * day else fine).append(path)
    for css, paths, stroke in (("needs", fine, MUTED), ("clash", clashing, BAD)):
        if paths:
            yield f'<path class="chart-{css}" d="{"".join(paths)}" stroke="{stroke}" stroke-width="1.200" fill="none"/>'


def _today(span: Span, today: date, height: float, label: str) -> Iterable[str]:
    if span.first <= today <= span.last:
        x = number(span.x(today))
        yield f'<path class="chart-today" id="today" d="M{x} 40V{number(height)}" stroke="{INK}" stroke-width="1.500"/>'
        yield text(span.x(today) + 4, 50, label, size=11, weight=650, css="today-label")
