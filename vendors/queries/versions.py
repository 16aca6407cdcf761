"""The versions of an evaluation's model, and each of them as the domain reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from django.db.models import Q, prefetch_related_objects

from vendors.choices import MethodChoice
from vendors.domain.model import CriteriaModel, Criterion, Gate, Group
from vendors.domain.pairwise import Comparison, PairwiseError, compare
from vendors.domain.stages import VersionState
from vendors.domain.weights import WeightError, points, rank_order_centroid, swing
from vendors.models import CriteriaGroup, Evaluation, ModelVersion, Weighting

ROOT = ""
"""The parent of the groups, in the judgements of a weighting."""
ZERO = Fraction(0)

type Weigh = Callable[[Weighting, str, list[str]], Mapping[str, Fraction]]
"""From a weighting, a parent and the keys of its children to the weight of each."""


def version_in_force(evaluation: Evaluation) -> ModelVersion:
    """The last one that was locked; while none is, the first. With its rows: five queries."""
    found = evaluation.versions.filter(Q(state=VersionState.LOCKED.value) | Q(number=1)).order_by("-number")[0]
    return with_rows(evaluation, found)[0]


def locked_versions(evaluation: Evaluation) -> list[ModelVersion]:
    """All of them, the one in force last, with their rows: five queries."""
    found = list(evaluation.versions.filter(state=VersionState.LOCKED.value).order_by("number"))
    return with_rows(evaluation, *found)


def versions_of(evaluation: Evaluation) -> list[ModelVersion]:
    """All of them, the newest first, with packs and who proposed and locked each; without their rows: one query."""
    found = evaluation.versions.select_related("pack", "proposed_by", "locked_by").order_by("-number")
    return list(found)


def version_and_before(evaluation: Evaluation, number: int) -> tuple[ModelVersion, ModelVersion | None]:
    """The version of this number and the one before it, with their rows: five queries. Raises DoesNotExist."""
    found = list(evaluation.versions.select_related("proposed_by", "locked_by").filter(number__lte=number))
    if not found or found[-1].number != number:
        raise ModelVersion.DoesNotExist
    *before, version = with_rows(evaluation, *found[-2:])
    return version, before[0] if before else None


def waiting_version(evaluation: Evaluation) -> ModelVersion | None:
    """The one that is written, or waits for a second person; None if there is none."""
    found = evaluation.versions.exclude(state=VersionState.LOCKED.value).first()
    return with_rows(evaluation, found)[0] if found else None


def current_versions(evaluation: Evaluation) -> list[ModelVersion]:
    """The one in force and, behind it, the one that waits, if there is one; at first both are the same. Five queries,
    for both together."""
    found = list(evaluation.versions.order_by("-number"))
    in_force = next((each for each in found if each.is_locked), found[-1])
    waiting = [each for each in found if not each.is_locked and each is not in_force]
    return with_rows(evaluation, in_force, *waiting)


def editable_version(evaluation: Evaluation) -> ModelVersion | None:
    """The one that is written just now: before opening the first, later a change that was begun and not proposed."""
    found = waiting_version(evaluation)
    return found if found and found.state == VersionState.DRAFT else None


def with_rows(evaluation: Evaluation, *versions: ModelVersion) -> list[ModelVersion]:
    """With their groups, criteria, gates and weightings: four queries."""
    for version in versions:
        version.evaluation = evaluation
    prefetch_related_objects(versions, "groups__criteria", "gates", "weightings")
    return list(versions)


def chosen_weighting(version: ModelVersion) -> Weighting:
    """The one that counts."""
    return next(each for each in version.weightings.all() if not each.name)


def model_of(version: ModelVersion, weighting: Weighting | None = None, *, weigh: Weigh | None = None) -> CriteriaModel:
    """The version as the domain reads it, weighed by the chosen weighting or another one. What does not apply weighs 0.

    Raises WeightError and PairwiseError, with the keys of the groups or criteria that cannot be weighed yet, unless
    `weigh` finds weights for them in place of `weights_of`.
    """
    weighting, weigh = weighting or chosen_weighting(version), weigh or weights_of
    weighed = {parent: weigh(weighting, parent, keys) for parent, keys in weighed_parts(version).items()}
    return CriteriaModel(
        groups=tuple(
            Group(
                code=group.key,
                title=group.title,
                weight=weighed[ROOT].get(group.key, ZERO),
                criteria=_criteria(group, weighed.get(group.key, {})),
                minimum=None if group.minimum is None else Fraction(group.minimum),
            )
            for group in version.groups.all()
        ),
        gates=tuple(Gate(gate.key, gate.text, gate.criterion, gate.how_to_check) for gate in version.gates.all()),
        levels=tuple(version.levels),
        cap=version.unproven_cap,
    )


def scenarios_of(version: ModelVersion) -> dict[str, CriteriaModel | None]:
    """The model under each of its named sets of weights, None for one that was left unfinished."""
    return {each.name: _weighed(version, each) for each in version.weightings.all() if each.name}


def _weighed(version: ModelVersion, weighting: Weighting) -> CriteriaModel | None:
    try:
        model = model_of(version, weighting)
        model.effective_weights()
    except (WeightError, PairwiseError):
        return None
    return model


def weighed_parts(version: ModelVersion) -> dict[str, list[str]]:
    """What is weighed, by parent: the groups, and of each group the criteria that apply.

    A group in which nothing applies is left out; one that has no criteria yet is there, with nothing in it.
    """
    groups = [(group.key, list(group.criteria.all())) for group in version.groups.all()]
    within = {key: [row.key for row in rows if row.is_applicable] for key, rows in groups}
    asked = {key: within[key] for key, rows in groups if within[key] or not rows}
    return {ROOT: list(asked)} | asked


def _criteria(group: CriteriaGroup, within: Mapping[str, Fraction]) -> tuple[Criterion, ...]:
    return tuple(
        Criterion(
            code=row.key,
            title=row.title,
            weight=within.get(row.key, ZERO),
            anchors=tuple(row.anchors),
            question=row.question,
            evidence=tuple(row.evidence_kinds),
            is_applicable=row.is_applicable,
            reason=row.not_applicable_reason,
        )
        for row in group.criteria.all()
    )


def weights_of(weighting: Weighting, parent: str, keys: list[str]) -> Mapping[str, Fraction]:
    """What the judgements of the weighting's method say of the children of `parent`: shares that sum to 1.

    What was not judged weighs 0, or comes last in a rank order. Raises WeightError and PairwiseError.
    """
    said = weighting.judgements.get(weighting.method, {}).get(parent, {})
    match MethodChoice(weighting.method):
        case MethodChoice.POINTS:
            return points({key: Fraction(said.get(key, 0)) for key in keys})
        case MethodChoice.SWING:
            return swing({key: Fraction(said.get(key, 0)) for key in keys})
        case MethodChoice.RANK:
            return rank_order_centroid({key: int(said.get(key, len(keys))) for key in keys})
        case MethodChoice.PAIRWISE:
            return comparison_of(weighting, parent, keys).weights


def comparison_of(weighting: Weighting, parent: str, keys: list[str]) -> Comparison:
    """What the pairs that were compared among the children of `parent` say together. Raises PairwiseError."""
    said = weighting.judgements.get(MethodChoice.PAIRWISE.value, {}).get(parent, ())
    pairs = {(first, second): Fraction(times) for first, second, times in said}
    return compare(keys, {pair: times for pair, times in pairs.items() if set(pair) <= set(keys)})
