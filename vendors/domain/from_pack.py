"""A model to start from, as a criteria pack has it."""

from __future__ import annotations

from catalog.domain.criteria_pack import CriteriaPack
from vendors.domain.model import CriteriaModel, Criterion, Gate, Group


def model_of(pack: CriteriaPack) -> CriteriaModel:
    """Everything of the pack that a score may depend on. The pack's scale must be the product's, 0–5."""
    return CriteriaModel(
        groups=tuple(
            Group(
                code=group.id,
                title=group.title,
                weight=group.weight,
                criteria=tuple(
                    Criterion(each.id, each.title, each.weight, each.anchors, each.question, each.evidence)
                    for each in group.criteria
                ),
            )
            for group in pack.groups
        ),
        gates=tuple(Gate(gate.id, gate.text, gate.criterion, gate.how_to_check) for gate in pack.gates),
        levels=tuple(level.rule for level in pack.scale.levels),
        cap=pack.unproven_cap,
    )
