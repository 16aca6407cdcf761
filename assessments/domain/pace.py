"""How long what is still to be answered will take, from how fast the person has been."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from math import ceil
from statistics import median

USUAL = 100
"""Seconds for one question, where the person's own pace is not known yet."""
LONGEST = timedelta(minutes=10)
"""Who saved nothing for longer has been somewhere else."""
FEWEST = 5
"""Intervals from which one may speak of a pace."""

type Save = tuple[str, datetime]
"""A question, and when it was saved."""


def own_pace(saves: Sequence[Save]) -> float | None:
    """Seconds for one question, given the last saves of one person, the newest first; None for too few of them.

    Saves of the same question one after the other count as one: a level and then a note are one answer. What was saved
    at the same moment came from a file.
    """
    ends = [save for number, save in enumerate(saves) if number == 0 or saves[number - 1][0] != save[0]]
    between = [later - earlier for (_one, later), (_other, earlier) in pairwise(ends)]
    counted = [length.total_seconds() for length in between if timedelta(0) < length <= LONGEST]
    return median(counted) if len(counted) >= FEWEST else None


def minutes_for(questions: int, seconds_each: float = USUAL) -> int:
    """Rounded up as people would say it: to 5 minutes up to an hour, then to half hours."""
    minutes = Fraction(questions) * Fraction(seconds_each) / 60
    step = 5 if minutes <= 60 else 30
    return ceil(minutes / step) * step
