"""Answers and evidence for tests."""

from __future__ import annotations

from datetime import date

from assessments.domain.answers import Answer, Evidence, Reason, State
from catalog.domain.question_pack import EvidenceClass

UNKNOWN = Answer(State.UNKNOWN)
NOT_APPLICABLE = Answer(State.NOT_APPLICABLE, reason=Reason.OUT_OF_SCOPE)


def make_answer(level: int, *evidence: Evidence) -> Answer:
    return Answer(State.ANSWERED, level=level, evidence=evidence)


def make_evidence(kind: str, observed: str | None, validity_days: int | None = None) -> Evidence:
    """`kind` is document or measurement, `observed` a date such as 2026-10-01."""
    return Evidence(
        EvidenceClass(kind),
        f"The {kind}",
        link="https://wiki.example/1",
        observed=date.fromisoformat(observed) if observed else None,
        validity_days=validity_days,
    )
