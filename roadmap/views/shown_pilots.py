"""Pilots as their pages show them: where one stands, what its measures became, which weeks are missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.words import NOTHING
from core.charts.course import Days as DayAxis
from core.charts.course import Line, Values, draw_course, round_marks
from core.local import day as day_in_words
from core.rounding import percent
from roadmap.choices import CheckInMoodChoice, PilotDecisionChoice
from roadmap.domain.pilots import Course, Days, Stage, Week, weeks_of
from roadmap.forms.numbers import in_figures
from roadmap.models import Pilot, PilotCheckIn, PilotMeasure
from roadmap.queries.pilots import checked_of, course_of

MOST_NAMED = 4
TONES = {
    CheckInMoodChoice.ON_TRACK.value: "ok",
    CheckInMoodChoice.AT_RISK.value: "warn",
    CheckInMoodChoice.STOP_RULE.value: "bad",
}


@dataclass(frozen=True, slots=True)
class ShownMeasure:
    """`way` says in words how far it came; `tone` whether that is well."""

    row: PilotMeasure
    course: Course
    start: str
    latest: str
    target: str
    way: str
    tone: str
    chart: SafeString


@dataclass(frozen=True, slots=True)
class ShownCheckIn:
    """`values` are those of the measures in their order, as far as they were measured."""

    row: PilotCheckIn
    values: Sequence[tuple[PilotMeasure, str]]
    tone: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class ShownPilot:
    """`weeks` are those that are over or in which it was checked in."""

    pilot: Pilot
    stage: Stage
    number: int
    length: int
    weeks: Sequence[Week]
    checked: int
    missing: Sequence[Week]
    last: PilotCheckIn | None
    tone: str

    @property
    def headline(self) -> str:
        """What was found, after the title."""
        said = {
            "number": self.number,
            "length": self.length,
            "start": day_in_words(self.pilot.start_date),
            "end": day_in_words(self.pilot.end_date),
        }
        if self.stage is Stage.DECIDED:
            return _("decided: scale") if self.pilot.decision == PilotDecisionChoice.SCALE else _("decided: stop")
        if self.stops:
            return _("the stop rule applies")
        if self.stage is Stage.AHEAD:
            return _("begins on %(start)s") % said
        if self.stage is Stage.ENDED:
            return _("ended on %(end)s, to be decided") % said
        return _("day %(number)d of %(length)d") % said

    @property
    def stops(self) -> bool:
        """What the last check-in says, as long as nobody has decided."""
        is_said = self.last is not None and self.last.mood == CheckInMoodChoice.STOP_RULE
        return is_said and self.stage is not Stage.DECIDED

    @property
    def check_ins(self) -> str:
        """How many of those that are due there are."""
        due = len(self.weeks)
        if not due:
            return _("The first check-in is due at the end of the first week.")
        return ngettext("%(checked)d of %(due)d week checked in.", "%(checked)d of %(due)d weeks checked in.", due) % {
            "checked": self.checked,
            "due": due,
        }

    @property
    def missed(self) -> str:
        """By their numbers, as long as these are few."""
        count = len(self.missing)
        if count > MOST_NAMED:
            return _("%(count)d weeks have no check-in.") % {"count": count}
        numbers = ", ".join(str(week.number) for week in self.missing)
        sentence = ngettext("Week %(numbers)s has no check-in.", "Weeks %(numbers)s have no check-in.", count)
        return sentence % {"numbers": numbers}


def show_pilot(pilot: Pilot, today: date) -> ShownPilot:
    """`pilot` comes with its measures and check-ins."""
    days, check_ins = pilot.days, checked_of(pilot)
    weeks = [week for week in weeks_of(days, [each.day_date for each in check_ins]) if _counts(week, days, today)]
    last = check_ins[-1] if check_ins else None
    return ShownPilot(
        pilot=pilot,
        stage=days.stage(today),
        number=days.number(min(today, days.decided or today)),
        length=days.length,
        weeks=weeks,
        checked=sum(week.has_check_in for week in weeks),
        missing=[week for week in weeks if not week.has_check_in],
        last=last,
        tone=TONES[last.mood] if last else "",
    )


def show_measures(pilot: Pilot, today: date) -> list[ShownMeasure]:
    return [_measure(pilot, row, course_of(row, checked_of(pilot)), today) for row in pilot.measures.all()]


def show_check_ins(pilot: Pilot, *, user_key: int) -> list[ShownCheckIn]:
    """The newest first."""
    measures = list(pilot.measures.all())
    found = {row.pk: dict(course_of(row, checked_of(pilot)).values) for row in measures}
    return [
        ShownCheckIn(
            row=row,
            values=[
                (each, _written(found[each.pk][row.day_date], each.unit))
                for each in measures
                if row.day_date in found[each.pk]
            ],
            tone=TONES[row.mood],
            is_own=row.written_by_id == user_key,
        )
        for row in reversed(checked_of(pilot))
    ]


def _counts(week: Week, days: Days, today: date) -> bool:
    """Over, or checked in already; of a closed one every week but that in which it was closed."""
    return week.has_check_in or week.is_over(min(today, days.decided or today))


def _measure(pilot: Pilot, row: PilotMeasure, course: Course, today: date) -> ShownMeasure:
    share = course.share
    if share is None:
        way, tone = _("not measured since the start"), ""
    elif course.is_met:
        way, tone = _("target met"), "ok"
    elif share < 0:
        way, tone = _("worse than at the start"), "bad"
    elif share == 0:
        way, tone = _("as at the start"), "warn"
    else:
        way, tone = _("%(percent)s %% of the way") % {"percent": percent(share)}, ""
    start, target = _written(course.start, row.unit), _written(course.target, row.unit)
    latest = _written(course.latest, row.unit)
    said = _("%(name)s: from %(start)s to %(latest)s, target %(target)s") % {
        "name": row.name,
        "start": start,
        "latest": latest,
        "target": target,
    }
    return ShownMeasure(
        row=row,
        course=course,
        start=start,
        latest=latest,
        target=target,
        way=way,
        tone=tone,
        chart=SafeString(_chart(pilot, row, course, today, said)),
    )


def _chart(pilot: Pilot, row: PilotMeasure, course: Course, today: date, said: str) -> str:
    """From the first day to the last one; the value at the end stands on the day on which it was decided."""
    points = [(pilot.start_date, course.start), *(each for each in course.values if each[0] > pilot.start_date)]
    if course.end is not None and pilot.decided_date:
        points = [*(each for each in points if each[0] < pilot.decided_date), (pilot.decided_date, course.end)]
    last = max(pilot.end_date, points[-1][0])
    numbers = [course.target, *(value for _day, value in points)]
    return draw_course(
        [
            Line("target", [(pilot.start_date, course.target), (last, course.target)]),
            Line("done", points, has_dots=True, last=in_figures(points[-1][1]) if len(points) > 1 else ""),
        ],
        values=Values([(at, _mark(at)) for at in round_marks(min(numbers), max(numbers), about=3)]),
        days=DayAxis(
            pilot.start_date,
            last,
            [(pilot.start_date, day_in_words(pilot.start_date)), (last, day_in_words(last))],
            today if pilot.start_date < today < last else None,
            _("Today"),
        ),
        slug=f"measure-{row.pk}",
        title=row.name,
        said=said,
        height=150,
    )


def _mark(at: Fraction) -> str:
    """Round marks are decimals, so nothing is lost."""
    return in_figures(Decimal(at.numerator) / Decimal(at.denominator))


def _written(value: Decimal | None, unit: str) -> str:
    """With its unit; a dash where there is none."""
    if value is None:
        return NOTHING
    return f"{in_figures(value)} {unit}" if unit else in_figures(value)
