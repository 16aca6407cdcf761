"""The days that a roadmap can name, in forms."""

from __future__ import annotations

from accounts.forms.activity import DayField as AnyDayField
from roadmap.domain.days import FIRST, LAST


class DayField(AnyDayField):
    earliest, latest = FIRST, LAST
