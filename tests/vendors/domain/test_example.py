"""The example of docs/vendor-scoring.md."""

from datetime import date
from fractions import Fraction

from tests.vendors.domain.models import make_criterion, make_group, make_model, scored
from vendors.domain.cost import Price, Terms, cost_of
from vendors.domain.flips import criterion_flips, group_flips
from vendors.domain.frontier import Offer, frontier
from vendors.domain.scoring import Score, ranking, total

MODEL = make_model(
    make_group("A", 60, make_criterion("A-1", 2), make_criterion("A-2", 1)),
    make_group("B", 40, make_criterion("B-1")),
)
SCORES = {
    "North": scored(**{"A-1": 4, "A-2": 3, "B-1": 3}),
    "South": scored(**{"A-2": 5, "B-1": 5}) | {"A-1": Score(5, is_verified=False)},
    "East": scored(**{"A-1": 3, "B-1": 5}),
}
TOTALS = {vendor: total(MODEL, scores, {}, on=date(2026, 11, 1)) for vendor, scores in SCORES.items()}
LEVELS = {
    vendor: {code: value or Fraction(0) for code, value in found.values.items()} for vendor, found in TOTALS.items()
}


def test_totals_and_ranks() -> None:
    assert {vendor: found.value for vendor, found in TOTALS.items()} == {"North": 68, "South": 76, "East": None}
    assert (TOTALS["East"].low, TOTALS["East"].high) == (64, 84)
    assert ranking(TOTALS) == {"North": 2, "South": 1, "East": None}


def test_weights_that_turn_the_order() -> None:
    weights = MODEL.effective_weights()
    assert weights == {"A-1": Fraction("0.4"), "A-2": Fraction("0.2"), "B-1": Fraction("0.4")}
    found = criterion_flips(weights, LEVELS["South"], LEVELS["North"])
    assert [(flip.part, flip.weight, flip.at) for flip in found] == [
        ("A-1", Fraction("0.4"), Fraction("0.5")),
        ("B-1", Fraction("0.4"), Fraction("0.25")),
    ]
    groups = {"A": ["A-1", "A-2"], "B": ["B-1"]}
    turning = group_flips(groups, weights, LEVELS["South"], LEVELS["North"])
    assert {flip.part: flip.at for flip in turning} == {"A": Fraction("0.75"), "B": Fraction("0.25")}


def test_cost_of_a_further_point() -> None:
    terms = Terms(2, Fraction("0.1"), "EUR")
    costs = {
        "North": cost_of(Price("EUR", one_off=Fraction(10_000), yearly=Fraction(12_100)), terms).total,
        "South": cost_of(Price("EUR", one_off=Fraction(20_000), yearly=Fraction(24_200)), terms).total,
    }
    assert costs == {"North": 31_000, "South": 62_000}
    steps = frontier({name: Offer(cost, TOTALS[name].low) for name, cost in costs.items()}).steps
    assert [step.vendors for step in steps] == [("North",), ("South",)]
    assert steps[1].per_point == 3_875
