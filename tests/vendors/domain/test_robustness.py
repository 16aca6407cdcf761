"""Ranks over drawn weights, against shares that are known exactly."""

from collections.abc import Mapping
from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.vendors.domain.offices import SWINGS, VALUES
from vendors.domain import robustness as module
from vendors.domain.robustness import Mode, Robustness, Word, robustness, word_for
from vendors.domain.weights import rank_order_centroid, shares, swing

WITHIN = 4
"""Standard errors that a draw may be off: once in 16,000, and the seed is the same every time."""


def free(values: Mapping[str, Mapping[str, Fraction]], seed: int = 1) -> Robustness:
    weights = shares({code: Fraction(1) for found in values.values() for code in found})
    return robustness(weights, values, seed=seed, modes=[Mode.FREE])[Mode.FREE]


def table(rows: Mapping[str, tuple[float, ...]]) -> dict[str, dict[str, Fraction]]:
    return {name: {f"c{n}": Fraction(str(value)) for n, value in enumerate(row)} for name, row in rows.items()}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_first_rank_shares_of_goodwin_and_wright(seed: int) -> None:
    found = free(VALUES, seed)
    for office, exact in {"A": 0.4724, "E": 0.3605, "G": 0.1168}.items():
        assert abs(float(found.share(office)) - exact) < WITHIN * sqrt(exact * (1 - exact) / found.draws) + 0.00005
    assert found.error("A") == pytest.approx(0.005, abs=0.0001)


def test_rank_shares_of_a_case_that_can_be_solved() -> None:
    exact = {"A": (0.4, 0.1, 0.5), "B": (0.2, 0.8, 0), "C": (0.4, 0.1, 0.5)}
    found = free(table({"A": (1, 0), "B": (0.6, 0.6), "C": (0, 1)}))
    for vendor, ranks in exact.items():
        for rank, p in enumerate(ranks, 1):
            assert abs(float(found.share(vendor, rank)) - p) <= WITHIN * sqrt(p * (1 - p) / found.draws)
        assert sum(found.ranks[vendor]) == found.draws
    assert found.wins["A", "C"] + found.wins["C", "A"] == found.draws
    assert abs(float(found.win_share("A", "B")) - 0.4) < 0.02


def test_pairwise_wins_are_a_volume_of_the_simplex() -> None:
    """P(3·w1 − w2 − 2·w3 > 0) = .45 for three uniform weights."""
    found = free(table({"A": (3, 0, 0), "B": (0, 1, 2)}))
    assert abs(float(found.win_share("A", "B")) - 0.45) < WITHIN * sqrt(0.45 * 0.55 / found.draws)


def test_the_same_seed_gives_the_same_counts_whatever_else_is_drawn() -> None:
    weights = swing(SWINGS)
    whole = robustness(weights, VALUES, seed=5)
    for mode in Mode:
        assert robustness(weights, VALUES, seed=5, modes=[mode]) == {mode: whole[mode]}
    assert robustness(weights, VALUES, seed=6)[Mode.FREE].ranks != whole[Mode.FREE].ranks


def test_what_is_drawn_stays_within_its_mode() -> None:
    weights = shares({"a": Fraction(5), "b": Fraction(2), "c": Fraction(5), "d": Fraction(1)})
    chosen = np.array([float(weight) for weight in weights.values()])

    def drawn(mode: Mode) -> NDArray[np.float64]:
        return module._drawn(mode, list(weights.values()), chosen, np.random.RandomState(1), 2000)

    for mode in Mode:
        assert np.allclose(drawn(mode).sum(axis=0), 1)
        assert (drawn(mode) >= 0).all()
    a, b, c, d = drawn(Mode.ORDER_KEPT)
    assert (a == c).all()
    assert (a >= b).all()
    assert (b >= d).all()
    stray = drawn(Mode.BAND) / chosen[:, None]
    # Scaling to sum 1 leaves what two weights are to each other: at most 1.3 to 0.7, and nearly that somewhere.
    assert 1.75 < (stray.max(axis=0) / stray.min(axis=0)).max() <= 1.3 / 0.7


def test_the_mean_of_kept_orders_is_the_rank_order_centroid() -> None:
    weights = shares({"a": Fraction(4), "b": Fraction(2), "c": Fraction(3), "d": Fraction(1)})
    drawn = module._drawn(Mode.ORDER_KEPT, list(weights.values()), np.ones(4), np.random.RandomState(1), module.DRAWS)
    centroid = rank_order_centroid({"a": 1, "b": 3, "c": 2, "d": 4})
    assert drawn.mean(axis=1) == pytest.approx([float(weight) for weight in centroid.values()], abs=0.006)


def test_vendors_that_tie_share_a_rank_and_neither_is_called_robust() -> None:
    found = free(table({"A": (5, 1, 3), "B": (5, 1, 3), "C": (0, 0, 0)}))
    assert found.ranks == {"A": (10_000, 0, 0), "B": (10_000, 0, 0), "C": (0, 0, 10_000)}
    assert found.alone == {"A": 0, "B": 0, "C": 0}
    assert found.wins["A", "B"] == found.wins["B", "A"] == 0
    assert found.word("A") is Word.TIE
    assert found.win_share("A", "C") == 1


def test_a_vendor_that_is_better_everywhere_is_always_first() -> None:
    better = {code: Fraction(101) for code in SWINGS}
    for found in robustness(swing(SWINGS), VALUES | {"H": better}).values():
        assert found.share("H") == 1
        assert found.error("H") == 0
        assert found.word("H") is Word.ROBUST


def test_one_vendor_or_none_can_be_drawn() -> None:
    assert free(table({"A": (1, 2)})).ranks == {"A": (10_000,)}
    empty = robustness({"a": Fraction(1)}, {})
    assert all(found.ranks == {} and found.wins == {} for found in empty.values())


@pytest.mark.parametrize(
    ("share", "word"),
    [("1", Word.ROBUST), ("0.9", Word.ROBUST), ("0.8999", Word.LEANING), ("0.6", Word.LEANING), ("0.5999", Word.TIE)],
)
def test_words(share: str, word: Word) -> None:
    assert word_for(Fraction(share)) is word
