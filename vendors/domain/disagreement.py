"""Where evaluators differ, and what to talk about first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from vendors.domain.model import UNVERIFIED_CAP
from vendors.domain.sheets import Cell, Sheets, levels_by_cell, mean

ON_AGENDA_FROM = 2


@dataclass(frozen=True, slots=True)
class Disagreement:
    """`levels` are counted ones by evaluator; `spread` is the highest minus the lowest.

    `provisional_mean` stands for the cell only until there is an agreed score, and is to be labelled so. `stake` is
    effective weight · spread / 5 · 100: how far the vendor's total moves between the lowest and the highest level.
    """

    cell: Cell
    levels: Mapping[str, int]
    spread: int
    provisional_mean: Fraction
    stake: Fraction
    is_on_agenda: bool


def disagreements(
    sheets: Sheets, weights: Mapping[str, Fraction], *, threshold: int = ON_AGENDA_FROM, cap: int = UNVERIFIED_CAP
) -> tuple[Disagreement, ...]:
    """Every scored cell of a weighted criterion: what is on the agenda first, then by stake and by spread, both down.

    Cells that are equal in all of these keep the order of the criteria, and within one that of their vendors' codes.
    """
    place = {code: number for number, code in enumerate(weights)}
    found = []
    for cell, levels in levels_by_cell(sheets, cap).items():
        if cell.criterion in weights:
            spread = max(levels.values()) - min(levels.values())
            stake = weights[cell.criterion] * spread * 20
            found.append(Disagreement(cell, levels, spread, mean(levels.values()), stake, spread >= threshold))
    return tuple(
        sorted(
            found,
            key=lambda each: (
                not each.is_on_agenda,
                -each.stake,
                -each.spread,
                place[each.cell.criterion],
                each.cell.vendor,
            ),
        )
    )
