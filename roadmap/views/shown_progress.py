"""The progress of a roadmap as its page shows it: the chart with its table, what is forecast, phases, gates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.domain.question_pack import Phase
from core.charts.course import Days, Line, Values, draw_course, round_marks
from core.local import day as day_in_words
from core.local import figure, in_shape
from core.rounding import percent
from roadmap.domain.forecast import LEAST_WEEKS, Forecast, Moment, Outcome, Stretch, Velocity, forecast, velocity
from roadmap.domain.forecast import stretches as stretches_of
from roadmap.domain.progress import PhaseFigures, planned_by
from roadmap.models import Roadmap, RoadmapPhase
from roadmap.queries.progress import Late, Standing

SHOWN_WEEKS = 8
SHOWN_LATE = 12
PAGES = {"action": "action_detail", "item": "item_detail", "artifact": "artifact_detail"}


@dataclass(frozen=True, slots=True)
class Row:
    """A day of the chart. What lies ahead has a plan only."""

    day: date
    planned: int
    value: int | None = None
    done: int | None = None

    @property
    def is_ahead(self) -> bool:
        return self.done is None


@dataclass(frozen=True, slots=True)
class Week:
    """`most` is the largest value of any row, for the bars."""

    stretch: Stretch
    most: int

    @property
    def shown(self) -> int:
        return max(0, self.stretch.done)


@dataclass(frozen=True, slots=True)
class ShownPhase:
    """`is_late` where the gate should have been passed by now; `is_expired` where it was, for a time that is over."""

    phase: Phase
    row: RoadmapPhase
    figures: PhaseFigures
    is_passed: bool
    is_late: bool
    expires: date | None
    is_expired: bool

    @property
    def percent(self) -> str:
        return "" if self.figures.completion is None else percent(self.figures.completion)


@dataclass(frozen=True, slots=True)
class ShownLate:
    """Something that was to be done by `day`; `url` leads to it."""

    day: date
    kind: str
    text: str
    owner: str
    url: str


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """`late` are those that are late longest; there may be more."""

    headline: str
    chart: SafeString
    rows: Sequence[Row]
    weeks: Sequence[Week]
    velocity: Velocity | None
    forecast: Forecast
    outlook: str
    undated: int
    phases: Sequence[ShownPhase]
    late: Sequence[ShownLate]

    @property
    def next_gates(self) -> list[ShownPhase]:
        """Those that run out or are late, and the next one in the order of the phases."""
        following = next((phase for phase in self.phases if not (phase.is_passed or phase.is_expired)), None)
        return [phase for phase in self.phases if phase.is_late or phase.is_expired or phase is following]


def build_progress(
    roadmap: Roadmap, standing: Standing, moments: Sequence[Moment], *, width: int = 0, height: int = 300
) -> ProgressPage:
    """`moments` are the snapshots, oldest first; one of today is not told twice. On paper the chart has a width."""
    today, counted = standing.day, standing.figures
    now = Moment(today, counted.value.total, counted.value.done, counted.days.done)
    known = [*(each for each in moments if each.day < today), now]
    found = velocity([each for each in moments if each.day <= today])
    expected = forecast(found, value=now.value, done=now.done, today=today)
    rows = _rows(standing, known)
    headline, outlook = _headline(standing), _outlook(expected, found)
    stretches = stretches_of(moments)[-SHOWN_WEEKS:][::-1]
    most = max((each.done for each in stretches), default=0)
    return ProgressPage(
        headline=headline,
        chart=SafeString(_chart(rows, expected, today, f"{headline}. {outlook}", width, height) if now.value else ""),
        rows=rows,
        weeks=[Week(each, most) for each in stretches],
        velocity=found,
        forecast=expected,
        outlook=outlook,
        undated=sum(work.value for work in standing.works if work.is_meant and work.due is None),
        phases=[_phase(roadmap, row, standing) for row in standing.phases],
        late=_late(roadmap, standing.late[:SHOWN_LATE]),
    )


def _headline(standing: Standing) -> str:
    counted = standing.figures
    late = counted.overdue.total
    if not counted.value.total:
        return (
            _("No action to be done yet")
            if not late
            else _("No action to be done yet, %(late)d overdue") % {"late": late}
        )
    said = {"percent": percent(counted.value.share), "late": late}
    if late:
        return _("%(percent)s %% of the value is done, %(late)d overdue") % said
    return _("%(percent)s %% of the value is done, nothing overdue") % said


def _outlook(expected: Forecast, found: Velocity | None) -> str:
    """The forecast in a sentence, with the weeks that it rests on."""
    weeks = found.weeks if found else 0
    said = {
        "weeks": weeks,
        "least": LEAST_WEEKS,
        "earliest": day_in_words(expected.earliest) if expected.earliest else "",
        "latest": day_in_words(expected.latest) if expected.latest else "",
    }
    match expected.outcome:
        case Outcome.NOTHING:
            return _("There is nothing to forecast before there are actions.")
        case Outcome.FINISHED:
            return _("All of the value is done.")
        case Outcome.TOO_EARLY:
            sentence = ngettext(
                "Too early for a forecast: it needs %(least)d full weeks of history, and there is %(weeks)d.",
                "Too early for a forecast: it needs %(least)d full weeks of history, and there are %(weeks)d.",
                weeks,
            )
        case Outcome.STANDSTILL:
            sentence = _("No forecast: nothing came nearer to its end in the last %(weeks)d weeks.")
        case Outcome.FAR:
            sentence = _("More than five years, even at the pace of the fastest third of the last %(weeks)d weeks.")
        case Outcome.OPEN_END:
            sentence = _(
                "From %(earliest)s on, at the pace of the fastest third of the last %(weeks)d weeks; at that of the "
                "slowest third not within five years."
            )
        case Outcome.RANGE:
            sentence = _(
                "Between %(earliest)s and %(latest)s: at the pace of the fastest and of the slowest third of the last "
                "%(weeks)d weeks."
            )
    return sentence % said


def _rows(standing: Standing, known: Sequence[Moment]) -> list[Row]:
    """Each snapshot, today, and from there on the last days of months until the day on which the last thing is due."""
    last = max((work.due for work in standing.works if work.is_meant and work.due), default=standing.day)
    ahead, day = [], _end_of_month(standing.day)
    while day < last:
        if day > standing.day:
            ahead.append(day)
        day = _end_of_month(day + timedelta(days=1))
    ahead += [last] if last > standing.day else []
    planned = planned_by(standing.works, [*(each.day for each in known), *ahead])
    past = [Row(each.day, due, each.value, each.done) for each, due in zip(known, planned, strict=False)]
    return [*past, *(Row(each, due) for each, due in zip(ahead, planned[len(known) :], strict=True))]


def _end_of_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _chart(rows: Sequence[Row], expected: Forecast, today: date, said: str, width: int, height: int) -> str:
    past = [row for row in rows if not row.is_ahead]
    now = past[-1]
    value, done = now.value or 0, now.done or 0
    last = max(rows[-1].day, expected.earliest or today, today + timedelta(weeks=4))
    if expected.latest and expected.latest - past[0].day <= 2 * (last - past[0].day):
        last = max(last, expected.latest)
    lines = [Line("planned", [(row.day, row.planned) for row in rows])]
    if expected.earliest:
        lines.append(Line("forecast", [(today, done), (expected.earliest, value)]))
        lines.append(Line("range", [(expected.earliest, value), (min(expected.latest or last, last), value)]))
    if expected.latest:
        lines.append(Line("forecast", [(today, done), _cut((today, done), (expected.latest, value), last)]))
    lines.append(Line("scope", [(row.day, row.value or 0) for row in past], last=figure(value)))
    lines.append(Line("done", [(row.day, row.done or 0) for row in past], has_dots=True, last=figure(done)))
    most = max([row.planned for row in rows] + [row.value or 0 for row in past])
    return draw_course(
        lines,
        values=Values([(at, figure(int(at)) if at.denominator == 1 else "") for at in round_marks(0, most)]),
        days=Days(past[0].day, last, _months(past[0].day, last), today, _("Today")),
        slug="burn-up",
        title=_("Value that is meant and value done, over time"),
        said=said,
        height=height,
        width=width,
    )


def _cut(start: tuple[date, int], end: tuple[date, int], last: date) -> tuple[date, Fraction | int]:
    """Where the line between the two leaves the drawing, if it does."""
    if end[0] <= last:
        return end
    return last, start[1] + Fraction(end[1] - start[1]) * (last - start[0]).days / (end[0] - start[0]).days


def _months(first: date, last: date) -> list[tuple[date, str]]:
    """At most five beginnings of months with their names; the two ends where there is none between them."""
    months = _beginnings(first, last)
    if len(months) < 2:
        return [(first, day_in_words(first)), (last, day_in_words(last))]
    every = -(-len(months) // 5)
    return [(day, in_shape(day, "YEAR_MONTH_FORMAT")) for day in months[::every]]


def _beginnings(first: date, last: date) -> list[date]:
    found, day = [], _end_of_month(first) + timedelta(days=1)
    while day <= last:
        found.append(day)
        day = _end_of_month(day) + timedelta(days=1)
    return found


def _phase(roadmap: Roadmap, row: RoadmapPhase, standing: Standing) -> ShownPhase:
    expires = row.expires  # type: ignore[attr-defined]  # annotated by standing_of
    has_passing = row.is_passed  # type: ignore[attr-defined]
    is_expired = expires is not None and expires < standing.day
    return ShownPhase(
        phase=roadmap.questions.phase[row.phase],
        row=row,
        figures=standing.figures.phases[row.phase],
        is_passed=has_passing and not is_expired,
        is_late=not has_passing and row.planned_end_date is not None and row.planned_end_date < standing.day,
        expires=expires,
        is_expired=is_expired,
    )


def _late(roadmap: Roadmap, late: Sequence[Late]) -> list[ShownLate]:
    pack = roadmap.questions
    lists = [*(phase.checklist for phase in pack.phases), *(each.items for each in pack.checklists)]
    texts = {item.id: item.text for each in lists for item in each}
    texts |= {artifact.id: artifact.title for artifact in pack.artifacts}
    kinds = {"action": _("Action"), "item": _("Item"), "artifact": _("Artifact")}
    here = [roadmap.workspace.code, roadmap.code]
    return [
        ShownLate(
            day=each.since,
            kind=kinds[each.kind],
            text=each.title or texts[each.id_],
            owner=each.owner,
            url=reverse(PAGES[each.kind], args=[*here, each.code]),
        )
        for each in late
    ]
