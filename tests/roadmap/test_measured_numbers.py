"""Numbers as people write them."""

from __future__ import annotations

from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from core.local import surroundings
from roadmap.forms.numbers import MeasuredField, in_figures

FIELD = MeasuredField(required=False)
ZONE = ZoneInfo("UTC")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("45", "45"),
        (" 99.95 ", "99.95"),
        ("99,95", "99.95"),
        ("0,5", "0.5"),
        ("1.234", "1.234"),
        ("-3", "-3"),
        ("\N{MINUS SIGN}3,25", "-3.25"),
        ("1,2340", "1.234"),
        ("007", "7"),
    ],
)
def test_points_and_commas_are_both_read(typed: str, number: str) -> None:
    with surroundings("en-gb", ZONE):
        assert FIELD.clean(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["99 %", "1,234.5", "1 000", "many", "1e3", "NaN", "1.23456", "9" * 12, ".5", "5."])
def test_what_is_no_number_is_told_so(typed: str) -> None:
    with pytest.raises(ValidationError, match="Write a number alone"):
        FIELD.clean(typed)


@pytest.mark.parametrize(("locale", "typed", "other"), [("en-gb", "1,234", "1.234"), ("de", "1.234", "1,234")])
def test_what_could_be_thousands_is_asked_about(locale: str, typed: str, other: str) -> None:
    with surroundings(locale, ZONE):
        with pytest.raises(ValidationError, match="read in two ways"):
            FIELD.clean(typed)
        assert FIELD.clean(other) == Decimal("1.234")


def test_empty_is_none_and_what_is_required_is_asked_for() -> None:
    assert FIELD.clean("  ") is None
    with pytest.raises(ValidationError, match="needed"):
        MeasuredField(error_messages={"required": "It is needed."}).clean("")


@pytest.mark.parametrize(("locale", "shown", "in_field"), [("en-gb", "1,234.5", "1234.5"), ("de", "1.234,5", "1234,5")])
def test_numbers_are_shown_as_the_workspace_writes_them_and_read_back(locale: str, shown: str, in_field: str) -> None:
    value = Decimal("1234.5000")
    with surroundings(locale, ZONE):
        assert in_figures(value) == shown
        assert FIELD.prepare_value(value) == in_field
        assert FIELD.clean(in_field) == value
        assert not FIELD.has_changed(value, in_field)
    assert in_figures(Decimal("100.0000")) == "100"
