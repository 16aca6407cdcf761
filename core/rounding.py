"""The one place where scores are rounded: half up, as a person with a pencil does."""

from __future__ import annotations

from fractions import Fraction

NO_SCORE = "no score"


def rounded(value: Fraction | int, places: int) -> str:
    """The number with so many decimals, half up: 2.25 with one is 2.3, −0.05 is 0.0."""
    # floor(|value| · 10^places + 1/2) in whole numbers, at a tenth of the time: a page rounds hundreds.
    scaled = (2 * abs(value.numerator) * 10**places + value.denominator) // (2 * value.denominator)
    sign = "-" if value < 0 and scaled else ""
    whole, rest = divmod(scaled, 10**places)
    return f"{sign}{whole}.{rest:0{places}d}" if places else f"{sign}{whole}"


def for_people(value: Fraction | int | None) -> str:
    """One decimal, or "no score"."""
    return NO_SCORE if value is None else rounded(value, 1)


def for_data(value: Fraction | int | None) -> str | None:
    """Four decimals as text, or None."""
    return None if value is None else rounded(value, 4)


def told_apart(one: Fraction | None, other: Fraction | None) -> tuple[str, str]:
    """Two scores as `for_people` shows them, with more decimals where they would look equal and are not."""
    if one is None or other is None or one == other:
        return for_people(one), for_people(other)
    for places in range(1, 4):
        if rounded(one, places) != rounded(other, places):
            return rounded(one, places), rounded(other, places)
    return rounded(one, 4), rounded(other, 4)


def percent(value: Fraction | None) -> str:
    """A share from 0 to 1 as a whole percentage without its sign, or "no score".

    All and nothing are said only where they are true: 0.998 is 99, 0.002 is 1.
    """
    if value is None:
        return NO_SCORE
    return str(min(99, max(1, int(rounded(value * 100, 0))))) if 0 < value < 1 else rounded(value * 100, 0)


def exactly(value: Fraction) -> str:
    """A number that somebody wrote, or a sum of such, with all its decimals: 5, or 1.25."""
    places = next((places for places in range(24) if (value * 10**places).denominator == 1), 24)
    return rounded(value, places)
