"""The scores that evaluators gave on their own, before they spoke."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from vendors.domain.model import UNVERIFIED_CAP
from vendors.domain.scoring import Score, counted


class Cell(NamedTuple):
    """One vendor under one criterion, by their codes."""

    vendor: str
    criterion: str


type Sheets = Mapping[str, Mapping[Cell, Score]]
"""By evaluator. A cell that is not there was not scored, be it for want of time or for a conflict of interest."""


def levels_by_cell(sheets: Sheets, cap: int = UNVERIFIED_CAP) -> dict[Cell, dict[str, int]]:
    """Counted levels by cell and evaluator, of the cells that anybody scored."""
    found: dict[Cell, dict[str, int]] = {}
    for evaluator, scores in sheets.items():
        for cell, score in scores.items():
            level = counted(score, cap)
            if level is not None:
                found.setdefault(cell, {})[evaluator] = level
    return found


def mean(levels: Iterable[int]) -> Fraction:
    """Of at least one level."""
    known = tuple(levels)
    return Fraction(sum(known), len(known))
