"""The days that a roadmap can name: others are slips of the pen, and would stretch every drawing by centuries."""

from __future__ import annotations

from datetime import date

FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)


def is_in_reach(day: date) -> bool:
    return FIRST <= day <= LAST
