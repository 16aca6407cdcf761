"""What the order would be without one evaluator. On the means of the individual scores: agreed ones have no author."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from vendors.domain.model import UNVERIFIED_CAP
from vendors.domain.scoring import ranks_of, value_of, weighted_range
from vendors.domain.sheets import Cell, Sheets, levels_by_cell, mean


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
    everybody = by_means(sheets, weights, vendors, cap)
    without = {
        evaluator: by_means({name: sheet for name, sheet in sheets.items() if name != evaluator}, weights, vendors, cap)
        for evaluator in sheets
    }
    return LeftOut(everybody, without)


def by_means(
    sheets: Sheets, weights: Mapping[str, Fraction], vendors: Collection[str], cap: int = UNVERIFIED_CAP
) -> ByMeans:
    """Totals over the mean of the counted levels that each cell has; provisional wherever there is an agreed score."""
    levels = levels_by_cell(sheets, cap)
    values: dict[str, Fraction | None] = {}
    for vendor in vendors:
        found = {
            code: value_of(mean(levels[cell].values())) if (cell := Cell(vendor, code)) in levels else None
            for code in weights
        }
        is_whole = all(value is not None for value in found.values())
        values[vendor] = weighted_range(weights, found)[0] if is_whole else None
    return ByMeans(values, ranks_of(values))
