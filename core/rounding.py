"""The one place where scores are rounded: half up, as a person with a pencil does."""

from __future__ import annotations

from fractions import Fraction
from math import floor

NO_SCORE = "no score"


def rounded(value: Fraction | int, places: int) -> str:
    """The number with so many decimals, half up: 2.25 with one is 2.3, −0.05 is 0.0."""
    scaled = floor(abs(value) * 10**places + Fraction(1, 2))
    sign = "-" if value < 0 and scaled else ""
    whole, rest = divmod(scaled, 10**places)
    return f"{sign}{whole}.{rest:0{places}d}" if places else f"{sign}{whole}"


def for_people(value: Fraction | int | None) -> str:
    """One decimal, or "no score"."""
    return NO_SCORE if value is None else rounded(value, 1)


def for_data(value: Fraction | int | None) -> str | None:
    """Four decimals as text, or None."""
    return None if value is None else rounded(value, 4)


def percent(value: Fraction | None) -> str:
    """A share from 0 to 1 as a whole percentage without its sign, or "no score"."""
    return NO_SCORE if value is None else rounded(value * 100, 0)
