"""When a delivery is tried again, and when its receiver is left alone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webhooks.domain import backoff, breaker
from webhooks.domain.breaker import CLOSED, Breaker, Phase, after_failure

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
LOTS = st.floats(0, 1)
TRIES = st.integers(1, backoff.MOST_TRIES - 1)
ASKED = st.none() | st.timedeltas(timedelta(), backoff.LONGEST_ASKED)


@given(TRIES, LOTS, ASKED)
def test_pause_lies_between_what_was_asked_for_and_its_bound(tries: int, lot: float, asked: timedelta | None) -> None:
    found = backoff.pause(tries, lot=lot, asked=asked)
    assert found is not None
    least = asked or timedelta()
    assert least <= found <= max(backoff.bound(tries), least)


@given(TRIES, LOTS)
def test_bounds_never_shrink_and_the_whole_bound_can_be_drawn(tries: int, lot: float) -> None:
    assert backoff.bound(tries) <= backoff.bound(tries + 1) <= backoff.LONGEST
    assert backoff.pause(tries, lot=1) == backoff.bound(tries)
    assert backoff.pause(tries, lot=0) == timedelta()


@given(st.integers(backoff.MOST_TRIES, 1000), LOTS, ASKED)
def test_after_the_last_try_there_is_no_other(tries: int, lot: float, asked: timedelta | None) -> None:
    assert backoff.pause(tries, lot=lot, asked=asked) is None


def test_ten_tries_take_under_three_days_on_average_and_five_and_a_half_at_most() -> None:
    whole = sum((backoff.bound(tries) for tries in range(1, backoff.MOST_TRIES)), timedelta())
    assert timedelta(days=2.5) < whole / 2 < timedelta(days=3)
    assert whole < timedelta(days=5.5)


@pytest.mark.parametrize(
    ("header", "asked"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("²", None),
        ("0", timedelta()),
        (" 120 ", timedelta(minutes=2)),
        ("99999999999999999999", timedelta(hours=24)),
        ("Sun, 22 Nov 2026 10:00:00 GMT", timedelta(minutes=30)),
        ("Sun, 22 Nov 2026 10:00:00", timedelta(minutes=30)),
        ("Sat, 21 Nov 2026 10:00:00 GMT", timedelta()),
        ("Sun, 22 Nov 2099 10:00:00 GMT", timedelta(hours=24)),
        ("Sun, 99 Nov 2026 10:00:00 GMT", None),
    ],
)
def test_retry_after_is_read_within_bounds(header: str | None, asked: timedelta | None) -> None:
    assert backoff.asked_pause(header, NOW) == asked


@given(st.text())
def test_retry_after_of_any_form_is_no_error(header: str) -> None:
    found = backoff.asked_pause(header, NOW)
    assert found is None or timedelta() <= found <= backoff.LONGEST_ASKED


def failed(times: int, *, lot: float = 0.5, start: Breaker = CLOSED) -> Breaker:
    for _ in range(times):
        start = after_failure(start, NOW, lot=lot)
    return start


def test_breaker_opens_after_five_failures_in_a_row() -> None:
    almost, open_ = failed(4), failed(5)
    assert (almost.phase(NOW), almost.held_until) == (Phase.CLOSED, None)
    assert (open_.phase(NOW), open_.trips, open_.failing_since) == (Phase.OPEN, 1, NOW)
    assert open_.held_until is not None
    assert open_.phase(open_.held_until) is Phase.HALF_OPEN


@given(st.integers(5, 60), LOTS)
def test_breaker_rests_between_half_of_its_bound_and_the_whole(times: int, lot: float) -> None:
    found = failed(times, lot=lot)
    bound = breaker.bound(times - 4)
    assert found.held_until is not None
    assert bound / 2 <= found.held_until - NOW <= bound <= breaker.LONGEST_PAUSE


@given(st.integers(0, 10), LOTS, st.timedeltas(timedelta(seconds=1), timedelta(hours=24)))
def test_breaker_holds_for_what_a_receiver_asks(times: int, lot: float, asked: timedelta) -> None:
    found = after_failure(failed(times), NOW, lot=lot, asked=asked)
    assert found.held_until is not None
    assert found.held_until >= NOW + asked


def test_breaker_is_spent_after_five_days_without_a_success() -> None:
    first = failed(5)
    days = breaker.GIVES_UP_AFTER
    assert not first.is_spent(NOW + days - timedelta(seconds=1))
    assert first.is_spent(NOW + days)
    assert not failed(4).is_spent(NOW + days)
    assert not CLOSED.is_spent(NOW + days)
