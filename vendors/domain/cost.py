"""What a proposal costs over the years: total cost of ownership as a present value in one currency.

Year 0 is now and is not discounted; an amount at the end of year t counts 1 / (1 + rate)^t. Source: Green Book (HM
Treasury), on discounting. One-off, migration and the effort of the start fall in year 0; yearly amounts at the end of
each year 1 to the horizon; exit at the end of the last year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

LONGEST = 30
"""Years: beyond them the Green Book takes another rate."""


class CostError(ValueError):
    """`problem` names what is out of its range."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Rate:
    """How much of the evaluation's currency one unit of `currency` is worth, on which day and by whose word."""

    currency: str
    worth: Fraction
    day: date
    source: str = ""

    def __post_init__(self) -> None:
        if self.worth <= 0:
            raise CostError("worth")


@dataclass(frozen=True, slots=True)
class Terms:
    """The same for all vendors: years (1–30), discount rate a year (0.035 for 3.5 %), currency, and what a day of
    one's own people costs in it. `rates` are by currency."""

    horizon: int
    discount_rate: Fraction
    currency: str
    day_rate: Fraction = Fraction(0)
    rates: Mapping[str, Rate] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 1 <= self.horizon <= LONGEST:
            raise CostError("horizon")
        if not 0 <= self.discount_rate <= 1:
            raise CostError("discount_rate")
        if self.day_rate < 0:
            raise CostError("day_rate")


@dataclass(frozen=True, slots=True)
class Price:
    """Of one vendor, in its `currency`. `effort_days` are one's own people's days at the start and
    `yearly_effort_days` those of each year; they cost the day rate, in the evaluation's currency. All may be 0."""

    currency: str
    one_off: Fraction = Fraction(0)
    yearly: Fraction = Fraction(0)
    migration: Fraction = Fraction(0)
    exit: Fraction = Fraction(0)
    effort_days: Fraction = Fraction(0)
    yearly_effort_days: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        for name in ("one_off", "yearly", "migration", "exit", "effort_days", "yearly_effort_days"):
            if getattr(self, name) < 0:
                raise CostError(name)


class Part(StrEnum):
    ONE_OFF = "one_off"
    MIGRATION = "migration"
    YEARLY = "yearly"
    EXIT = "exit"
    EFFORT = "effort"


@dataclass(frozen=True, slots=True)
class Cost:
    """In the evaluation's currency, exact. `parts` are present values and `years` amounts before discounting, from
    year 0 to the horizon; `rate` is the one used, None where the price is in that currency already."""

    parts: Mapping[Part, Fraction]
    years: tuple[Fraction, ...]
    rate: Rate | None

    @property
    def total(self) -> Fraction:
        """The present value of everything."""
        return sum(self.parts.values(), Fraction(0))

    @property
    def undiscounted(self) -> Fraction:
        return sum(self.years, Fraction(0))


def cost_of(price: Price, terms: Terms) -> Cost:
    """Raises CostError("currency") where the price is in a currency without a rate."""
    rate = None if price.currency == terms.currency else terms.rates.get(price.currency)
    if rate is None and price.currency != terms.currency:
        raise CostError("currency")
    worth = rate.worth if rate else Fraction(1)
    factors = [1 / (1 + terms.discount_rate) ** year for year in range(terms.horizon + 1)]
    of_years = sum(factors[1:], Fraction(0))
    effort_now, effort_yearly = price.effort_days * terms.day_rate, price.yearly_effort_days * terms.day_rate
    now = (price.one_off + price.migration) * worth + effort_now
    each_year = price.yearly * worth + effort_yearly
    last = each_year + price.exit * worth
    return Cost(
        parts={
            Part.ONE_OFF: price.one_off * worth,
            Part.MIGRATION: price.migration * worth,
            Part.YEARLY: price.yearly * worth * of_years,
            Part.EXIT: price.exit * worth * factors[-1],
            Part.EFFORT: effort_now + effort_yearly * of_years,
        },
        years=(now, *[each_year] * (terms.horizon - 1), last),
        rate=rate,
    )
