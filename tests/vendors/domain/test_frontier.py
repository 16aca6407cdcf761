"""Benefit against cost, and why price is never scored relative to the lowest bid."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rounding import rounded
from tests.vendors.domain.offices import COSTS, ROUNDED, VALUES
from vendors.domain.frontier import Offer, Standing, combined, frontier
from vendors.domain.scoring import weighted_range

offers = st.dictionaries(
    st.text("ABCDEFGH", min_size=1, max_size=2),
    st.builds(Offer, st.integers(0, 9).map(Fraction), st.integers(0, 9).map(Fraction)),
    max_size=9,
)


def offer(cost: int, benefit: int) -> Offer:
    return Offer(Fraction(cost), Fraction(benefit))


def test_frontier_of_goodwin_and_wright() -> None:
    benefits = {office: weighted_range(ROUNDED, dict(values))[0] for office, values in VALUES.items()}
    found = frontier({office: Offer(Fraction(COSTS[office]), benefit) for office, benefit in benefits.items()})
    assert [step.vendors for step in found.steps] == [("C",), ("G",), ("A",)]
    assert found.standings["E"] is Standing.BELOW  # nobody beats it on both, but A gives far more for 200 a year
    assert {office for office, where in found.standings.items() if where is Standing.DOMINATED} == {"B", "D", "F"}
    assert found.better["D"] == ("G",)
    costs = [step.per_point and rounded(step.per_point, 1) for step in found.steps]
    assert costs == [None, "414.1", "1116.5"]
    assert found.steps[2].extra_cost == 23_000


def test_equal_offers_share_a_step_and_offers_on_a_line_stay() -> None:
    found = frontier({"A": offer(0, 0), "B": offer(1, 10), "C": offer(1, 10), "D": offer(2, 20), "E": offer(2, 19)})
    assert [step.vendors for step in found.steps] == [("A",), ("B", "C"), ("D",)]
    assert [step.per_point for step in found.steps] == [None, Fraction(1, 10), Fraction(1, 10)]
    assert found.better == {"E": ("D",)}
    assert frontier({}).steps == ()


@given(offers)
def test_the_frontier_is_what_no_mixture_of_two_beats(given_offers: dict[str, Offer]) -> None:
    """Checked by brute force: off it are exactly those that one other or a mixture of two others beats."""
    found = frontier(given_offers)
    for vendor, one in given_offers.items():
        is_beaten = any(
            beats(low, high, one)
            for low in given_offers.values()
            for high in given_offers.values()
            if low.cost <= high.cost
        )
        assert (found.standings[vendor] is Standing.ON_FRONTIER) != is_beaten
    per_point = [step.per_point for step in found.steps if step.per_point is not None]
    assert per_point == sorted(per_point)
    assert all(cost > 0 for cost in per_point)


def beats(low: Offer, high: Offer, one: Offer) -> bool:
    """Somewhere on the line from one offer to the other is one of at most the cost and at least the benefit, and not
    the same."""
    if any(end != one and end.cost <= one.cost and end.benefit >= one.benefit for end in (low, high)):
        return True
    if not low.cost < one.cost < high.cost:
        return False
    share = (one.cost - low.cost) / (high.cost - low.cost)
    return low.benefit + share * (high.benefit - low.benefit) > one.benefit


def relative(quality: int, price: int, lowest: int) -> Fraction:
    """60 % quality and 40 points for lowest / price: how price must not be scored."""
    return Fraction(60, 100) * quality + Fraction(40 * lowest, price)


def test_a_hopeless_offer_turns_the_order_only_where_price_is_relative() -> None:
    assert (relative(80, 100, 80), relative(70, 80, 80)) == (80, 82)
    assert (relative(80, 100, 40), relative(70, 80, 40)) == (64, 62)

    def fixed(quality: int, price: int) -> Fraction:
        anchor = {"budget": Fraction(60), "ceiling": Fraction(110), "price_share": Fraction(4, 10)}
        return combined(Fraction(quality), Fraction(price), **anchor)

    assert (fixed(80, 100), fixed(70, 80), fixed(0, 40)) == (56, 66, 40)


@pytest.mark.parametrize(("cost", "value"), [(0, 100), (50, 100), (100, 100), (125, 75), (200, 0), (10**9, 0)])
def test_price_value_is_full_up_to_the_budget_and_none_from_the_ceiling(cost: int, value: int) -> None:
    anchor = {"budget": Fraction(100), "ceiling": Fraction(200)}
    assert combined(Fraction(0), Fraction(cost), **anchor, price_share=Fraction(1)) == value
    assert combined(Fraction(42), Fraction(cost), **anchor, price_share=Fraction(0)) == 42


@pytest.mark.parametrize(("budget", "ceiling", "share"), [(1, 1, 0), (2, 1, 0), (0, 1, 2), (0, 1, -1)])
def test_an_anchor_must_make_sense(budget: int, ceiling: int, share: int) -> None:
    with pytest.raises(ValueError, match="must be"):
        combined(
            Fraction(0),
            Fraction(0),
            budget=Fraction(budget),
            ceiling=Fraction(ceiling),
            price_share=Fraction(share),
        )
