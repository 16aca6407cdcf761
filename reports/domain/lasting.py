"""How long a link to a report lasts: to the end of a day where its workspace is, so that a date says it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = (1, 7, 14, 30, 90)
USUAL_DAYS = 14


def last_day(today: date, days: int) -> date:
    return today + timedelta(days=days)


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The midnight after it."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)
