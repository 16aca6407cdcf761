"""Answers to the questions of a pack, and the evidence cited for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from catalog.domain.question_pack import EvidenceClass


class State(StrEnum):
    """Where a question stands. Unknown and unanswered are both open; neither is ever a zero."""

    ANSWERED = "answered"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"
    UNANSWERED = "unanswered"

    @property
    def is_open(self) -> bool:
        return self in (State.UNKNOWN, State.UNANSWERED)


class Scope(StrEnum):
    """Which questions of a pack an assessment asks: those marked as core, or all."""

    CORE = "core"
    FULL = "full"


class Reason(StrEnum):
    """Why a question does not apply."""

    OUT_OF_SCOPE = "out_of_scope"
    ACCEPTED_RISK = "accepted_risk"
    COVERED_ELSEWHERE = "covered_elsewhere"
    OTHER = "other"

    @property
    def needs_note(self) -> bool:
        return self in (Reason.ACCEPTED_RISK, Reason.OTHER)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that shows a level is true. Has a link or a reference.

    `validity_days` counts from the observed date; None means the pack's default. Evidence without an observed date is
    kept and does not count.
    """

    evidence_class: EvidenceClass
    title: str
    link: str = ""
    reference: str = ""
    observed: date | None = None
    validity_days: int | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of one question.

    `level` is set when the state is ANSWERED, `reason` when it is NOT_APPLICABLE. A criterion in neither `met` nor
    `not_met` is not known. `level_reason` says why the level differs from what the criteria met suggest.
    """

    state: State = State.UNANSWERED
    level: int | None = None
    reason: Reason | None = None
    note: str = ""
    evidence: tuple[Evidence, ...] = ()
    met: frozenset[str] = frozenset()
    not_met: frozenset[str] = frozenset()
    level_reason: str = ""


UNANSWERED = Answer()


@dataclass(frozen=True, slots=True)
class Targets:
    """The level aimed at, and other levels for single phases by id."""

    overall: int
    phases: tuple[tuple[str, int], ...] = ()

    def of(self, phase: str) -> int:
        return dict(self.phases).get(phase, self.overall)
