"""What a gate asks and what is found there, criterion by criterion.

A gate is passed by a person; these rules only say what is met. What was found then is kept as data, so that it reads
the same years later, and what has changed since can be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from catalog.domain.question_pack import ExitGate
from core.rounding import exactly
from roadmap.domain.states import ArtifactStatus


class CriterionKind(StrEnum):
    CHECKLIST = "checklist"
    ARTIFACT = "artifact"
    SCORE = "score"
    QUESTION = "question"
    DECISION = "decision"


class Lacking(StrEnum):
    """Why a question has no verified level."""

    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"
    UNANSWERED = "unanswered"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision: `id` is that of the pack, or the code of one's own. Without a day it is not taken yet."""

    id: str
    text: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Found:
    """What there is on a day. `score` is the verified one of the phase; `levels` are verified, by question."""

    done: int
    items: int
    artifacts: Mapping[str, ArtifactStatus]
    score: Fraction | None
    levels: Mapping[str, int | Lacking]
    decisions: Sequence[Taken]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a gate. `wanted` and `found` are exact, as text: a number, a status, a day; empty for nothing.

    `id` names the artifact, the question or the decision, and `text` is what a decision said.
    """

    kind: CriterionKind
    id: str
    wanted: str
    found: str
    is_met: bool
    text: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.id}"

    def to_data(self) -> dict[str, Any]:
        return {**asdict(self), "kind": self.kind.value}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Criterion:
        return cls(**{**data, "kind": CriterionKind(data["kind"])})


def criteria_of(gate: ExitGate, found: Found) -> tuple[Criterion, ...]:
    """Every line of the gate, in the order in which one works on it: list, artifacts, levels, decisions."""
    lines: list[Criterion] = []
    if found.items:
        met = found.done == found.items
        lines.append(Criterion(CriterionKind.CHECKLIST, "", str(found.items), str(found.done), met))
    for artifact in gate.artifacts:
        status = found.artifacts.get(artifact, ArtifactStatus.NOT_STARTED)
        accepted = ArtifactStatus.ACCEPTED
        lines.append(
            Criterion(CriterionKind.ARTIFACT, artifact, accepted.value, status.value, is_met=status is accepted)
        )
    score = "" if found.score is None else str(found.score)
    is_enough = found.score is not None and found.score >= gate.verified_score
    lines.append(Criterion(CriterionKind.SCORE, "", exactly(gate.verified_score), score, is_enough))
    for asked in gate.questions:
        level = found.levels.get(asked.question, Lacking.NOT_ASKED)
        is_met = level is Lacking.NOT_APPLICABLE if isinstance(level, Lacking) else level >= asked.level
        lines.append(Criterion(CriterionKind.QUESTION, asked.question, str(asked.level), str(level), is_met))
    for each in found.decisions:
        day = each.day.isoformat() if each.day else ""
        lines.append(Criterion(CriterionKind.DECISION, each.id, "", day, is_met=bool(day), text=each.text))
    return tuple(lines)


def open_keys(criteria: Iterable[Criterion]) -> frozenset[str]:
    """What is not met, by which a page says what it showed."""
    return frozenset(line.key for line in criteria if not line.is_met)


@dataclass(frozen=True, slots=True)
class Since:
    """What has changed since a gate was passed: criteria as they are now."""

    lost: tuple[Criterion, ...]
    """Met then, or not asked for then, and not met now."""
    gained: tuple[Criterion, ...]
    """Let pass unmet, and met by now."""


def changed_since(before: Iterable[Criterion], now: Iterable[Criterion]) -> Since:
    were = {line.key: line for line in before}
    lines = tuple(now)
    return Since(
        lost=tuple(line for line in lines if not line.is_met and (line.key not in were or were[line.key].is_met)),
        gained=tuple(line for line in lines if line.is_met and line.key in were and not were[line.key].is_met),
    )
