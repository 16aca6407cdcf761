"""Whether the order survives other weights: ranks over many seeded draws of them.

Source: stochastic multicriteria acceptability analysis (Lahdelma & Salminen 2001) with fixed scores and drawn weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import float64, int_
    from numpy.random import RandomState
    from numpy.typing import NDArray

    type Matrix = NDArray[float64]

DRAWS = 10_000
SEED = 1
BAND = 0.3
"""How far each weight strays from the chosen one, as a share of it."""
_EQUAL = 1e-9
"""Totals from 0 to 100 that differ by less are equal: far above what floating point adds, far below what scores do."""


class Mode(StrEnum):
    FREE = "free"
    """Every set of weights is as likely as any other: uniform on the simplex."""
    ORDER_KEPT = "order_kept"
    """Uniform among those with the same order of importance; equal weights stay equal."""
    BAND = "band"
    """Each weight uniform within ±30 % of the chosen one, then scaled to sum 1."""


class Word(StrEnum):
    ROBUST = "robust"
    LEANING = "leaning"
    TIE = "tie"
    """Decide by judgement."""


ROBUST_FROM, LEANING_FROM = Fraction(9, 10), Fraction(6, 10)


def word_for(share: Fraction, robust_from: Fraction = ROBUST_FROM, leaning_from: Fraction = LEANING_FROM) -> Word:
    """For the share of draws in which the vendor that is first is first alone: 90 % and more, 60 % and more, less."""
    if share >= robust_from:
        return Word.ROBUST
    return Word.LEANING if share >= leaning_from else Word.TIE


@dataclass(frozen=True, slots=True)
class Robustness:
    """Counts of draws. `ranks` has, per vendor, how often it had rank 1, 2, …; vendors that tie share the better rank,
    so all ranks of one vendor sum to `draws` while a rank's sum over vendors need not. `alone` counts first places
    shared with nobody; `wins` how often the first vendor of a pair had the higher total."""

    mode: Mode
    draws: int
    seed: int
    ranks: Mapping[str, tuple[int, ...]]
    alone: Mapping[str, int]
    wins: Mapping[tuple[str, str], int]

    def share(self, vendor: str, rank: int = 1) -> Fraction:
        return Fraction(self.ranks[vendor][rank - 1], self.draws)

    def error(self, vendor: str, rank: int = 1) -> float:
        """The standard error of the share: √(p·(1 − p) / draws)."""
        p = float(self.share(vendor, rank))
        return sqrt(p * (1 - p) / self.draws)

    def share_alone(self, vendor: str) -> Fraction:
        return Fraction(self.alone[vendor], self.draws)

    def win_share(self, vendor: str, over: str) -> Fraction:
        return Fraction(self.wins[vendor, over], self.draws)

    def word(self, vendor: str) -> Word:
        return word_for(self.share_alone(vendor))


def robustness(
    weights: Mapping[str, Fraction],
    values: Mapping[str, Mapping[str, Fraction]],
    *,
    seed: int = SEED,
    draws: int = DRAWS,
    modes: Sequence[Mode] = tuple(Mode),
) -> dict[Mode, Robustness]:
    """Ranks of the vendors under drawn weights, by mode. The same seed gives the same answer, whatever other modes run.

    `weights` are effective ones by criterion; `values` are 0 to 100 by vendor and criterion, only of vendors that are
    ranked. Without a vendor the mappings are empty. `seed` is from 0 to 2**32 − 1.
    """
    import numpy as np

    chosen = np.array([float(weight) for weight in weights.values()])
    table = np.array([[float(found[code]) for code in weights] for found in values.values()])
    table = table.reshape(len(values), len(weights))
    result = {}
    for mode in modes:
        drawn = _drawn(mode, list(weights.values()), chosen, np.random.RandomState(seed), draws)
        # Not `@`: for so little work the threads of the linear algebra cost more than they save.
        ranks, wins = _ranks(np.einsum("vc,cd->vd", table, drawn))
        result[mode] = _counted(mode, draws, seed, list(values), ranks, wins)
    return result


def _drawn(mode: Mode, weights: Sequence[Fraction], chosen: Matrix, source: RandomState, draws: int) -> Matrix:
    """A row per criterion, a column per draw; every column sums to 1."""
    if mode is Mode.FREE:
        return _simplex(len(weights), source, draws)
    if mode is Mode.ORDER_KEPT:
        return _ordered(weights, source, draws)
    drawn = source.random_sample((len(weights), draws))
    drawn *= 2 * BAND
    drawn += 1 - BAND
    drawn *= chosen[:, None]
    drawn /= drawn.sum(axis=0)
    return drawn


def _simplex(size: int, source: RandomState, draws: int) -> Matrix:
    """Uniform on the simplex: independent exponentials over their sum."""
    drawn = source.standard_exponential((size, draws))
    drawn /= drawn.sum(axis=0)
    return drawn


def _ordered(weights: Sequence[Fraction], source: RandomState, draws: int) -> Matrix:
    """Uniform on the weights of the same order, with equal ones equal.

    That set is a simplex too. Its corners give the j most important classes of equal weights the same weight and the
    others none, so a uniform mixture of corners is uniform on it; with no ties its mean is the rank-order centroid.
    """
    import numpy as np

    classes = sorted(set(weights), reverse=True)
    counts = Counter(weights)
    sizes = np.cumsum([counts[weight] for weight in classes])
    mixture = _simplex(len(classes), source, draws) / sizes[:, None]
    by_class = np.cumsum(mixture[::-1], axis=0)[::-1]
    place = {weight: number for number, weight in enumerate(classes)}
    found: Matrix = by_class[[place[weight] for weight in weights]]
    return found


def _ranks(totals: Matrix) -> tuple[NDArray[int_], NDArray[int_]]:
    """Ranks per vendor and draw, 1 + the number of greater totals; and how often each vendor of a row beats each of a
    column. By pairs, because that gives both at once and costs less than sorting every draw."""
    import numpy as np

    size = len(totals)
    ranks = np.ones(totals.shape, dtype=np.int16)
    wins = np.zeros((size, size), dtype=int)
    for i in range(size):
        for j in range(i):
            lead = totals[i] - totals[j]
            ahead, behind = lead > _EQUAL, lead < -_EQUAL
            ranks[j] += ahead
            ranks[i] += behind
            wins[i, j], wins[j, i] = np.count_nonzero(ahead), np.count_nonzero(behind)
    return ranks.astype(int), wins


def _counted(
    mode: Mode, draws: int, seed: int, vendors: Sequence[str], ranks: NDArray[int_], wins: NDArray[int_]
) -> Robustness:
    import numpy as np

    size = len(vendors)
    first = ranks == 1
    is_alone = first.sum(axis=0) == 1
    return Robustness(
        mode=mode,
        draws=draws,
        seed=seed,
        ranks={
            vendor: tuple(np.bincount(ranks[i], minlength=size + 1)[1:].tolist()) for i, vendor in enumerate(vendors)
        },
        alone={vendor: int(np.count_nonzero(first[i] & is_alone)) for i, vendor in enumerate(vendors)},
        wins={
            (one, other): int(wins[i, j]) for i, one in enumerate(vendors) for j, other in enumerate(vendors) if i != j
        },
    )
