"""How far evaluators agree, over all they scored: intraclass correlation for single scores.

Source: Shrout & Fleiss 1979, cases 2 and 3. With n targets (cells) and k judges (evaluators), a two-way analysis of
variance without replication gives the mean squares between targets (BMS), between judges (JMS) and of the rest (EMS):

    ICC(2,1) = (BMS − EMS) / (BMS + (k − 1)·EMS + k·(JMS − EMS)/n)      judges stand for others like them
    ICC(3,1) = (BMS − EMS) / (BMS + (k − 1)·EMS)                        these judges only, their strictness set aside
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from vendors.domain.model import UNVERIFIED_CAP
from vendors.domain.sheets import Sheets, levels_by_cell

FEWEST = 2
"""Evaluators, and cells that all of them scored."""
NARROW = 1
"""Levels that differ by no more than this over all cells say nothing about agreement."""


class Undefined(StrEnum):
    """Why there is no correlation."""

    FEW_EVALUATORS = "few_evaluators"
    FEW_CELLS = "few_cells"
    ALL_AGREE = "all_agree"
    NARROW = "narrow"
    """Nobody left two neighbouring levels."""
    CELLS_ALIKE = "cells_alike"
    """All cells have the same mean: there is no difference to agree on."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """`cells` are those that every one of the `evaluators` scored, of the `scored` ones that anybody did.

    The correlations are at most 1 and below 0 where evaluators differ more than what they judge; both are None where
    `undefined` says why.
    """

    evaluators: int
    cells: int
    scored: int
    icc_2_1: Fraction | None = None
    icc_3_1: Fraction | None = None
    undefined: Undefined | None = None


def agreement(sheets: Sheets, cap: int = UNVERIFIED_CAP) -> Agreement:
    """Over the counted levels of the evaluators whose sheets are given: pass only those that count."""
    by_cell = levels_by_cell(sheets, cap)
    rows = [[levels[each] for each in sheets] for levels in by_cell.values() if len(levels) == len(sheets)]
    k, n = len(sheets), len(rows)
    why = _undefined(k, rows)
    if why:
        return Agreement(k, n, len(by_cell), undefined=why)
    case_2, case_3 = correlations(rows)
    return Agreement(k, n, len(by_cell), case_2, case_3)


def correlations(rows: Sequence[Sequence[int]]) -> tuple[Fraction, Fraction]:
    """ICC(2,1) and ICC(3,1) of a row per target with a number per judge: at least two of each, and targets that differ
    in their means (else it divides by zero)."""
    n, k = len(rows), len(rows[0])
    everything = sum(map(sum, rows))
    correction = Fraction(everything**2, n * k)
    total = sum(number**2 for row in rows for number in row) - correction
    between = Fraction(sum(sum(row) ** 2 for row in rows), k) - correction
    judges = Fraction(sum(sum(column) ** 2 for column in zip(*rows, strict=True)), n) - correction
    bms = between / (n - 1)
    jms = judges / (k - 1)
    ems = (total - between - judges) / ((n - 1) * (k - 1))
    case_2 = (bms - ems) / (bms + (k - 1) * ems + k * (jms - ems) / n)
    return case_2, (bms - ems) / (bms + (k - 1) * ems)


def _undefined(k: int, rows: Sequence[Sequence[int]]) -> Undefined | None:
    if k < FEWEST:
        return Undefined.FEW_EVALUATORS
    if len(rows) < FEWEST:
        return Undefined.FEW_CELLS
    if all(len(set(row)) == 1 for row in rows):
        return Undefined.ALL_AGREE
    levels = {level for row in rows for level in row}
    if max(levels) - min(levels) <= NARROW:
        return Undefined.NARROW
    return Undefined.CELLS_ALIKE if len({sum(row) for row in rows}) == 1 else None
