"""Weights by points, swing and order."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rounding import rounded
from tests.vendors.domain.offices import ROUNDED, SWINGS
from vendors.domain.weights import Problem, WeightError, points, rank_order_centroid, swing

numbers = st.fractions(min_value=0, max_value=100, max_denominator=20)


def test_swing_of_goodwin_and_wright() -> None:
    found = swing(SWINGS)
    assert sum(found.values()) == 1
    assert {name: rounded(weight * 100, 0) for name, weight in found.items()} == {
        name: rounded(weight * 100, 0) for name, weight in ROUNDED.items()
    }
    assert found["closeness"] == Fraction(100, 310)


@pytest.mark.parametrize(
    ("count", "weights"),
    [(1, ["1.0000"]), (3, ["0.6111", "0.2778", "0.1111"]), (4, ["0.5208", "0.2708", "0.1458", "0.0625"])],
)
def test_rank_order_centroid(count: int, weights: list[str]) -> None:
    found = rank_order_centroid({f"c{rank}": rank for rank in range(1, count + 1)})
    assert [rounded(weight, 4) for weight in found.values()] == weights
    assert sum(found.values()) == 1


def test_rank_order_centroid_with_ties_shares_the_places() -> None:
    found = rank_order_centroid({"a": 2, "b": 1, "c": 2})
    assert found == {"a": Fraction(7, 36), "b": Fraction(11, 18), "c": Fraction(7, 36)}
    assert list(found) == ["a", "b", "c"]
    assert rank_order_centroid({"a": 1, "b": 2, "c": 2, "d": 4}) == rank_order_centroid(
        {"a": 1, "b": 2, "c": 2, "d": 3}
    )
    assert set(rank_order_centroid(dict.fromkeys("abcd", 1)).values()) == {Fraction(1, 4)}


@given(st.dictionaries(st.text("abcdefg", min_size=1, max_size=2), st.integers(1, 6), min_size=1))
def test_a_better_rank_weighs_more_and_an_equal_one_the_same(ranks: dict[str, int]) -> None:
    found = rank_order_centroid(ranks)
    assert sum(found.values()) == 1
    for one, rank in ranks.items():
        for other, compared in ranks.items():
            assert (rank < compared) == (found[one] > found[other])


@given(st.dictionaries(st.text("abc", min_size=1), numbers, min_size=1).filter(lambda found: any(found.values())))
def test_points_keep_their_proportions(values: dict[str, Fraction]) -> None:
    found = points(values)
    assert sum(found.values()) == 1
    total = sum(values.values())
    assert {code: share * total for code, share in found.items()} == values


@pytest.mark.parametrize(
    ("values", "problem", "codes"),
    [
        ({}, Problem.NOTHING, ()),
        ({"a": 1, "b": -1}, Problem.NEGATIVE, ("b",)),
        ({"a": 0, "b": 0}, Problem.ALL_ZERO, ()),
        ({"a": 100, "b": 101}, Problem.ABOVE_BEST, ("b",)),
        ({"a": 99, "b": 10}, Problem.NO_BEST, ()),
    ],
)
def test_swing_says_what_is_wrong(values: dict[str, int], problem: Problem, codes: tuple[str, ...]) -> None:
    with pytest.raises(WeightError) as caught:
        swing({code: Fraction(value) for code, value in values.items()})
    assert (caught.value.problem, caught.value.codes) == (problem, codes)


@pytest.mark.parametrize(("ranks", "problem"), [({}, Problem.NOTHING), ({"a": 0, "b": 1}, Problem.RANK_BELOW_ONE)])
def test_ranks_start_at_one(ranks: dict[str, int], problem: Problem) -> None:
    with pytest.raises(WeightError) as caught:
        rank_order_centroid(ranks)
    assert caught.value.problem is problem
