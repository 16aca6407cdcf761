"""What proposals are scored against: groups of criteria with anchors and weights, and gates beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from catalog.domain.normal_form import content_hash as hash_of_data
from vendors.domain.weights import shares

TOP = 5
"""The highest level of the scale; the lowest is 0."""
ANCHORED = (0, 3, TOP)
"""Levels that a criterion must have a text for."""
UNVERIFIED_CAP = 2


@dataclass(frozen=True, slots=True)
class Criterion:
    """`weight` is its share of the group's weights, 0 or more; `anchors` has a text per level 0–5, empty for none.

    Whether it applies is decided for all vendors alike, with a reason where it does not.
    """

    code: str
    title: str
    weight: Fraction
    anchors: tuple[str, ...]
    question: str = ""
    evidence: tuple[str, ...] = ()
    is_applicable: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """`weight` is its share of all groups' weights; `minimum` the value from 0 to 100 below which a vendor is out."""

    code: str
    title: str
    weight: Fraction
    criteria: tuple[Criterion, ...]
    minimum: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """What has to be met outside of the sum. `criterion` names the one it belongs to, if any; it holds even where that
    one does not apply."""

    code: str
    text: str
    criterion: str = ""
    how_to_check: str = ""


@dataclass(frozen=True)
class CriteriaModel:
    """All that is locked when an evaluation is opened. `levels` has the rule of each level 0–5, empty for none."""

    groups: tuple[Group, ...]
    gates: tuple[Gate, ...] = ()
    levels: tuple[str, ...] = ()
    cap: int = UNVERIFIED_CAP

    @property
    def criteria(self) -> Iterator[Criterion]:
        return (criterion for group in self.groups for criterion in group.criteria)

    def effective_weights(self) -> dict[str, Fraction]:
        """Group weight × criterion weight by code of criterion, in the model's order. Sums to exactly 1.

        What does not apply is left out and the rest of its group shares its weight; a group in which nothing applies
        is left out and the other groups share its weight. Raises WeightError where a weight is negative or all of the
        groups, or of an applicable group's criteria, are zero.
        """
        return dict(self._effective)

    @cached_property
    def _effective(self) -> dict[str, Fraction]:
        within = {
            group.code: shares({each.code: each.weight for each in group.criteria if each.is_applicable})
            for group in self.groups
            if any(each.is_applicable for each in group.criteria)
        }
        among = shares({group.code: group.weight for group in self.groups if group.code in within})
        return {code: among[group] * share for group, found in within.items() for code, share in found.items()}

    def group_weights(self) -> dict[str, Fraction]:
        """The effective weight of each group that has an applicable criterion. Sums to exactly 1."""
        effective = self.effective_weights()
        found: dict[str, Fraction] = {}
        for group in self.groups:
            weights = [effective[each.code] for each in group.criteria if each.code in effective]
            if weights:
                found[group.code] = sum(weights, Fraction(0))
        return found

    def reweighted(
        self, *, groups: Mapping[str, Fraction] | None = None, criteria: Mapping[str, Fraction] | None = None
    ) -> CriteriaModel:
        """The same model with these weights in place of its own: a scenario, or a slider. What is not named stays."""
        groups, criteria = groups or {}, criteria or {}
        return replace(
            self,
            groups=tuple(
                replace(
                    group,
                    weight=groups.get(group.code, group.weight),
                    criteria=tuple(
                        replace(each, weight=criteria.get(each.code, each.weight)) for each in group.criteria
                    ),
                )
                for group in self.groups
            ),
        )


type Scenarios = Mapping[str, CriteriaModel | None]
"""By name the same model under other weights, in the order in which they are shown; None for unfinished ones."""


def content_hash(model: CriteriaModel, scenarios: Scenarios | None = None) -> str:
    """SHA-256 in hex of the normal form: another one whenever a text, weight, gate, anchor or their order changes, or a
    name or weight of the scenarios, which the report shows a ranking by."""
    return hash_of_data(normal_form(model, scenarios))


def normal_form(model: CriteriaModel, scenarios: Scenarios | None = None) -> dict[str, Any]:
    """The model as JSON-ready data, every field of it. Weights and minima are exact, as text like 25 or 1/3.

    Without scenarios there is no word of them: what was locked before they were part of it has the same hash.
    """
    form = _form(model)
    if scenarios:
        form["scenarios"] = [{"name": name, "weights": _weights(found)} for name, found in scenarios.items()]
    return form


def _weights(scenario: CriteriaModel | None) -> dict[str, str] | None:
    if scenario is None:
        return None
    return {code: str(weight) for code, weight in scenario.effective_weights().items()}


def _form(model: CriteriaModel) -> dict[str, Any]:
    return {
        "kind": "vendor-evaluation",
        "cap": model.cap,
        "levels": list(model.levels),
        "groups": [
            {
                "code": group.code,
                "title": group.title,
                "weight": str(group.weight),
                "minimum": None if group.minimum is None else str(group.minimum),
                "criteria": [_criterion(each) for each in group.criteria],
            }
            for group in model.groups
        ],
        "gates": [
            {"code": gate.code, "text": gate.text, "criterion": gate.criterion, "how_to_check": gate.how_to_check}
            for gate in model.gates
        ],
    }


def _criterion(each: Criterion) -> dict[str, Any]:
    return {
        "code": each.code,
        "title": each.title,
        "weight": str(each.weight),
        "anchors": list(each.anchors),
        "question": each.question,
        "evidence": list(each.evidence),
        "is_applicable": each.is_applicable,
        "reason": each.reason,
    }
