"""From what people say about importance to weights: shares that sum to exactly 1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from math import lcm

BEST_SWING = 100


class Problem(StrEnum):
    """Why something gives no weights."""

    NEGATIVE = "negative"
    ALL_ZERO = "all_zero"
    NOTHING = "nothing"
    ABOVE_BEST = "above_best"
    NO_BEST = "no_best"
    RANK_BELOW_ONE = "rank_below_one"


class WeightError(ValueError):
    """`codes` are the items to blame, empty where it is all of them."""

    def __init__(self, problem: Problem, codes: Sequence[str] = ()) -> None:
        super().__init__(problem.value, *codes)
        self.problem = problem
        self.codes = tuple(codes)


def shares(values: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Each value / sum. Raises WeightError for none, a negative one, or all zero."""
    if not values:
        raise WeightError(Problem.NOTHING)
    whole, _of = in_whole_numbers(values)
    if negative := [code for code, value in whole.items() if value < 0]:
        raise WeightError(Problem.NEGATIVE, negative)
    total = sum(whole.values())
    if not total:
        raise WeightError(Problem.ALL_ZERO)
    return {code: Fraction(value, total) for code, value in whole.items()}


def in_whole_numbers(values: Mapping[str, Fraction]) -> tuple[dict[str, int], int]:
    """The values times their least common denominator, and that: to reckon with them to the end takes a third of the
    time of adding fractions."""
    of = lcm(*(value.denominator for value in values.values()))
    return {code: value.numerator * (of // value.denominator) for code, value in values.items()}, of


def weighted_sum(weights: Mapping[str, Fraction], values: Mapping[str, Fraction]) -> Fraction:
    """sum(w·v), exact."""
    weighed, of_weights = in_whole_numbers(weights)
    valued, of_values = in_whole_numbers({code: values[code] for code in weights})
    return Fraction(sum(weight * valued[code] for code, weight in weighed.items()), of_weights * of_values)


def summed(weights: Iterable[Fraction]) -> Fraction:
    """Their sum, exact."""
    found = tuple(weights)
    of = lcm(*(weight.denominator for weight in found))
    return Fraction(sum(weight.numerator * (of // weight.denominator) for weight in found), of)


def points(values: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Weights from points given directly, on any scale. Raises WeightError as `shares` does."""
    return shares(values)


def swing(values: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Weights from swings: 100 for the criterion whose way from worst to best matters most, the others in relation.

    Raises WeightError for a value outside 0–100, and where none is 100. Source: Goodwin & Wright, ch. 3.
    """
    if above := [code for code, value in values.items() if value > BEST_SWING]:
        raise WeightError(Problem.ABOVE_BEST, above)
    found = shares(values)
    if max(values.values()) != BEST_SWING:
        raise WeightError(Problem.NO_BEST)
    return found


def rank_order_centroid(ranks: Mapping[str, int]) -> dict[str, Fraction]:
    """Weights from an order alone, 1 for the most important: place k of n weighs sum(1/i for i = k..n) / n.

    Items of equal rank take the places they fill together and share their weights evenly, so that 1, 2, 2, 4 and
    1, 2, 2, 3 mean the same. Raises WeightError for none and for a rank below 1. Source: Barron & Barrett 1996.
    """
    if not ranks:
        raise WeightError(Problem.NOTHING)
    if below := [code for code, rank in ranks.items() if rank < 1]:
        raise WeightError(Problem.RANK_BELOW_ONE, below)
    n = len(ranks)
    by_place = [sum((Fraction(1, i) for i in range(k, n + 1)), Fraction(0)) / n for k in range(1, n + 1)]
    found: dict[str, Fraction] = {}
    for rank in sorted(set(ranks.values())):
        tied = [code for code, given in ranks.items() if given == rank]
        places = by_place[len(found) : len(found) + len(tied)]
        share = sum(places, Fraction(0)) / len(tied)
        found |= dict.fromkeys(tied, share)
    return {code: found[code] for code in ranks}
