"""When a delivery that failed is tried again: later each time, and at a moment drawn by lot.

"Full jitter": evenly between nothing and a bound that grows fourfold, so that a receiver that comes back is not met by
all that waited at the same moment (Marc Brooker, "Exponential Backoff And Jitter", 2015).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

MOST_TRIES = 10
FIRST = timedelta(minutes=1)
FACTOR = 4
LONGEST = timedelta(hours=36)
LONGEST_ASKED = timedelta(hours=24)
"""What a receiver may ask for by Retry-After; more is cut to it."""


def bound(tries: int) -> timedelta:
    """The longest pause after so many tries, from 1 on: 1, 4, 16, 64 minutes, 4.3, 17 hours, then 36 hours."""
    grown: int = FACTOR ** min(tries - 1, 12)
    return min(FIRST * grown, LONGEST)


def pause(tries: int, *, lot: float, asked: timedelta | None = None) -> timedelta | None:
    """How long to wait after so many tries, all in vain; None when it was the last. `lot` is from 0 to 1.

    Never sooner than the receiver asked for.
    """
    if tries >= MOST_TRIES:
        return None
    return max(bound(tries) * lot, asked or timedelta())


def asked_pause(header: str | None, now: datetime) -> timedelta | None:
    """What Retry-After asks for, in seconds or as a date (RFC 9110, 10.2.3); None for what cannot be read."""
    text = (header or "").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return min(timedelta(seconds=int(text[:9])), LONGEST_ASKED)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(moment - now, timedelta()), LONGEST_ASKED)
