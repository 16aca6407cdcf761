"""What a score still needs before it can be handed in."""

from __future__ import annotations

from enum import StrEnum

from vendors.domain.stages import Proof


class Lack(StrEnum):
    LEVEL = "level"
    RATIONALE = "rationale"
    PROOF = "proof"
    EVIDENCE = "evidence"


def lack_of(level: int | None, rationale: str, proof: str, evidence: str) -> Lack | None:
    """The first thing that is missing; None for a score that can stand.

    A score has a rationale, and evidence or the mark that there is none. What was verified is named; a claim is in the
    vendor's own words.
    """
    if level is None:
        return Lack.LEVEL
    if not rationale.strip():
        return Lack.RATIONALE
    if not proof:
        return Lack.PROOF
    return Lack.EVIDENCE if proof == Proof.VERIFIED and not evidence.strip() else None
