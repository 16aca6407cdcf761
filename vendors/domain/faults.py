"""What keeps a model from being locked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from vendors.domain.model import ANCHORED, TOP, CriteriaModel, Criterion, Group


class FaultKind(StrEnum):
    NOTHING_APPLIES = "nothing_applies"
    CODE_TWICE = "code_twice"
    NEGATIVE_WEIGHT = "negative_weight"
    WEIGHTLESS_GROUP = "weightless_group"
    """Its applicable criteria weigh nothing."""
    WEIGHTLESS = "weightless"
    """All groups with an applicable criterion weigh nothing."""
    ANCHOR_MISSING = "anchor_missing"
    UNKNOWN_CRITERION = "unknown_criterion"
    """A gate names a criterion that is not there."""
    NO_REASON = "no_reason"
    """A criterion does not apply and nobody said why."""
    MINIMUM_OUT_OF_RANGE = "minimum_out_of_range"
    CAP_OUT_OF_RANGE = "cap_out_of_range"


@dataclass(frozen=True, slots=True)
class Fault:
    """`code` is that of the group, criterion or gate; `level` the one without an anchor."""

    kind: FaultKind
    code: str = ""
    level: int | None = None


def faults_of(model: CriteriaModel) -> tuple[Fault, ...]:
    """Everything to mend before the model can be locked, in the model's order; none if it can be."""
    return (*_of_codes(model), *_of_weights(model), *_of_criteria(model), *_of_the_rest(model))


def _of_codes(model: CriteriaModel) -> Iterator[Fault]:
    kinds: tuple[Iterable[str], ...] = (
        (group.code for group in model.groups),
        (each.code for each in model.criteria),
        (gate.code for gate in model.gates),
    )
    for codes in kinds:
        yield from (Fault(FaultKind.CODE_TWICE, code) for code, count in Counter(codes).items() if count > 1)


def _of_weights(model: CriteriaModel) -> Iterator[Fault]:
    weighted: tuple[Group | Criterion, ...] = (*model.groups, *model.criteria)
    yield from (Fault(FaultKind.NEGATIVE_WEIGHT, each.code) for each in weighted if each.weight < 0)
    applying = [group for group in model.groups if any(each.is_applicable for each in group.criteria)]
    if not applying:
        yield Fault(FaultKind.NOTHING_APPLIES)
    elif not any(group.weight for group in applying):
        yield Fault(FaultKind.WEIGHTLESS)
    for group in applying:
        if not any(each.weight for each in group.criteria if each.is_applicable):
            yield Fault(FaultKind.WEIGHTLESS_GROUP, group.code)


def _of_criteria(model: CriteriaModel) -> Iterator[Fault]:
    for each in model.criteria:
        if not each.is_applicable:
            if not each.reason.strip():
                yield Fault(FaultKind.NO_REASON, each.code)
            continue
        texts = dict(enumerate(each.anchors))
        for level in ANCHORED:
            if not texts.get(level, "").strip():
                yield Fault(FaultKind.ANCHOR_MISSING, each.code, level)


def _of_the_rest(model: CriteriaModel) -> Iterator[Fault]:
    known = {each.code for each in model.criteria}
    for gate in model.gates:
        if gate.criterion and gate.criterion not in known:
            yield Fault(FaultKind.UNKNOWN_CRITERION, gate.code)
    for group in model.groups:
        if group.minimum is not None and not 0 <= group.minimum <= 100:
            yield Fault(FaultKind.MINIMUM_OUT_OF_RANGE, group.code)
    if not 0 <= model.cap <= TOP:
        yield Fault(FaultKind.CAP_OUT_OF_RANGE)
