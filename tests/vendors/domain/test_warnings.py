"""Rule 10: what may be wrong although every rule was kept."""

from fractions import Fraction

import numpy as np
import pytest

from tests.vendors.domain.models import sheet
from vendors.domain.warnings import (
    Alike,
    Bunched,
    FewEvaluators,
    LowPrice,
    SeparatesNobody,
    alike,
    bunched,
    few_evaluators,
    low_prices,
    separating_nobody,
    warnings_of,
)


def by_vendor(**columns: tuple[int | None, ...]) -> dict[str, dict[str, int]]:
    """Levels by criterion, a place per vendor."""
    count = len(next(iter(columns.values())))
    return {
        f"V{n}": {code: level for code, levels in columns.items() if (level := levels[n]) is not None}
        for n in range(count)
    }


def test_three_evaluators_are_enough() -> None:
    assert [list(few_evaluators(count)) for count in (2, 3)] == [[FewEvaluators(2)], []]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([3, 3, 3, 3, 4, 4, 4, 4, 4, 0], [Bunched((3, 4), Fraction(9, 10), 10)]),
        ([1, 5, 5, 5, 1, 1, 2, 2, 1, 1], []),  # exactly 80 %
        ([3, 3, 4, 4], []),  # too few to say
        ([3] * 5, [Bunched((2, 3), Fraction(1), 5)]),
        ([0] * 5, [Bunched((0, 1), Fraction(1), 5)]),
    ],
)
def test_scores_on_two_levels(levels: list[int], expected: list[Bunched]) -> None:
    assert list(bunched(levels)) == expected


def test_criteria_that_ask_the_same() -> None:
    (found,) = alike(by_vendor(one=(1, 2, 4, 5), two=(0, 1, 3, 4), other=(5, 0, 4, 1)))
    assert found == Alike(("one", "two"), 1.0, 4)


def test_correlation_counts_over_four_vendors_above_nine_tenths_only() -> None:
    assert list(alike(by_vendor(one=(1, 2, 4), two=(1, 2, 4)))) == []
    assert list(alike(by_vendor(one=(1, 2, 4, 5), two=(1, 2, 4, None)))) == []
    assert list(alike(by_vendor(one=(1, 2, 4, 5), two=(4, 3, 1, 0)))) == []  # −1
    assert list(alike(by_vendor(one=(1, 2, 3, 4), two=(1, 3, 2, 4)))) == []  # 0.8
    assert list(alike(by_vendor(one=(3, 3, 3, 3), two=(3, 3, 3, 3)))) == []  # not defined
    (found,) = alike(by_vendor(one=(0, 1, 2, 3, 5), two=(0, 2, 1, 3, 5)))
    assert found.correlation == pytest.approx(np.corrcoef((0, 1, 2, 3, 5), (0, 2, 1, 3, 5))[0, 1])


def test_a_criterion_that_separates_nobody() -> None:
    levels = by_vendor(same=(3, 3, None), other=(3, 4, 3), once=(5, None, None))
    assert list(separating_nobody(levels)) == [SeparatesNobody("same", 3)]


def test_a_price_far_under_the_others_is_a_question() -> None:
    prices = {"A": Fraction(100), "B": Fraction(120), "C": Fraction(69), "D": Fraction(70)}
    assert list(low_prices(prices)) == []  # the median is 85
    prices |= {"D": Fraction(130), "E": Fraction(100)}
    (found,) = low_prices(prices)
    assert found == LowPrice("C", Fraction(69), Fraction(100))
    assert found.share == Fraction(69, 100)
    assert list(low_prices(prices | {"C": Fraction(70)})) == []


@pytest.mark.parametrize("prices", [{}, {"A": 0}, {"A": 0, "B": 0}])
def test_prices_of_nothing_warn_of_nothing(prices: dict[str, int]) -> None:
    assert list(low_prices({vendor: Fraction(price) for vendor, price in prices.items()})) == []


def test_a_free_offer_is_a_low_price() -> None:
    prices = {"A": Fraction(0), "B": Fraction(10), "C": Fraction(10)}
    assert [found.vendor for found in low_prices(prices)] == ["A"]


def test_all_warnings_come_in_the_order_of_the_rule() -> None:
    levels = {"A": {"one": 1}, "B": {"one": 1}}
    sheets = {"Ann": sheet({(vendor, "one"): 1 for vendor in "ABCDE"})}
    found = warnings_of(sheets, levels, {"A": Fraction(1), "B": Fraction(9)})
    assert [type(each) for each in found] == [FewEvaluators, Bunched, SeparatesNobody, LowPrice]
