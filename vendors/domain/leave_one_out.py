"""What the order would be without one evaluator. On the means of the individual scores: agreed ones have no author."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from vendors.domain.model import UNVERIFIED_CAP
from vendors.domain.scoring import ranks_of, value_of
from vendors.domain.sheets import Cell, Sheets, levels_by_cell, mean
from vendors.domain.weights import weighted_sum


@dataclass(frozen=True, slots=True)
class ByMeans:
    """Totals (0 to 100) and ranks by vendor; None where a cell has no score left."""

    values: Mapping[str, Fraction | None]
    ranks: Mapping[str, int | None]

    @property
    def first(self) -> frozenset[str]:
        return frozenset(vendor for vendor, rank in self.ranks.items() if rank == 1)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """`without` is by evaluator left out, in the order of the sheets."""

    everybody: ByMeans
    without: Mapping[str, ByMeans]

    @property
    def deciding(self) -> tuple[str, ...]:
        """Evaluators without whom somebody else is first, or not the same ones are."""
        return tuple(name for name, found in self.without.items() if found.first != self.everybody.first)


def leave_one_out(
    sheets: Sheets, weights: Mapping[str, Fraction], vendors: Collection[str], cap: int = UNVERIFIED_CAP
) -> LeftOut:
    """For the vendors given: those that are ranked. `weights` are effective."""
    levels = levels_by_cell(sheets, cap)
    without = {evaluator: _by_means(levels, weights, vendors, left_out=evaluator) for evaluator in sheets}
    return LeftOut(_by_means(levels, weights, vendors), without)


def by_means(
    sheets: Sheets, weights: Mapping[str, Fraction], vendors: Collection[str], cap: int = UNVERIFIED_CAP
) -> ByMeans:
    """Totals over the mean of the counted levels that each cell has; provisional wherever there is an agreed score."""
    return _by_means(levels_by_cell(sheets, cap), weights, vendors)


def _by_means(
    levels: Mapping[Cell, Mapping[str, int]],
    weights: Mapping[str, Fraction],
    vendors: Collection[str],
    left_out: str | None = None,
) -> ByMeans:
    values: dict[str, Fraction | None] = {}
    for vendor in vendors:
        means: dict[str, Fraction] = {}
        for code in weights:
            given = [level for name, level in levels.get(Cell(vendor, code), {}).items() if name != left_out]
            if given:
                means[code] = mean(given)
        values[vendor] = value_of(weighted_sum(weights, means)) if len(means) == len(weights) else None
    return ByMeans(values, ranks_of(values))
