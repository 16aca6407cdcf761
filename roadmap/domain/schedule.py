"""When phases are meant to be, before anybody has said so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from catalog.domain.question_pack import Phase


class Days(NamedTuple):
    """The first and the last day."""

    start: date
    end: date


def usual_days(phases: Iterable[Phase], start: date) -> dict[str, Days]:
    """One after the other, each for the most weeks that the pack says it takes."""
    found: dict[str, Days] = {}
    for phase in phases:
        end = start + timedelta(weeks=phase.duration.weeks_max) - timedelta(days=1)
        found[phase.id] = Days(start, end)
        start = end + timedelta(days=1)
    return found
