"""Other weights beside the locked ones."""

from fractions import Fraction
from typing import Any

import pytest

from tests.vendors.domain.test_outcome import make_outcome
from vendors.domain.trying import placings
from vendors.forms.trying import tried_of

HALF = Fraction(1, 2)


def placed(weights: dict[str, Fraction]) -> dict[str, tuple[int | None, Fraction, Fraction]]:
    return {each.vendor: (each.rank, each.low, each.high) for each in placings(make_outcome(), weights)}


def test_locked_weights_give_the_locked_standings() -> None:
    outcome = make_outcome()
    found = placings(outcome, outcome.weights)
    assert tuple(each.vendor for each in found) == outcome.standings.order
    assert {each.vendor: each.rank for each in found} == outcome.standings.ranks
    assert {each.vendor: each.low for each in found} == {v: t.low for v, t in outcome.standings.totals.items()}


def test_other_weights_rank_anew_and_let_nobody_in_who_is_out() -> None:
    found = placed({"a1": Fraction(1), "a2": Fraction(0), "b1": Fraction(0)})
    assert list(found) == ["A", "B", "D", "C"]
    assert [found[vendor] for vendor in ("A", "C")] == [(1, 80, 80), (None, 100, 100)]
    assert found["D"][0] is None


def test_what_is_missing_is_a_range_by_these_weights() -> None:
    found = placed({"a1": HALF, "a2": HALF, "b1": Fraction(0)})
    assert found["D"] == (None, 20, 70)


def test_each_weight_is_scaled_to_a_sum_of_one() -> None:
    found = tried_of(make_outcome(), {"w-a1": "10", "w-a2": "20", "w-b1": " 10,0 "})
    assert found.weights == {"a1": Fraction(1, 4), "a2": HALF, "b1": Fraction(1, 4)}
    assert found.typed == {"a1": "25.0", "a2": "50.0", "b1": "25.0"}
    assert found.is_other


@pytest.mark.parametrize("asked", [{}, {"w-a1": "30.0", "w-a2": "30.0", "w-b1": "40.0"}, {"mode": "free"}])
def test_what_the_page_showed_is_the_locked_model(asked: dict[str, str]) -> None:
    outcome = make_outcome()
    found = tried_of(outcome, asked)
    assert (found.weights, found.is_other, found.fault) == (outcome.weights, False, "")


@pytest.mark.parametrize(
    ("asked", "weights"),
    [
        ({"criterion": "b1", "to": "70"}, {"a1": Fraction(15, 100), "a2": Fraction(15, 100), "b1": Fraction(7, 10)}),
        ({"group": "a", "to": "20"}, {"a1": Fraction(1, 10), "a2": Fraction(1, 10), "b1": Fraction(8, 10)}),
    ],
)
def test_one_part_is_moved_and_the_others_keep_their_proportions(asked: dict[str, str], weights: Any) -> None:
    assert tried_of(make_outcome(), asked).weights == weights


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ({"w-a1": "much"}, "Each weight is a number from 0 to 1000."),
        ({"w-a1": "-1"}, "Each weight is a number from 0 to 1000."),
        ({"w-a1": "NaN"}, "Each weight is a number from 0 to 1000."),
        ({"w-a1": "1e9"}, "Each weight is a number from 0 to 1000."),
        ({"w-a1": ""}, "Each weight is a number from 0 to 1000."),
        ({"w-a1": "0", "w-a2": "0", "w-b1": "1e-999999"}, "At least one criterion has to weigh something."),
        ({"criterion": "b1", "to": "101"}, "That weight cannot be tried."),
        ({"criterion": "b1", "to": "x"}, "That weight cannot be tried."),
        ({"criterion": "gone", "to": "5"}, "That weight cannot be tried."),
    ],
)
def test_what_cannot_be_tried_is_told_and_the_locked_weights_stay(asked: dict[str, str], fault: str) -> None:
    outcome = make_outcome()
    found = tried_of(outcome, asked)
    assert (found.fault, found.weights, found.is_other) == (fault, outcome.weights, False)
    assert all(found.typed[name.removeprefix("w-")] == text for name, text in asked.items() if name.startswith("w-"))
