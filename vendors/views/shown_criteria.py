"""A version of the model as pages show it: groups and criteria with their weights, gates, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _

from core.rounding import rounded
from vendors.domain.faults import Fault, FaultKind
from vendors.domain.model import TOP, CriteriaModel
from vendors.models import CriteriaGroup, Criterion, Evaluation, Gate, ModelVersion
from vendors.queries.mending import fault_in_words, obstacle_in_words
from vendors.queries.readiness import Obstacle, Readiness, Unweighed


@dataclass(frozen=True, slots=True)
class Mend:
    """Something that keeps the version from being locked, and where it is mended."""

    sentence: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownCriterion:
    """`share` is its effective weight in per cent; `anchors` are from the highest level down, with the level's rule."""

    row: Criterion
    share: str
    anchors: tuple[tuple[int, str, str], ...]
    evidence: tuple[str, ...]
    gates: tuple[Gate, ...]


@dataclass(frozen=True, slots=True)
class ShownGroup:
    row: CriteriaGroup
    share: str
    criteria: tuple[ShownCriterion, ...]


@dataclass(frozen=True, slots=True)
class ShownGate:
    row: Gate
    criterion: str


def shown_groups(version: ModelVersion, readiness: Readiness) -> list[ShownGroup]:
    """Shares are empty as long as something in the weights is to be mended."""
    effective, among = _weights(readiness)
    gates: dict[str, list[Gate]] = {}
    for gate in version.gates.all():
        gates.setdefault(gate.criterion, []).append(gate)
    return [
        ShownGroup(
            group,
            _percent(among.get(group.key)),
            tuple(_criterion(version, each, effective, gates) for each in group.criteria.all()),
        )
        for group in version.groups.all()
    ]


def shown_gates(version: ModelVersion) -> list[ShownGate]:
    titles = _titles(version.groups.all())
    return [ShownGate(gate, titles.get(gate.criterion, "")) for gate in version.gates.all()]


def mends_of(evaluation: Evaluation, version: ModelVersion, readiness: Readiness) -> list[Mend]:
    """In the order of the model, weights last."""
    pages = _Pages(evaluation, version)
    return [*(pages.fault(each) for each in readiness.faults), *(pages.obstacle(each) for each in readiness.unweighed)]


class _Pages:
    """Where the parts of a version are changed."""

    def __init__(self, evaluation: Evaluation, version: ModelVersion) -> None:
        self.place = [evaluation.workspace.code, evaluation.code]
        self.version = version
        self.weights = reverse("weights_detail", args=self.place)

    def fault(self, fault: Fault) -> Mend:
        return Mend(fault_in_words(self.version, fault), self._of(fault))

    def obstacle(self, found: Unweighed) -> Mend:
        sentence = obstacle_in_words(self.version, found)
        if found.obstacle is Obstacle.EMPTY:
            return Mend(sentence, reverse("criteria_add", args=[*self.place, found.parent]))
        return Mend(sentence, self.weights)

    def _of(self, fault: Fault) -> str:
        match fault.kind:
            case FaultKind.NEGATIVE_WEIGHT | FaultKind.WEIGHTLESS | FaultKind.WEIGHTLESS_GROUP:
                return self.weights
            case FaultKind.CAP_OUT_OF_RANGE:
                return reverse("criteria_scale", args=self.place)
            case FaultKind.UNKNOWN_CRITERION:
                return reverse("criteria_gate", args=[*self.place, fault.code])
            case FaultKind.MINIMUM_OUT_OF_RANGE:
                return reverse("criteria_group", args=[*self.place, fault.code])
            case FaultKind.ANCHOR_MISSING | FaultKind.NO_REASON:
                return reverse("criteria_change", args=[*self.place, fault.code])
        return reverse("criteria_detail", args=self.place)


def _weights(readiness: Readiness) -> tuple[Mapping[str, Fraction], Mapping[str, Fraction]]:
    if readiness.unweighed or any(fault.kind in _NO_WEIGHTS for fault in readiness.faults):
        return {}, {}
    model: CriteriaModel = readiness.model
    return model.effective_weights(), model.group_weights()


_NO_WEIGHTS = {
    FaultKind.NOTHING_APPLIES,
    FaultKind.NEGATIVE_WEIGHT,
    FaultKind.WEIGHTLESS,
    FaultKind.WEIGHTLESS_GROUP,
}


def _criterion(
    version: ModelVersion, row: Criterion, effective: Mapping[str, Fraction], gates: Mapping[str, list[Gate]]
) -> ShownCriterion:
    rules = dict(enumerate(version.levels))
    texts = dict(enumerate(row.anchors))
    return ShownCriterion(
        row=row,
        share=_percent(effective.get(row.key)),
        anchors=tuple((level, texts.get(level, ""), rules.get(level, "")) for level in range(TOP, -1, -1)),
        evidence=tuple(version.evidence_kinds.get(kind, kind) for kind in row.evidence_kinds),
        gates=tuple(gates.get(row.key, ())),
    )


def _percent(share: Fraction | None) -> str:
    return "" if share is None else _("%(share)s %%") % {"share": rounded(share * 100, 1)}


def _titles(groups: Iterable[CriteriaGroup]) -> dict[str, str]:
    return {each.key: each.title for group in groups for each in group.criteria.all()}
