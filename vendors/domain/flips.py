"""How far one weight has to move until the runner-up overtakes the leader, in closed form.

A part (a criterion, a group, or any set of criteria) gets the weight x, the criteria inside it keep their proportions,
and so do all others, which share 1 − x. With d the leader's value minus the runner-up's inside the part, and r the same
over the rest, the lead is x·d + (1 − x)·r: a straight line, zero at x = r / (r − d). Source: Goodwin & Wright, ch. 3.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from vendors.domain.weights import weighted_sum

ZERO = Fraction(0)

type Values = Mapping[str, Fraction]
"""By code of criterion, 0 to 100."""


@dataclass(frozen=True, slots=True)
class Flip:
    """At `at` the two vendors are equal; farther from `weight` in the same direction the runner-up leads. 0 to 1."""

    part: str
    weight: Fraction
    at: Fraction

    @property
    def change(self) -> Fraction:
        """Above 0 where the weight has to rise."""
        return self.at - self.weight


def flip_of(
    part: str, criteria: Collection[str], weights: Mapping[str, Fraction], leader: Values, runner_up: Values
) -> Flip | None:
    """Where the part's weight turns the order of two vendors; None where no weight does, or they are equal now.

    `weights` are effective and sum to 1. None also where the part weighs all, or is several criteria that weigh
    nothing: then proportions are not known.
    """
    return _flip(part, criteria, weights, *_leads(weights, leader, runner_up))


def _flip(
    part: str, criteria: Collection[str], weights: Mapping[str, Fraction], leads: Values, overall: Fraction
) -> Flip | None:
    inside = {code: weights[code] for code in criteria}
    weight = sum(inside.values(), ZERO)
    if not overall or weight == 1 or (not weight and len(inside) != 1):
        return None
    of_part = weighted_sum(inside, leads)
    d = of_part / weight if weight else leads[next(iter(inside))]
    r = (overall - of_part) / (1 - weight)
    if min(d * overall, r * overall) >= 0:
        return None
    return Flip(part, weight, r / (r - d))


def criterion_flips(weights: Mapping[str, Fraction], leader: Values, runner_up: Values) -> tuple[Flip, ...]:
    """Of every criterion that can turn the order, the smallest change first."""
    leads, overall = _leads(weights, leader, runner_up)
    return _sorted(_flip(code, (code,), weights, leads, overall) for code in weights)


def group_flips(
    groups: Mapping[str, Collection[str]], weights: Mapping[str, Fraction], leader: Values, runner_up: Values
) -> tuple[Flip, ...]:
    """Of every group that can turn the order, the smallest change first. `groups` has the criteria by code of group."""
    leads, overall = _leads(weights, leader, runner_up)
    return _sorted(
        _flip(group, [code for code in codes if code in weights], weights, leads, overall)
        for group, codes in groups.items()
    )


def moved(weights: Mapping[str, Fraction], criteria: Collection[str], to: Fraction) -> dict[str, Fraction]:
    """The weights with the part at `to` and the others in proportion: what a slider does. They still sum to 1.

    Raises ValueError where `to` is not from 0 to 1, and where a side that has to weigh something weighs nothing and
    is more than one criterion.
    """
    if not 0 <= to <= 1:
        raise ValueError("a weight is from 0 to 1")
    inside = {code: weight for code, weight in weights.items() if code in criteria}
    outside = {code: weight for code, weight in weights.items() if code not in criteria}
    found = _scaled(inside, to) | _scaled(outside, 1 - to)
    return {code: found[code] for code in weights}


def _scaled(weights: Mapping[str, Fraction], to: Fraction) -> dict[str, Fraction]:
    total = sum(weights.values(), ZERO)
    if total:
        return {code: weight * to / total for code, weight in weights.items()}
    if to and len(weights) != 1:
        raise ValueError("no proportions to scale")
    return dict.fromkeys(weights, to)


def _leads(weights: Mapping[str, Fraction], leader: Values, runner_up: Values) -> tuple[dict[str, Fraction], Fraction]:
    """The leader's value minus the runner-up's by criterion, and over all of them."""
    leads = {code: leader[code] - runner_up[code] for code in weights}
    return leads, weighted_sum(weights, leads)


def _sorted(flips: Iterable[Flip | None]) -> tuple[Flip, ...]:
    return tuple(sorted((flip for flip in flips if flip), key=lambda flip: abs(flip.change)))
