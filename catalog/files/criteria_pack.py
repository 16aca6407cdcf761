"""Reads a criteria pack's file: fields into dataclasses, a fault for each thing that is missing or wrong."""

from __future__ import annotations

from catalog.domain.criteria_pack import CriteriaGroup, CriteriaPack, Gate, ProofKind, VendorCriterion
from catalog.domain.question_pack import Scale
from catalog.files.names import Names
from catalog.files.shared import read_head, read_scale, read_texts
from core.source import Fields


def read_criteria_pack(top: Fields) -> CriteriaPack:
    """The pack as far as it could be read; use it only where no fault was noted."""
    code, version, title, language = read_head(top)
    scale, names = read_scale(top), Names()
    pack = CriteriaPack(
        code=code,
        version=version,
        title=title,
        language=language,
        use_for=top.text("use_for"),
        scale=scale,
        unproven_cap=top.integer("unproven_cap", low=scale.min, high=scale.max),
        scoring_rules=read_texts(top, "scoring_rules", "scoring rule", names),
        evidence_kinds=tuple(
            ProofKind(names.define("evidence kind", item), item.text("title"), item.text("meaning"))
            for item in top.items("evidence_kinds", "evidence kind", least=1)
        ),
        gates=tuple(
            Gate(
                names.define("gate", item),
                names.use("criterion", item, "criterion"),
                item.text("text"),
                item.text("how_to_check"),
            )
            for item in top.items("gates", "gate", required=False)
        ),
        groups=tuple(_group(item, scale, names) for item in top.items("groups", "group", least=1)),
    )
    names.check()
    return pack


def _group(item: Fields, scale: Scale, names: Names) -> CriteriaGroup:
    return CriteriaGroup(
        names.define("group", item),
        item.text("title"),
        item.positive("weight", default=1),
        tuple(_criterion(entry, scale, names) for entry in item.items("criteria", "criterion", least=1)),
    )


def _criterion(item: Fields, scale: Scale, names: Names) -> VendorCriterion:
    anchors = item.mapping("anchors", f"{item.what}, anchors")
    return VendorCriterion(
        names.define("criterion", item),
        item.text("title"),
        item.positive("weight", default=1),
        item.text("question"),
        names.uses("evidence kind", item, "evidence", required=True, least=1),
        tuple(anchors.text(str(level)) for level in range(scale.min, scale.max + 1)),
    )
