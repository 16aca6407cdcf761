"""When there is a forecast, and when it has no end."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from roadmap.domain.forecast import Moment, Outcome, forecast, velocity

START = date(2026, 9, 7)


def moments(*done: int, value: int = 100) -> list[Moment]:
    """A snapshot a week, the first with nothing done, with what was done in each."""
    return [Moment(START + timedelta(weeks=week), value, sum(done[:week]), 0) for week in range(len(done) + 1)]


@pytest.mark.parametrize(
    ("done", "value", "expected", "days"),
    [
        ((), 100, Outcome.TOO_EARLY, (None, None)),
        ((5, 5, 5), 100, Outcome.TOO_EARLY, (None, None)),
        ((5, 5, 5, 5), 100, Outcome.RANGE, (112, 112)),
        ((2, 4, 8, 6), 100, Outcome.RANGE, (70, 280)),
        ((0, 0, 0, 0), 100, Outcome.STANDSTILL, (None, None)),
        ((8, -8, 0, -8), 100, Outcome.OPEN_END, (95, None)),
        ((0, 4, 4, 4), 100, Outcome.OPEN_END, (154, None)),
        ((1, 1, 1, 1), 1000, Outcome.FAR, (None, None)),
        ((9, 1, 5, 5), 310, Outcome.OPEN_END, (226, None)),
        ((5, 5, 5, 5), 20, Outcome.FINISHED, (None, None)),
        ((), 0, Outcome.NOTHING, (None, None)),
    ],
)
def test_forecast_says_what_the_history_allows(
    done: tuple[int, ...], value: int, expected: Outcome, days: tuple[int | None, int | None]
) -> None:
    history = moments(*done, value=value)
    found = forecast(velocity(history), value=value, done=sum(done), today=START)
    assert found.outcome is expected
    assert tuple(day and (day - START).days for day in (found.earliest, found.latest)) == days


def test_only_the_last_eight_weeks_count() -> None:
    found = velocity(moments(50, 1, 1, 1, 1, 1, 1, 1, 9))
    assert found
    assert (found.weeks, found.mean, found.fast) == (8, 2, Fraction(11, 3))


def test_weeks_without_a_snapshot_share_what_was_done() -> None:
    first, *_rest, last = moments(4, 0, 8)
    found = velocity([first, last])
    assert found
    assert (found.weeks, found.mean) == (3, 4)


def test_day_after_monday_is_a_week_all_the_same() -> None:
    """A snapshot taken on Tuesday: eight days, then six."""
    history = [Moment(START + timedelta(days=days), 50, done, 0) for days, done in ((0, 0), (8, 8), (14, 14))]
    found = velocity(history)
    assert found
    assert (found.weeks, found.slow, found.fast) == (2, 7, 7)
