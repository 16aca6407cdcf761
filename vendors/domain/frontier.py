"""Quality against cost: which vendors nobody beats on both, and what each further point of quality costs.

The benefit–cost frontier is the upper convex hull of the points (cost, benefit) from the cheapest vendor to the best
one: along it a further point of quality costs more and more. Source: Goodwin & Wright, ch. 3; leaving out those below
the hull is "extended dominance" in cost-effectiveness analysis.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple


class Offer(NamedTuple):
    """Cost in money, lower is better; benefit is the total for quality, 0 to 100."""

    cost: Fraction
    benefit: Fraction


class Standing(StrEnum):
    ON_FRONTIER = "on_frontier"
    BELOW = "below"
    """Nobody is at least as good in both, but the frontier's neighbours give a point for less money."""
    DOMINATED = "dominated"
    """Somebody is at least as good in both and better in one."""


@dataclass(frozen=True, slots=True)
class Step:
    """A place on the frontier, held by one vendor or by several of equal cost and benefit.

    The extras are against the step before and None on the first; `per_point` is extra cost / extra points, above 0
    and growing (or staying the same) from step to step.
    """

    vendors: tuple[str, ...]
    offer: Offer
    extra_cost: Fraction | None = None
    extra_points: Fraction | None = None

    @property
    def per_point(self) -> Fraction | None:
        if self.extra_cost is None or self.extra_points is None:
            return None
        return self.extra_cost / self.extra_points


@dataclass(frozen=True, slots=True)
class Frontier:
    """`steps` by rising cost; `better` has, for a dominated vendor, those that dominate it."""

    steps: tuple[Step, ...]
    standings: Mapping[str, Standing]
    better: Mapping[str, tuple[str, ...]]


def frontier(offers: Mapping[str, Offer]) -> Frontier:
    """Of vendors that have both a cost and a total; the excluded and the incomplete do not belong here."""
    better = {
        vendor: tuple(name for name, other in offers.items() if _dominates(other, offer))
        for vendor, offer in offers.items()
    }
    efficient = sorted({offer for vendor, offer in offers.items() if not better[vendor]})
    hull = _hull(efficient)
    standings = {
        vendor: Standing.DOMINATED if better[vendor] else (Standing.ON_FRONTIER if offer in hull else Standing.BELOW)
        for vendor, offer in offers.items()
    }
    steps: list[Step] = []
    for offer in hull:
        vendors = tuple(vendor for vendor, found in offers.items() if found == offer)
        if steps:
            before = steps[-1].offer
            steps.append(Step(vendors, offer, offer.cost - before.cost, offer.benefit - before.benefit))
        else:
            steps.append(Step(vendors, offer))
    return Frontier(tuple(steps), standings, {vendor: found for vendor, found in better.items() if found})


def combined(
    quality: Fraction, cost: Fraction, *, budget: Fraction, ceiling: Fraction, price_share: Fraction
) -> Fraction:
    """One number from 0 to 100: (1 − share) · quality + share · price value.

    The price value is 100 up to the budget, 0 from the ceiling on, and on a straight line between. The anchor is fixed
    before prices are known, so no other vendor's price plays a part. Raises ValueError unless budget < ceiling and the
    share is from 0 to 1.
    """
    if not budget < ceiling:
        raise ValueError("the budget must be below the ceiling")
    if not 0 <= price_share <= 1:
        raise ValueError("the share of the price must be from 0 to 1")
    price_value = min(max((ceiling - cost) / (ceiling - budget), Fraction(0)), Fraction(1)) * 100
    return (1 - price_share) * quality + price_share * price_value


def _dominates(one: Offer, other: Offer) -> bool:
    return one != other and one.cost <= other.cost and one.benefit >= other.benefit


def _hull(efficient: Sequence[Offer]) -> list[Offer]:
    """Of points rising in both: those that no line between two others passes above. Points on a line stay."""
    hull: list[Offer] = []
    for offer in efficient:
        while len(hull) > 1 and _turns_up(hull[-2], hull[-1], offer):
            hull.pop()
        hull.append(offer)
    return hull


def _turns_up(first: Offer, middle: Offer, last: Offer) -> bool:
    """The middle point lies below the line from the first to the last."""
    rise = (middle.benefit - first.benefit) * (last.cost - first.cost)
    return rise < (last.benefit - first.benefit) * (middle.cost - first.cost)
