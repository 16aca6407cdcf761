"""What may be wrong with an evaluation although every rule was kept. Questions to the people, never a verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import sqrt
from statistics import median

from vendors.domain.sheets import Sheets

ENOUGH_EVALUATORS = 3
ENOUGH_SCORES = 5
"""Fewer lie on two levels easily."""
BUNCHED_ABOVE = Fraction(8, 10)
ALIKE_ABOVE = Fraction(9, 10)
_ALIKE_SQUARED = ALIKE_ABOVE**2
ENOUGH_VENDORS = 4
"""For a correlation over them."""
LOW_BELOW = Fraction(7, 10)

type Levels = Mapping[str, Mapping[str, int]]
"""Counted levels by vendor and criterion: agreed ones once there are, of those that have one."""


@dataclass(frozen=True, slots=True)
class FewEvaluators:
    """Fewer than three."""

    count: int


@dataclass(frozen=True, slots=True)
class Bunched:
    """Over 80 % of all individual scores lie on these two levels, given as the evaluators gave them."""

    levels: tuple[int, int]
    share: Fraction
    scores: int


@dataclass(frozen=True, slots=True)
class Alike:
    """Two criteria whose scores correlate (Pearson) above 0.9 over four or more vendors: do they ask the same?"""

    criteria: tuple[str, str]
    correlation: float
    vendors: int


@dataclass(frozen=True, slots=True)
class SeparatesNobody:
    """All of at least two vendors have this level."""

    criterion: str
    level: int


@dataclass(frozen=True, slots=True)
class LowPrice:
    """Under 70 % of the median of all prices: a question to the vendor, not an exclusion."""

    vendor: str
    price: Fraction
    median: Fraction

    @property
    def share(self) -> Fraction:
        return self.price / self.median


type Finding = FewEvaluators | Bunched | Alike | SeparatesNobody | LowPrice


def warnings_of(
    sheets: Sheets,
    levels: Levels,
    prices: Mapping[str, Fraction],
    *,
    enough: int = ENOUGH_EVALUATORS,
    low_below: Fraction = LOW_BELOW,
) -> tuple[Finding, ...]:
    """All that hold, in the order of rule 10. Without prices (they are sealed yet) there is no warning about them."""
    return (
        *few_evaluators(len(sheets), enough),
        *bunched(score.level for sheet in sheets.values() for score in sheet.values() if score.level is not None),
        *alike(levels),
        *separating_nobody(levels),
        *low_prices(prices, low_below),
    )


def few_evaluators(count: int, enough: int = ENOUGH_EVALUATORS) -> Iterator[FewEvaluators]:
    if count < enough:
        yield FewEvaluators(count)


def bunched(levels: Iterable[int]) -> Iterator[Bunched]:
    """The two levels that most scores have, of at least five scores. Nobody uses the scale if they have nearly all."""
    counts = Counter(levels)
    scores = counts.total()
    if scores < ENOUGH_SCORES:
        return
    # Of equal counts the lower level; a single level is told with its neighbour.
    most = sorted(counts, key=lambda level: (-counts[level], level))[:2]
    if len(most) == 1:
        most.append(most[0] + 1 if most[0] == 0 else most[0] - 1)
    share = Fraction(counts[most[0]] + counts[most[1]], scores)
    if share > BUNCHED_ABOVE:
        yield Bunched((min(most), max(most)), share, scores)


def alike(levels: Levels) -> Iterator[Alike]:
    """Over the vendors that have both; a criterion that separates nobody correlates with none."""
    for one, other in combinations(_criteria(levels), 2):
        pairs = [(found[one], found[other]) for found in levels.values() if one in found and other in found]
        if len(pairs) < ENOUGH_VENDORS:
            continue
        both, spread = _positive_r_squared(pairs)
        if both * _ALIKE_SQUARED.denominator > spread * _ALIKE_SQUARED.numerator:
            yield Alike((one, other), sqrt(Fraction(both, spread)), len(pairs))


def separating_nobody(levels: Levels) -> Iterator[SeparatesNobody]:
    for code in _criteria(levels):
        found = [of_vendor[code] for of_vendor in levels.values() if code in of_vendor]
        if len(found) > 1 and len(set(found)) == 1:
            yield SeparatesNobody(code, found[0])


def low_prices(prices: Mapping[str, Fraction], below: Fraction = LOW_BELOW) -> Iterator[LowPrice]:
    """Prices that are 0 or more. The median of an even number is the mean of the middle two."""
    if not prices:
        return
    middle = median(prices.values())
    for vendor, price in prices.items():
        if price < below * middle:
            yield LowPrice(vendor, price, middle)


def _criteria(levels: Levels) -> list[str]:
    return list(dict.fromkeys(code for found in levels.values() for code in found))


def _positive_r_squared(pairs: list[tuple[int, int]]) -> tuple[int, int]:
    """r² as numerator and denominator, whole numbers to the end; 0 and 1 where r is not positive or not defined."""
    n = len(pairs)
    x = y = xx = yy = xy = 0
    for a, b in pairs:
        x, y, xx, yy, xy = x + a, y + b, xx + a * a, yy + b * b, xy + a * b
    both, spread = n * xy - x * y, (n * xx - x * x) * (n * yy - y * y)
    return (both * both, spread) if both > 0 and spread else (0, 1)
