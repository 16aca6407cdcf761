"""A criteria pack: what vendor proposals are compared by. Frozen, complete and checked (see `catalog.files`)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from catalog.domain.question_pack import Scale, Text


@dataclass(frozen=True, slots=True)
class ProofKind:
    """A kind of evidence that a score may rest on, such as a reference call."""

    id: str
    title: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Gate:
    """A must-have outside the sum: no score makes up for a missed one."""

    id: str
    criterion: str
    text: str
    how_to_check: str


@dataclass(frozen=True, slots=True)
class VendorCriterion:
    """`weight` is a share of its group's weights; `anchors` has one text per level of the scale."""

    id: str
    title: str
    weight: Fraction
    question: str
    evidence: tuple[str, ...]
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CriteriaGroup:
    """`weight` is a share of all groups' weights."""

    id: str
    title: str
    weight: Fraction
    criteria: tuple[VendorCriterion, ...]


@dataclass(frozen=True)
class CriteriaPack:
    code: str
    version: str
    title: str
    language: str
    use_for: str
    scale: Scale
    unproven_cap: int
    scoring_rules: tuple[Text, ...]
    evidence_kinds: tuple[ProofKind, ...]
    gates: tuple[Gate, ...]
    groups: tuple[CriteriaGroup, ...]
