"""From levels to a total per vendor, and from totals to ranks. A vendor's total depends on that vendor alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from vendors.domain.gates import Check, GateState, Judged, judge_gates
from vendors.domain.model import TOP, UNVERIFIED_CAP, CriteriaModel, Group
from vendors.domain.weights import in_whole_numbers, summed

FULL = Fraction(100)


@dataclass(frozen=True, slots=True)
class Score:
    """What one person, or all together, gave a vendor for a criterion: a whole level 0–5, or None for not scored yet.

    A claim that nobody verified, the mark "no evidence" included, is not verified.
    """

    level: int | None
    is_verified: bool = True

    def __post_init__(self) -> None:
        if self.level is not None and (isinstance(self.level, bool) or not 0 <= self.level <= TOP):
            raise ValueError(f"no level of the scale: {self.level}")


def counted(score: Score, cap: int = UNVERIFIED_CAP) -> int | None:
    """The level that enters sums: min(level, cap) for an unverified claim, in individual and agreed scores alike."""
    if score.level is None or score.is_verified:
        return score.level
    return min(score.level, cap)


def value_of(level: Fraction | int) -> Fraction:
    """A level, or a mean of levels, on the scale of totals: level / 5 · 100."""
    return Fraction(level) / TOP * 100


class Floor(StrEnum):
    """Where a vendor stands with a group's minimum."""

    NONE = "none"
    OPEN = "open"
    MET = "met"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class GroupTotal:
    """Of one group with an applicable criterion. `weight` is effective; the numbers are as in `Total`."""

    code: str
    weight: Fraction
    value: Fraction | None
    low: Fraction
    high: Fraction
    minimum: Fraction | None
    floor: Floor


@dataclass(frozen=True, slots=True)
class Total:
    """0 to 100. `value` is None while a criterion is not scored; `low` and `high` are what it would be if all that is
    missing came in at 0 or at 5. `values` are per applicable criterion, `missing` the codes without one."""

    value: Fraction | None
    low: Fraction
    high: Fraction
    groups: tuple[GroupTotal, ...]
    values: Mapping[str, Fraction | None]
    missing: tuple[str, ...]
    gates: tuple[Judged, ...]

    @property
    def failed_gates(self) -> tuple[str, ...]:
        return tuple(judged.gate.code for judged in self.gates if judged.state.excludes)

    @property
    def open_gates(self) -> tuple[str, ...]:
        return tuple(judged.gate.code for judged in self.gates if judged.state is GateState.UNKNOWN)

    @property
    def missed_groups(self) -> tuple[str, ...]:
        """Groups whose minimum cannot be reached any more, whatever is still missing."""
        return tuple(group.code for group in self.groups if group.floor is Floor.MISSED)

    @property
    def is_excluded(self) -> bool:
        return bool(self.failed_gates or self.missed_groups)

    @property
    def is_ranked(self) -> bool:
        """Complete, every gate decided, and not excluded."""
        return self.value is not None and not self.open_gates and not self.is_excluded


def total(model: CriteriaModel, scores: Mapping[str, Score], checks: Mapping[str, Check], *, on: date) -> Total:
    """The weighted sum of one vendor's values, sum(effective weight · level / 5 · 100), and what stands beside it.

    `scores` are by criterion and `checks` by gate; what is not in them is not scored, or not checked. The day decides
    whether a waiver still holds. Source: Goodwin & Wright, ch. 3; MCDA guidance of the Green Book, 2024.
    """
    levels = {code: counted(score, model.cap) for code, score in scores.items()}
    values = {code: value_of(level) for code, level in levels.items() if level is not None}
    return total_of_values(model, model.effective_weights(), values, checks, on=on)


def total_of_values(
    model: CriteriaModel,
    weights: Mapping[str, Fraction],
    known: Mapping[str, Fraction],
    checks: Mapping[str, Check],
    *,
    on: date,
) -> Total:
    """The same from values, 0 to 100, which means of levels have too; `weights` are the model's effective ones, found
    once for all vendors."""
    values = {code: known.get(code) for code in weights}
    missing = tuple(code for code, value in values.items() if value is None)
    low, high = weighted_range(weights, values)
    return Total(
        value=None if missing else low,
        low=low,
        high=high,
        groups=tuple(found for group in model.groups if (found := _group_total(group, weights, values))),
        values=values,
        missing=missing,
        gates=judge_gates(model.gates, checks, on=on),
    )


def _group_total(
    group: Group, weights: Mapping[str, Fraction], values: Mapping[str, Fraction | None]
) -> GroupTotal | None:
    """None where nothing of the group applies. A group of no weight has a value too, by the weights inside it."""
    within = {each.code: each.weight for each in group.criteria if each.code in weights}
    if not within:
        return None
    low, high = weighted_range(within, values)
    return GroupTotal(
        code=group.code,
        weight=summed(weights[code] for code in within),
        value=None if any(values[code] is None for code in within) else low,
        low=low,
        high=high,
        minimum=group.minimum,
        floor=_floor(group.minimum, low, high),
    )


def weighted_range(weights: Mapping[str, Fraction], values: Mapping[str, Fraction | None]) -> tuple[Fraction, Fraction]:
    """sum(w·v) / sum(w) with what has no value at 0, and at 100. Both are the weighted mean where all have one."""
    weighed, _of = in_whole_numbers(weights)
    known, of_values = in_whole_numbers({code: value for code in weights if (value := values[code]) is not None})
    whole = sum(weighed.values())
    low = Fraction(sum(weighed[code] * value for code, value in known.items()), of_values * whole)
    missing = whole - sum(weighed[code] for code in known)
    return low, low + Fraction(missing, whole) * FULL if missing else low


def ranking(totals: Mapping[str, Total]) -> dict[str, int | None]:
    """Ranks by vendor, 1 the best. Equal totals share a rank and the next one is skipped (1, 2, 2, 4).

    An excluded or incomplete vendor has none, and takes no place.
    """
    return ranks_of({vendor: found.value if found.is_ranked else None for vendor, found in totals.items()})


def ranks_of(values: Mapping[str, Fraction | None]) -> dict[str, int | None]:
    """1 + the number of greater values; None for None."""
    known = [value for value in values.values() if value is not None]
    return {
        vendor: None if value is None else 1 + sum(other > value for other in known) for vendor, value in values.items()
    }


def _floor(minimum: Fraction | None, low: Fraction, high: Fraction) -> Floor:
    if minimum is None:
        return Floor.NONE
    if high < minimum:
        return Floor.MISSED
    return Floor.MET if low >= minimum else Floor.OPEN
