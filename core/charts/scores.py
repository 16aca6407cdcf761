"""What charts of scores are given: exact places on the scale, and beside each the text that is printed for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from core.charts.palette import MATURITY


@dataclass(frozen=True, slots=True)
class Value:
    """A number on the scale. Charts place `at` and print `text`; they never round."""

    at: Fraction | int
    text: str


@dataclass(frozen=True, slots=True)
class Scale:
    minimum: int = 0
    maximum: int = 5

    @property
    def levels(self) -> range:
        return range(self.minimum, self.maximum + 1)

    def share(self, at: Fraction | int) -> float:
        """Where on the axis a number lies, from 0 to 1; one outside the scale lies at its end."""
        return min(1.0, max(0.0, float(at - self.minimum) / (self.maximum - self.minimum)))

    def step(self, at: Fraction | int) -> int:
        """The maturity colour, 0 to 5, of the whole level that a number has reached."""
        return round(self.share(floor(at)) * (len(MATURITY) - 1))


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A phase, a domain or the whole. `low` and `high` are what its open questions can still make of it."""

    label: str
    verified: Value | None
    claimed: Value | None = None
    target: Value | None = None
    low: Value | None = None
    high: Value | None = None
    gap: str = ""

    @property
    def reach(self) -> tuple[Value, Value] | None:
        """Lowest and highest possible score; None where nothing is open."""
        if self.low is None or self.high is None or self.low.at == self.high.at:
            return None
        return self.low, self.high


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What a score was and what it has become; without both there is nothing to compare."""

    label: str
    before: Value | None
    after: Value | None
    change: str = ""

    @property
    def ends(self) -> tuple[Value, Value] | None:
        return None if self.before is None or self.after is None else (self.before, self.after)


@dataclass(frozen=True, slots=True)
class Words:
    """Every word that a chart adds to its data, so that the caller can translate it."""

    verified: str = "Verified"
    claimed: str = "Claimed"
    target: str = "Target"
    gap: str = "Gap"
    reach: str = "Claimed, once nothing is open"
    no_score: str = "no score"
    not_applicable: str = "Not applicable"
    unknown: str = "Not known yet"
    unanswered: str = "Not answered"
    below_claim: str = "Verified below claimed"
    before: str = "Before"
    after: str = "After"
    change: str = "Change"
    rise: str = "Rose"
    fall: str = "Fell"
    not_compared: str = "nothing to compare"


ZERO_TO_FIVE = Scale()
ENGLISH = Words()


def described(rows: Sequence[ScoreRow], words: Words) -> str:
    """The chart in words, for those who do not see it."""
    return "; ".join(_sentence(row, words) for row in rows)


def _sentence(row: ScoreRow, words: Words) -> str:
    if row.verified is None:
        return f"{row.label}: {words.no_score}"
    parts = [f"{words.verified} {row.verified.text}"]
    if row.claimed is not None:
        parts.append(f"{words.claimed} {row.claimed.text}")
    if row.target is not None:
        parts.append(f"{words.target} {row.target.text}")
    return f"{row.label}: {', '.join(parts)}"
