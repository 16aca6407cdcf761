"""Days and weeks of a pilot, when somebody is reminded, and what a measure became."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from roadmap.domain.pilots import Course, Days, Stage, reminder_due, weeks_of

START = date(2026, 9, 7)
PILOT = Days(START, START + timedelta(days=89))
END = PILOT.end


def after(days: int) -> date:
    return START + timedelta(days=days)


@pytest.mark.parametrize(
    ("day", "number", "stage"),
    [
        (-1, 0, Stage.AHEAD),
        (0, 1, Stage.RUNNING),
        (33, 34, Stage.RUNNING),
        (89, 90, Stage.RUNNING),
        (90, 90, Stage.ENDED),
    ],
)
def test_days_are_counted_from_the_first_to_the_last(day: int, number: int, stage: Stage) -> None:
    assert (PILOT.number(after(day)), PILOT.stage(after(day))) == (number, stage)
    assert PILOT.length == 90


def test_ninety_days_are_thirteen_weeks_the_last_of_six_days() -> None:
    weeks = weeks_of(PILOT, [after(6), after(7)])
    assert len(weeks) == 13
    assert (weeks[-1].first, weeks[-1].last) == (after(84), END)
    assert [week.number for week in weeks if week.has_check_in] == [1, 2]


def test_weeks_of_a_closed_pilot_end_with_the_decision() -> None:
    assert len(weeks_of(PILOT._replace(decided=after(15)), [])) == 3
    assert PILOT._replace(decided=after(15)).stage(after(20)) is Stage.DECIDED


@pytest.mark.parametrize(
    ("checked", "told", "today", "week"),
    [
        ([], None, 6, None),
        ([], None, 7, 1),
        ([3], None, 7, None),
        ([3], None, 14, 2),
        ([], 6, 8, None),
        ([], 6, 14, 2),
        ([], None, 90, 13),
        ([89], None, 90, 13),
        ([89], 89, 97, None),
        ([], None, 130, None),
    ],
)
def test_reminder_is_due_once_for_the_last_week_without_a_check_in(
    checked: list[int], told: int | None, today: int, week: int | None
) -> None:
    """After the last week somebody has to decide, whether it has a check-in or not."""
    days = [after(day) for day in checked]
    found = reminder_due(PILOT, days, told=None if told is None else after(told), today=after(today))
    assert (found and found.number) == week


def test_closed_pilot_reminds_nobody() -> None:
    assert reminder_due(PILOT._replace(decided=after(10)), [], told=None, today=after(14)) is None


@pytest.mark.parametrize(
    ("start", "target", "latest", "share", "is_lower", "is_met"),
    [
        ("99.5", "99.9", "99.8", Fraction(3, 4), False, False),
        ("45", "10", "22", Fraction(23, 35), True, False),
        ("45", "10", "10", Fraction(1), True, True),
        ("45", "10", "8", Fraction(37, 35), True, True),
        ("45", "10", "52", Fraction(-1, 5), True, False),
        ("0", "3", "3.5", Fraction(7, 6), False, True),
    ],
)
def test_measure_goes_from_its_start_to_its_target_whichever_way_that_is(
    start: str, target: str, latest: str, share: Fraction, is_lower: bool, is_met: bool
) -> None:
    course = Course(Decimal(start), Decimal(target), [(START, Decimal("1")), (after(7), Decimal(latest))])
    assert (course.share, course.is_lower_better, course.is_met) == (share, is_lower, is_met)


def test_value_at_the_end_counts_more_than_the_last_check_in() -> None:
    course = Course(Decimal(45), Decimal(10), [(START, Decimal(8))], end=Decimal(12))
    assert (course.latest, course.is_met) == (12, False)
    assert Course(Decimal(45), Decimal(10)).share is None
