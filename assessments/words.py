"""Turns of phrase that pages of assessments share."""

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import ngettext

from core.local import figure
from core.rounding import rounded

NOTHING = "–"


def score(value: Fraction | None) -> str:
    """With one decimal, as the readers of the workspace write it; a dash where there is none."""
    return NOTHING if value is None else figure(Decimal(rounded(value, 1)), 1)


def duration(minutes: int) -> str:
    """About how long something takes."""
    if minutes <= 60:
        return ngettext("about %(count)d minute", "about %(count)d minutes", minutes) % {"count": minutes}
    hours = minutes // 60 if minutes % 60 == 0 else minutes / 60
    return ngettext("about %(count)s hour", "about %(count)s hours", 1 if hours == 1 else 2) % {"count": figure(hours)}
