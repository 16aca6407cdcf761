"""What the evidence for an answer carries, and what more it would take."""

from __future__ import annotations

from typing import NamedTuple

from assessments.domain.results import QuestionResult
from catalog.domain.question_pack import EvidenceCaps, EvidenceClass


class Lift(NamedTuple):
    """Evidence of this class would make so high a level verified."""

    evidence_class: EvidenceClass
    level: int


def possible_lifts(result: QuestionResult, caps: EvidenceCaps) -> tuple[Lift, ...]:
    """The classes of evidence that would lift the verified level, the lower first; none where all is verified."""
    if result.claimed is None or result.verified is None:
        return ()
    found = []
    reached = result.verified
    for class_ in (EvidenceClass.DOCUMENT, EvidenceClass.MEASUREMENT):
        level = min(result.claimed, caps.of(class_))
        if level > reached:
            found.append(Lift(class_, level))
            reached = level
    return tuple(found)
