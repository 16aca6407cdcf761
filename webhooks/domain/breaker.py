"""A circuit breaker: a receiver that fails again and again is left alone for a while, and longer each time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

OPENS_AFTER = 5
"""So many failures in a row, whichever deliveries they were."""
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)
GIVES_UP_AFTER = timedelta(days=5)
"""So long without a single success: then nothing is sent any more until somebody says so."""


class Phase(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


@dataclass(frozen=True, slots=True)
class Breaker:
    """`failures` in a row, `trips` since it was closed last, and until when nothing is sent."""

    failures: int = 0
    trips: int = 0
    failing_since: datetime | None = None
    held_until: datetime | None = None

    def phase(self, now: datetime) -> Phase:
        """Half open: its pause is over, and the next attempt decides."""
        if self.failures < OPENS_AFTER:
            return Phase.CLOSED
        return Phase.OPEN if self.held_until and now < self.held_until else Phase.HALF_OPEN

    def is_spent(self, now: datetime) -> bool:
        is_long = self.failing_since is not None and now - self.failing_since >= GIVES_UP_AFTER
        return is_long and self.failures >= OPENS_AFTER


CLOSED = Breaker()
"""As it is after a success."""


def after_failure(before: Breaker, now: datetime, *, lot: float, asked: timedelta | None = None) -> Breaker:
    """The pause is between half of its bound and the whole, by `lot` from 0 to 1; the bound doubles with each trip.

    What a receiver asked for by Retry-After holds for all that waits for it, also while the breaker is closed.
    """
    failures, trips = before.failures + 1, before.trips
    wait = asked or timedelta()
    if failures >= OPENS_AFTER:
        trips += 1
        wait = max(wait, bound(trips) * (0.5 + lot / 2))
    held_until = now + wait if wait else None
    return Breaker(failures, trips, before.failing_since or now, held_until)


def bound(trips: int) -> timedelta:
    doubled: int = 2 ** min(trips - 1, 12)
    return min(FIRST_PAUSE * doubled, LONGEST_PAUSE)
