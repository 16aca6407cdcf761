"""What became of a vendor since the evaluation before, and how much of it comes from its scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from vendors.domain.model import CriteriaModel, Criterion
from vendors.domain.scoring import Total

ZERO = Fraction(0)


class CriterionMove(StrEnum):
    """What became of a criterion in the model: a reworded one is not compared, a reweighted one has the same words."""

    ADDED = "added"
    DROPPED = "dropped"
    REWORDED = "reworded"
    REWEIGHTED = "reweighted"


@dataclass(frozen=True, slots=True)
class ModelChange:
    """Codes of criteria that apply on one side only, of those whose words are others, and whose weight alone moved.

    `weights` are the effective weights before and after, by the codes of both sides; 0 where one does not apply.
    `caps` is what an unverified claim counts at most, before and after.
    """

    added: tuple[str, ...]
    dropped: tuple[str, ...]
    reworded: tuple[str, ...]
    reweighted: tuple[str, ...]
    weights: Mapping[str, tuple[Fraction, Fraction]]
    caps: tuple[int, int]

    @property
    def is_none(self) -> bool:
        return not (self.added or self.dropped or self.reworded or self.reweighted) and self.caps[0] == self.caps[1]


@dataclass(frozen=True, slots=True)
class CriterionChange:
    """Of a criterion that is the same on both sides. Values from 0 to 100, None for not scored; `effect` is what the
    score adds to the change of the total, in points."""

    code: str
    before: Fraction | None
    after: Fraction | None
    effect: Fraction


@dataclass(frozen=True, slots=True)
class VendorChange:
    """Of a vendor that took part both times. `of_scores` + `of_model` = `total`, exactly, in points of 0 to 100; all
    three are None where the vendor is incomplete on either side."""

    before: Total
    after: Total
    total: Fraction | None
    of_scores: Fraction | None
    of_model: Fraction | None
    criteria: tuple[CriterionChange, ...]
    """Those that moved it by their score, the largest effect first."""


def model_change(before: CriteriaModel, after: CriteriaModel) -> ModelChange:
    """Raises WeightError as `effective_weights` does."""
    old, new = before.effective_weights(), after.effective_weights()
    was, now = ({each.code: each for each in model.criteria} for model in (before, after))
    both = [code for code in new if code in old]
    reworded = tuple(code for code in both if _words(was[code]) != _words(now[code]))
    return ModelChange(
        added=tuple(code for code in new if code not in old),
        dropped=tuple(code for code in old if code not in new),
        reworded=reworded,
        reweighted=tuple(code for code in both if code not in reworded and old[code] != new[code]),
        weights={code: (old.get(code, ZERO), new.get(code, ZERO)) for code in old | new},
        caps=(before.cap, after.cap),
    )


def vendor_change(before: Total, after: Total, of_model: ModelChange) -> VendorChange:
    """The change of a total, criterion by criterion: what is the same on both sides counts by its weight now times what
    its value rose; all else is the model's doing: other weights on the value before, and whatever was added, dropped
    or reworded, since the score of another question is another score."""
    moved: list[CriterionChange] = []
    by_scores = ZERO
    for code, (_, weight) in of_model.weights.items():
        was, now = before.values.get(code), after.values.get(code)
        if code in of_model.reworded or code not in before.values or code not in after.values:
            continue
        effect = ZERO if was is None or now is None else weight * (now - was)
        by_scores += effect
        if was != now:
            moved.append(CriterionChange(code, was, now, effect))
    total = None if before.value is None or after.value is None else after.value - before.value
    return VendorChange(
        before=before,
        after=after,
        total=total,
        of_scores=None if total is None else by_scores,
        of_model=None if total is None else total - by_scores,
        criteria=tuple(sorted(moved, key=lambda each: -abs(each.effect))),
    )


def _words(each: Criterion) -> tuple[str, str, tuple[str, ...]]:
    return each.title, each.question, each.anchors
