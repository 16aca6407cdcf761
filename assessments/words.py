"""Turns of phrase that pages of assessments share."""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from django.utils.translation import ngettext

from core.local import current_locale, figure
from core.rounding import rounded

NOTHING = "–"


def score(value: Fraction | None) -> str:
    """With one decimal, as the readers of the workspace write it; a dash where there is none."""
    return NOTHING if value is None else written(rounded(value, 1))


def written(number: str) -> str:
    """A number with a decimal point, with all its decimals, as the readers of the workspace write it."""
    return _written(number, current_locale())


@lru_cache(maxsize=4096)  # a page of results writes hundreds, and few different ones
def _written(number: str, locale: str) -> str:
    return figure(Decimal(number), len(number.partition(".")[2]), locale)


def duration(minutes: int) -> str:
    """About how long something takes."""
    if minutes <= 60:
        return ngettext("about %(count)d minute", "about %(count)d minutes", minutes) % {"count": minutes}
    hours = minutes // 60 if minutes % 60 == 0 else minutes / 60
    return ngettext("about %(count)s hour", "about %(count)s hours", 1 if hours == 1 else 2) % {"count": figure(hours)}
