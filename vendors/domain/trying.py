"""Other weights, tried out beside the locked ones: they change nobody's scores, no gate and nothing that is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from vendors.domain.outcome import Outcome
from vendors.domain.scoring import ranks_of, weighted_range


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a vendor stands under some weights. `low` and `high` are its total, and differ where it is incomplete."""

    vendor: str
    rank: int | None
    low: Fraction
    high: Fraction


def placings(outcome: Outcome, weights: Mapping[str, Fraction]) -> tuple[Placing, ...]:
    """Best first; those without a rank under the locked weights have none here, and come last in the same order.

    Whether a group's minimum is met is asked of the locked weights alone.
    """
    totals, order = outcome.standings.totals, outcome.standings.order
    if weights is outcome.weights:
        return tuple(
            Placing(each, outcome.standings.ranks[each], totals[each].low, totals[each].high) for each in order
        )
    ranges = {vendor: weighted_range(weights, totals[vendor].values) for vendor in order}
    ranks = ranks_of({vendor: ranges[vendor][0] if totals[vendor].is_ranked else None for vendor in order})
    found = [Placing(vendor, ranks[vendor], *ranges[vendor]) for vendor in order]
    return tuple(sorted(found, key=lambda each: len(order) if each.rank is None else each.rank))
