"""The result of scoring: every number with the terms that made it.

Scores are exact fractions on the pack's scale, None where there is no score. Rounding happens where they are shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from assessments.domain.answers import Answer, State, Targets
from assessments.domain.evidence import JudgedEvidence
from catalog.domain.question_pack import Domain, Effort, Phase, Question, QuestionPack

if TYPE_CHECKING:
    from assessments.domain.rulings import Rulings


class Measure(StrEnum):
    """What a score is a mean of. Low and high fill each open question with the scale's minimum or maximum."""

    CLAIMED = "claimed"
    VERIFIED = "verified"
    TARGET = "target"
    LOW = "low"
    HIGH = "high"


class Term(NamedTuple):
    """One summand of a weighted mean: `weight` times `value`, under the id of a question or phase."""

    id: str
    weight: Fraction
    value: Fraction


# A NamedTuple, not a dataclass: thousands are made in one scoring, and it is built four times as fast.
class QuestionResult(NamedTuple):
    """One question. Levels are whole; `claimed` and `verified` are None unless it was answered with a level."""

    question: Question
    answer: Answer
    state: State
    claimed: int | None
    verified: int | None
    target: int
    cap: int
    evidence: tuple[JudgedEvidence, ...]

    @property
    def gap(self) -> int:
        """Levels missing from verified to target; 0 for a question without a level, which is found out, not closed."""
        return max(0, self.target - self.verified) if self.verified is not None else 0


class Counts(NamedTuple):
    """How many questions stand in which state."""

    answered: int
    not_applicable: int
    unknown: int
    unanswered: int

    @property
    def total(self) -> int:
        return sum(self)

    @property
    def open(self) -> int:
        return self.unknown + self.unanswered

    @property
    def completion(self) -> Fraction | None:
        """Share of questions with a level or not applicable, from 0 to 1."""
        return Fraction(self.answered + self.not_applicable, self.total) if self.total else None


@dataclass(frozen=True, slots=True)
class GroupResult:
    """A phase or a domain. `weight` is the phase's; a domain has none, since overall scores come from phases alone."""

    group: Phase | Domain
    weight: Fraction | None
    questions: tuple[QuestionResult, ...]
    counts: Counts
    claimed: Fraction | None
    verified: Fraction | None
    target: Fraction | None
    low: Fraction | None
    high: Fraction | None

    def score(self, measure: Measure) -> Fraction | None:
        value: Fraction | None = getattr(self, measure.value)
        return value

    def terms(self, measure: Measure, scale_min: int, scale_max: int) -> tuple[Term, ...]:
        """What the score of this measure is the weighted mean of, question by question."""
        value = term_value(measure, scale_min, scale_max)
        found = ((result.question, value(result)) for result in self.questions)
        return tuple(
            Term(question.id, question.weight, Fraction(level)) for question, level in found if level is not None
        )


def term_value(measure: Measure, scale_min: int, scale_max: int) -> Callable[[QuestionResult], int | None]:
    """The level with which a question enters a mean of this measure; None where it stays out."""
    match measure:
        case Measure.CLAIMED:
            return lambda result: result.claimed
        case Measure.VERIFIED:
            return lambda result: result.verified
        case Measure.TARGET:
            return lambda result: None if result.claimed is None else result.target
        case Measure.LOW:
            return lambda result: scale_min if result.state.is_open else result.claimed
        case Measure.HIGH:
            return lambda result: scale_max if result.state.is_open else result.claimed


@dataclass(frozen=True, slots=True)
class Overall:
    """The whole assessment. `level` is the whole part of the verified score."""

    claimed: Fraction | None
    verified: Fraction | None
    target: Fraction | None
    low: Fraction | None
    high: Fraction | None
    percent_to_target: Fraction | None
    level: int | None


def cost(effort: Effort) -> int:
    """Relative cost of closing a gap: S 1, M 2, L 4."""
    if effort is Effort.SMALL:
        return 1
    return 2 if effort is Effort.MEDIUM else 4


class Gap(NamedTuple):
    """A question below its target, in the order in which gaps are best closed.

    `first_for` is the question that needs this one first, where it was pulled up for it; `priority` is gap × impact /
    cost.
    """

    result: QuestionResult
    gap: int
    first_for: str | None
    priority: Fraction

    @property
    def value(self) -> int:
        """What closing it is worth: gap × impact."""
        return self.gap * self.result.question.impact


@dataclass(frozen=True, slots=True)
class Result:
    """`rulings` are there where the result was frozen: what the rules said of it then."""

    pack: QuestionPack
    scoring_version: int
    as_of: date
    targets: Targets
    overall: Overall
    counts: Counts
    phases: tuple[GroupResult, ...]
    domains: tuple[GroupResult, ...]
    questions: tuple[QuestionResult, ...]
    gaps: tuple[Gap, ...]
    find_out: tuple[QuestionResult, ...]
    rulings: Rulings | None = field(default=None, compare=False)

    def overall_terms(self, measure: Measure) -> tuple[Term, ...]:
        """What an overall score is the weighted mean of, phase by phase."""
        scores = ((phase, phase.score(measure)) for phase in self.phases)
        return tuple(
            Term(phase.group.id, phase.weight, score)
            for phase, score in scores
            if score is not None and phase.weight is not None
        )
