"""The scores of an assessment over its milestones, as a page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.words import score, written
from core.charts.scores import Scale, Value
from core.charts.trend import Point, draw_trend
from core.local import day
from core.rounding import told_apart
from reports.queries.trends import Moment


@dataclass(frozen=True, slots=True)
class TrendLine:
    """`compare` names it in the address of a comparison; today has nothing later to be compared with."""

    compare: str
    title: str
    whose: str
    as_of: date
    verified: Fraction | None
    claimed: Fraction | None
    target: Fraction | None
    settled: str
    version: str
    is_break: bool


@dataclass(frozen=True, slots=True)
class TrendPage:
    """`lines` are the newest first; the chart is read from left to right."""

    headline: str
    chart: SafeString
    lines: Sequence[TrendLine]
    is_across_versions: bool

    @property
    def milestones(self) -> int:
        return len(self.lines) - 1


def build_trend(moments: Sequence[Moment]) -> TrendPage:
    """Oldest first, today last."""
    headline = _headline(moments)
    versions = [moment.pack.version for moment in moments]
    breaks = [place > 0 and version != versions[place - 1] for place, version in enumerate(versions)]
    lines = [_line(moment, is_break) for moment, is_break in zip(moments, breaks, strict=True)]
    points = [_point(moment) for moment in moments]
    drawn = draw_trend(points, slug="trend", title=headline, scale=_scale(moments))
    return TrendPage(headline, SafeString(drawn), lines[::-1], any(breaks))


def _headline(moments: Sequence[Moment]) -> str:
    now, milestones = moments[-1], len(moments) - 1
    first = next((each for each in moments[:-1] if each.whole.scores.verified is not None), None)
    verified = now.whole.scores.verified
    if first is None or verified is None:
        return ngettext(
            "%(verified)s verified today, after %(count)d milestone",
            "%(verified)s verified today, after %(count)d milestones",
            milestones,
        ) % {"verified": score(verified), "count": milestones}
    was = first.whole.scores.verified
    before, after = told_apart(was, verified)
    if first.pack.version != now.pack.version:
        sentence = _("From %(before)s on %(day)s to %(after)s today, across versions of the pack")
    elif was == verified:
        sentence = _("%(after)s today, as on %(day)s")
    else:
        sentence = _("From %(before)s on %(day)s to %(after)s today")
    return sentence % {"before": written(before), "after": written(after), "day": day(first.as_of)}


def _line(moment: Moment, is_break: bool) -> TrendLine:
    whole, counts = moment.whole, moment.whole.counts
    return TrendLine(
        compare="" if moment.is_today else moment.key,
        title=moment.title,
        whose=moment.whose,
        as_of=moment.as_of,
        verified=whole.scores.verified,
        claimed=whole.scores.claimed,
        target=whole.scores.target,
        settled=_("%(settled)d of %(total)d") % {"settled": counts.total - counts.open, "total": counts.total},
        version=moment.pack.version,
        is_break=is_break,
    )


def _point(moment: Moment) -> Point:
    scores = moment.whole.scores
    return Point(
        day=moment.as_of,
        label=day(moment.as_of),
        series=_("version %(version)s") % {"version": moment.pack.version},
        verified=_value(scores.verified),
        claimed=_value(scores.claimed),
        target=_value(scores.target),
    )


def _value(number: Fraction | None) -> Value | None:
    return None if number is None else Value(number, score(number))


def _scale(moments: Sequence[Moment]) -> Scale:
    """One that holds the scales of all versions."""
    scales = [moment.pack.scale for moment in moments]
    return Scale(min(scale.min for scale in scales), max(scale.max for scale in scales))
