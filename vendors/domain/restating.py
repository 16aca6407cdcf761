"""The same weights said in another way, so that who changes the method begins where the last one ended.

Each takes weights that sum to 1. Points and swings are rounded, so the way back gives nearly the same weights; an
order forgets by how much. Pairs are not restated: comparing two at a time means nothing unless somebody does it.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from vendors.domain.weights import BEST_SWING


def as_points(weights: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """In per cent, with one decimal."""
    return {code: Fraction(round(weight * 1000), 10) for code, weight in weights.items()}


def as_swings(weights: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Whole numbers in relation to the greatest, which gets 100."""
    greatest = max(weights.values(), default=Fraction(1))
    return {code: Fraction(round(weight / greatest * BEST_SWING)) for code, weight in weights.items()}


def as_ranks(weights: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """1 + how many weigh more, so that equal ones share a place."""
    return {code: Fraction(1 + sum(other > weight for other in weights.values())) for code, weight in weights.items()}
