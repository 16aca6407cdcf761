"""What a proposal costs over the years: total cost of ownership as a present value in one currency.

Year 0 is now and is not discounted; an amount at the end of year t counts 1 / (1 + rate)^t. Source: Green Book (HM
Treasury), on discounting. One-off and migration fall in year 0; yearly amounts and internal effort at the end of each
year 1 to the horizon; exit at the end of the last year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

ZERO = Fraction(0)
LONGEST = 30
"""Years: beyond them the Green Book takes another rate."""


class CostError(ValueError):
    """`problem` names what is out of its range."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Rate:
    """How much of the evaluation's currency one unit of the price's is worth, and on which day it was."""

    worth: Fraction
    day: date

    def __post_init__(self) -> None:
        if self.worth <= 0:
            raise CostError("worth")


@dataclass(frozen=True, slots=True)
class Terms:
    """The same for all vendors: years (1–30), discount rate a year (0.035 for 3.5 %), currency, and what a day of
    one's own people costs in it."""

    horizon: int
    discount_rate: Fraction
    currency: str
    day_rate: Fraction = ZERO

    def __post_init__(self) -> None:
        if not 1 <= self.horizon <= LONGEST:
            raise CostError("horizon")
        if not 0 <= self.discount_rate <= 1:
            raise CostError("discount_rate")
        if self.day_rate < 0:
            raise CostError("day_rate")


@dataclass(frozen=True, slots=True)
class Price:
    """Of one vendor, in its `currency`; `rate` is wanted where that is not the evaluation's, and not used where it is.

    `internal_days` are one's own people's days over the whole horizon. They cost the day rate, in the evaluation's
    currency, in equal parts each year. All amounts may be 0.
    """

    currency: str
    one_off: Fraction = ZERO
    yearly: Fraction = ZERO
    migration: Fraction = ZERO
    exit: Fraction = ZERO
    internal_days: Fraction = ZERO
    rate: Rate | None = None

    def __post_init__(self) -> None:
        for name in ("one_off", "yearly", "migration", "exit", "internal_days"):
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
        return sum(self.parts.values(), ZERO)

    @property
    def undiscounted(self) -> Fraction:
        return sum(self.years, ZERO)


def cost_of(price: Price, terms: Terms) -> Cost:
    """Raises CostError("rate") where the price is in another currency and has none."""
    rate = None if price.currency == terms.currency else price.rate
    if rate is None and price.currency != terms.currency:
        raise CostError("rate")
    worth = rate.worth if rate else Fraction(1)
    factors = [1 / (1 + terms.discount_rate) ** year for year in range(terms.horizon + 1)]
    of_years = sum(factors[1:], ZERO)
    effort = price.internal_days * terms.day_rate / terms.horizon
    now = (price.one_off + price.migration) * worth
    each_year = price.yearly * worth + effort
    last = each_year + price.exit * worth
    return Cost(
        parts={
            Part.ONE_OFF: price.one_off * worth,
            Part.MIGRATION: price.migration * worth,
            Part.YEARLY: price.yearly * worth * of_years,
            Part.EXIT: price.exit * worth * factors[-1],
            Part.EFFORT: effort * of_years,
        },
        years=(now, *[each_year] * (terms.horizon - 1), last),
        rate=rate,
    )
