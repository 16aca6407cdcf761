"""What is left to mend before a version can be locked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from vendors.choices import MethodChoice
from vendors.domain.faults import Fault, faults_of
from vendors.domain.model import CriteriaModel, Scenarios, content_hash
from vendors.domain.pairwise import PairwiseError
from vendors.domain.weights import WeightError
from vendors.models import ModelVersion, Weighting
from vendors.queries.versions import ROOT, chosen_weighting, comparison_of, model_of, scenarios_of, weights_of


class Obstacle(StrEnum):
    """Why the children of a group, or the groups, have no weights that could be locked."""

    EMPTY = "empty"
    UNWEIGHED = "unweighed"
    CONTRADICTORY = "contradictory"
    """The comparisons contradict each other, and nobody said why they are kept."""


@dataclass(frozen=True, slots=True)
class Unweighed:
    """`parent` is the key of a group, or `ROOT` for the groups among each other."""

    obstacle: Obstacle
    parent: str


@dataclass(frozen=True, slots=True)
class Readiness:
    """`model` takes equal weights where there are none yet, so that everything else is found all the same."""

    model: CriteriaModel
    scenarios: Scenarios
    faults: tuple[Fault, ...]
    unweighed: tuple[Unweighed, ...]

    @property
    def count(self) -> int:
        return len(self.faults) + len(self.unweighed)

    @property
    def content_hash(self) -> str:
        """What it is locked with, once it is ready."""
        return content_hash(self.model, self.scenarios)

    @property
    def is_ready(self) -> bool:
        return not self.count


def readiness_of(version: ModelVersion) -> Readiness:
    """Of a version with its rows: no query."""
    weighting, found = chosen_weighting(version), list[Unweighed]()
    needs_reason = weighting.method == MethodChoice.PAIRWISE and not weighting.reason.strip()

    def weigh(weighting: Weighting, parent: str, keys: list[str]) -> Mapping[str, Fraction]:
        try:
            weights = weights_of(weighting, parent, keys)
        except (WeightError, PairwiseError):
            if keys or parent != ROOT:  # without any group, nothing applies: that is told already
                found.append(Unweighed(Obstacle.UNWEIGHED if keys else Obstacle.EMPTY, parent))
            return dict.fromkeys(keys, Fraction(1))
        if needs_reason and comparison_of(weighting, parent, keys).needs_reason:
            found.append(Unweighed(Obstacle.CONTRADICTORY, parent))
        return weights

    model = model_of(version, weighting, weigh=weigh)
    return Readiness(model, scenarios_of(version), faults_of(model), tuple(found))
