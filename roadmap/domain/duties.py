"""What somebody has to do by a day, whatever it is: actions, items, artifacts, gates, pilots."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

WEEK = timedelta(days=7)


class Kind(StrEnum):
    """Values are parts of the stable names of events in calendars, and so never change."""

    ACTION = "action"
    ITEM = "item"
    WRITE = "artifact"
    REVIEW = "review"
    RENEW = "renewal"
    """An accepted artifact that is to be looked at again."""
    GATE = "gate"
    EXCEPTION = "exception"
    """A gate was passed with open criteria, which is good until a day."""
    CHECK_IN = "check-in"
    PILOT_END = "pilot-end"


class When(StrEnum):
    OVERDUE = "overdue"
    SOON = "soon"
    """Today or within the six days after."""
    LATER = "later"
    UNDATED = "undated"


def when(day: date | None, today: date) -> When:
    if day is None:
        return When.UNDATED
    if day < today:
        return When.OVERDUE
    return When.SOON if day < today + WEEK else When.LATER
