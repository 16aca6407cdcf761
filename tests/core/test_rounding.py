from __future__ import annotations

from fractions import Fraction

import pytest

from core.rounding import exactly, for_data, for_people, percent, rounded, told_apart


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(9, 4), "2.3"),
        (Fraction(21, 8), "2.6"),
        (Fraction(5, 100), "0.1"),
        (Fraction(499, 10000), "0.0"),
        (Fraction(495, 100), "5.0"),
        (4, "4.0"),
        (0, "0.0"),
        (None, "no score"),
    ],
)
def test_one_decimal_half_up(value: Fraction | int | None, shown: str) -> None:
    assert for_people(value) == shown


def test_four_decimals_for_data() -> None:
    assert for_data(Fraction(17, 24)) == "0.7083"
    assert for_data(Fraction(1, 20000)) == "0.0001"
    assert for_data(None) is None


def test_negative_numbers_are_rounded_away_from_zero_and_never_minus_zero() -> None:
    assert rounded(Fraction(-9, 4), 1) == "-2.3"
    assert rounded(Fraction(-1, 100), 1) == "0.0"


def test_percent_is_whole() -> None:
    assert percent(Fraction(17, 24)) == "71"
    assert percent(None) == "no score"


@pytest.mark.parametrize(("value", "shown"), [("0.9981", "99"), ("0.0019", "1"), ("1", "100"), ("0", "0")])
def test_percent_says_all_and_nothing_only_where_it_is_true(value: str, shown: str) -> None:
    assert percent(Fraction(value)) == shown


@pytest.mark.parametrize("text", ["5", "1.5", "0.1234567", "3001.8973701", "1000000.5", "12345678"])
def test_exactly_keeps_every_decimal_that_was_written(text: str) -> None:
    assert exactly(Fraction(text)) == text


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        (Fraction(5, 2), Fraction(4), ("2.5", "4.0")),
        (Fraction(399, 100), Fraction(4), ("3.99", "4.00")),
        (Fraction(4), Fraction(4), ("4.0", "4.0")),
        (None, Fraction(4), ("no score", "4.0")),
    ],
)
def test_unlike_scores_are_told_apart(one: Fraction | None, other: Fraction | None, shown: tuple[str, str]) -> None:
    assert told_apart(one, other) == shown
