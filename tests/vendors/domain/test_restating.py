"""The same weights said in another way."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from vendors.domain.restating import as_points, as_ranks, as_swings
from vendors.domain.weights import points, rank_order_centroid, shares, swing

WEIGHTS = shares({"a": Fraction(50), "b": Fraction(25), "c": Fraction(25), "d": Fraction(0)})


def test_weights_are_restated_as_each_method_says_them() -> None:
    assert as_points(WEIGHTS) == {"a": 50, "b": 25, "c": 25, "d": 0}
    assert as_swings(WEIGHTS) == {"a": 100, "b": 50, "c": 50, "d": 0}
    assert as_ranks(WEIGHTS) == {"a": 1, "b": 2, "c": 2, "d": 4}
    assert as_points(shares(dict.fromkeys("abc", Fraction(1)))) == dict.fromkeys("abc", Fraction(333, 10))


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=9).filter(any))
def test_way_back_gives_nearly_the_same_weights_and_the_same_order(said: list[int]) -> None:
    weights = shares({str(number): Fraction(value) for number, value in enumerate(said)})
    for back in (points(as_points(weights)), swing(as_swings(weights))):
        assert all(abs(back[key] - weight) < Fraction(1, 20) for key, weight in weights.items())
    by_order = rank_order_centroid({key: int(rank) for key, rank in as_ranks(weights).items()})
    assert all(
        (by_order[one] > by_order[other]) == (weights[one] > weights[other]) for one in weights for other in weights
    )
