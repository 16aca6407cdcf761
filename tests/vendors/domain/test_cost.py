"""Total cost of ownership as a present value."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from vendors.domain.cost import Cost, CostError, Part, Price, Rate, Terms, cost_of

TENTH = Fraction(1, 10)


def money(**amounts: int) -> dict[str, Any]:
    return {name: Fraction(amount) for name, amount in amounts.items()}


def test_every_part_falls_in_its_year() -> None:
    price = Price("EUR", **money(one_off=1000, migration=500, yearly=1210, exit=242, internal_days=6))
    found = cost_of(price, Terms(2, TENTH, "EUR", day_rate=Fraction(242)))
    assert list(found.years) == [1500, 1936, 2178]
    assert found.undiscounted == 5614
    assert found.parts == {
        Part.ONE_OFF: 1000,
        Part.MIGRATION: 500,
        Part.YEARLY: 1100 + 1000,
        Part.EXIT: 200,
        Part.EFFORT: 660 + 600,
    }
    assert found.total == 5060
    assert found.rate is None


def test_the_present_value_is_that_of_the_years() -> None:
    dollar = Rate(Fraction("0.92"), date(2026, 11, 20))
    price = Price("USD", **money(one_off=7, migration=11, yearly=13, exit=17, internal_days=10), rate=dollar)
    rate = Fraction("0.035")
    found = cost_of(price, Terms(5, rate, "EUR", Fraction(600)))
    assert found.total == sum(amount / (1 + rate) ** year for year, amount in enumerate(found.years))
    assert found.years[0] == Fraction("0.92") * 18
    assert found.years[5] == Fraction("0.92") * 30 + 1200
    assert found.rate is dollar


def test_a_rate_is_not_used_for_the_evaluations_own_currency() -> None:
    price = Price("EUR", one_off=Fraction(5), rate=Rate(Fraction(2), date(2026, 11, 20)))
    found = cost_of(price, Terms(1, TENTH, "EUR"))
    assert (found.total, found.rate) == (5, None)


def test_without_a_discount_rate_nothing_is_discounted() -> None:
    found = cost_of(Price("EUR", **money(one_off=1, yearly=2, exit=3)), Terms(3, Fraction(0), "EUR"))
    assert found.total == found.undiscounted == 10
    assert list(found.years) == [1, 2, 2, 5]


def test_a_price_of_zero_is_a_cost_of_zero() -> None:
    found = cost_of(Price("EUR"), Terms(1, TENTH, "EUR"))
    assert isinstance(found, Cost)
    assert found.total == 0
    assert list(found.years) == [0, 0]


def test_what_is_out_of_range_is_named() -> None:
    with pytest.raises(CostError) as caught:
        cost_of(Price("USD"), Terms(1, TENTH, "EUR"))
    assert caught.value.problem == "rate"
    for make, problem in (
        (lambda: Terms(0, TENTH, "EUR"), "horizon"),
        (lambda: Terms(31, TENTH, "EUR"), "horizon"),
        (lambda: Terms(1, Fraction(2), "EUR"), "discount_rate"),
        (lambda: Terms(1, -TENTH, "EUR"), "discount_rate"),
        (lambda: Terms(1, TENTH, "EUR", Fraction(-1)), "day_rate"),
        (lambda: Price("EUR", yearly=Fraction(-1)), "yearly"),
        (lambda: Rate(Fraction(0), date(2026, 1, 1)), "worth"),
    ):
        with pytest.raises(CostError) as caught:
            make()
        assert caught.value.problem == problem
