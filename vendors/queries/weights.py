"""What each method says of a version's weights, beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from vendors.choices import MethodChoice
from vendors.domain.model import CriteriaModel
from vendors.domain.outcome import Outcome, Standings, kept
from vendors.domain.pairwise import Comparison, PairwiseError
from vendors.domain.restating import as_points, as_ranks, as_swings
from vendors.domain.seal import Seat
from vendors.domain.stages import Stage
from vendors.domain.weights import WeightError
from vendors.models import Evaluation, ModelVersion, Proposal, Weighting
from vendors.queries.agreed import agreed_of
from vendors.queries.findings import checks_of
from vendors.queries.names import name_of
from vendors.queries.result import day_of
from vendors.queries.sheets import sheets_of
from vendors.queries.versions import ROOT, comparison_of, model_of, weighed_parts, weights_of

type Parts = Mapping[str, list[str]]
"""As `weighed_parts` gives them."""
type Shares = Mapping[str, Fraction]
type Failure = WeightError | PairwiseError

RESTATED = {
    MethodChoice.POINTS: as_points,
    MethodChoice.SWING: as_swings,
    MethodChoice.RANK: as_ranks,
}


@dataclass(frozen=True)
class Race:
    """The vendors with what they were given, to be put in order by one model or another; `names` by their codes."""

    outcome: Outcome
    names: Mapping[str, str]

    def standings(self, models: Mapping[str, CriteriaModel]) -> Mapping[str, Standings]:
        """By the names of the models."""
        return kept(replace(self.outcome, scenarios=models)).by_scenario


@dataclass(frozen=True)
class Way:
    """One method of a weighting. `weighting` is a copy with this method, and with judgements for it.

    `restated` are the parents for which nothing was entered: their judgements say what the weighting's own method does.
    By parent either `shares`, which sum to 1, or a failure; `comparisons` where pairs were compared. `model` is None,
    and `effective` and `groups` are empty, as long as there is a failure.
    """

    weighting: Weighting
    restated: frozenset[str]
    shares: Mapping[str, Shares]
    failures: Mapping[str, Failure]
    comparisons: Mapping[str, Comparison]
    model: CriteriaModel | None
    effective: Shares
    groups: Shares

    @property
    def method(self) -> MethodChoice:
        return MethodChoice(self.weighting.method)

    @property
    def contradictory(self) -> tuple[str, ...]:
        """The parents whose comparisons need a reason."""
        return tuple(parent for parent, found in self.comparisons.items() if found.needs_reason)


def way_of(version: ModelVersion, weighting: Weighting, method: MethodChoice | None = None) -> Way:
    """By the weighting's own method or another one; of a version with its rows: no query."""
    parts = weighed_parts(version)
    said, restated = judged(parts, weighting, method or MethodChoice(weighting.method))
    shares, failures, comparisons = _weigh(parts, said)
    model = None if failures else model_of(version, said, weigh=lambda _weighting, parent, _keys: shares[parent])
    return Way(
        weighting=said,
        restated=restated,
        shares=shares,
        failures=failures,
        comparisons=comparisons,
        model=model,
        effective=model.effective_weights() if model else {},
        groups=model.group_weights() if model else {},
    )


def ways_of(version: ModelVersion, weighting: Weighting, known: Way | None = None) -> dict[MethodChoice, Way]:
    """By every method; by its own the one that is known already."""
    return {
        method: known if known and method is known.method else way_of(version, weighting, method)
        for method in MethodChoice
    }


def judged(parts: Parts, weighting: Weighting, method: MethodChoice) -> tuple[Weighting, frozenset[str]]:
    """A copy of the weighting with another method: what was entered for it, and where nothing was, what its present
    judgements come to. For which parents that is."""
    said = copy(weighting)
    said.method = method.value
    restate = RESTATED.get(method)
    if method == weighting.method or restate is None:
        return said, frozenset()
    entered: dict[str, Any] = weighting.judgements.get(method.value, {})
    shares, _, _ = _weigh({parent: keys for parent, keys in parts.items() if not entered.get(parent)}, weighting)
    restated = {parent: {key: str(value) for key, value in restate(found).items()} for parent, found in shares.items()}
    said.judgements = {**weighting.judgements, method.value: {**entered, **restated}}
    return said, frozenset(restated)


def unfinished_scenarios(version: ModelVersion) -> list[Weighting]:
    """Those that a result leaves out, see vendors.queries.result."""
    return [each for each in version.weightings.all() if each.name and way_of(version, each).model is None]


def contradictory_scenarios(version: ModelVersion) -> list[Weighting]:
    """Those whose comparisons need a reason that nobody gave."""
    named = [each for each in version.weightings.all() if each.name and not each.reason.strip()]
    return [each for each in named if way_of(version, each).contradictory]


def titles_of(version: ModelVersion) -> dict[str, dict[str, str]]:
    """Of the groups and of the criteria of each, by parent and key."""
    groups = list(version.groups.all())
    within = {group.key: {row.key: row.title for row in group.criteria.all()} for group in groups}
    return {ROOT: {group.key: group.title for group in groups}, **within}


def race_of(evaluation: Evaluation, seat: Seat, model: CriteriaModel) -> Race | None:
    """None while the result is sealed for the person; three queries, four before quality is locked."""
    if not seat.sees_result:
        return None
    is_provisional = not evaluation.at.is_from(Stage.LOCKED)
    proposals = Proposal.objects.filter(evaluation=evaluation).standing().select_related("vendor").order_by("number")
    names = {proposal.code: name_of(proposal, seat) for proposal in proposals}
    is_kept = any(seat.is_kept_from_scores(proposal.pk) for proposal in proposals)
    outcome = Outcome(
        model=model,
        vendors=list(names),
        agreed=agreed_of(evaluation, seat),
        checks=checks_of(evaluation, seat),
        on=day_of(evaluation),
        sheets=sheets_of(evaluation, seat) if is_provisional and not is_kept else {},
        is_provisional=is_provisional,
    )
    return Race(outcome, names)


def _weigh(parts: Parts, weighting: Weighting) -> tuple[dict[str, Shares], dict[str, Failure], dict[str, Comparison]]:
    shares: dict[str, Shares] = {}
    failures: dict[str, Failure] = {}
    comparisons: dict[str, Comparison] = {}
    for parent, keys in parts.items():
        try:
            if weighting.method == MethodChoice.PAIRWISE:
                comparisons[parent] = comparison_of(weighting, parent, keys)
                shares[parent] = comparisons[parent].weights
            else:
                shares[parent] = weights_of(weighting, parent, keys)
        except (WeightError, PairwiseError) as failure:
            failures[parent] = failure
    return shares, failures, comparisons
