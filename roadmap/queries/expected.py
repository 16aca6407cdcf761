"""The score that a roadmap expects: what its assessment would say if the open actions landed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessments.domain.results import Result
from assessments.domain.what_if import if_closed
from assessments.models import Assessment
from assessments.queries.scoring import score_levels
from core.rounding import told_apart
from roadmap.models import Action, Roadmap
from roadmap.queries.feeding import assessment_of


@dataclass(frozen=True, slots=True)
class Outlook:
    """A verified score as it is, and as it is expected to be; None where there is no score."""

    title: str
    now: Fraction | None
    then: Fraction | None

    @property
    def is_higher(self) -> bool:
        return self.now != self.then

    @property
    def in_words(self) -> tuple[str, str]:
        """With as many decimals as it takes to tell them apart."""
        return told_apart(self.now, self.then)


@dataclass(frozen=True, slots=True)
class Expected:
    """`closing` is how many gaps the open actions close; `phases` are those that ask something, in the pack's order."""

    assessment: Assessment
    overall: Outlook
    target: Fraction | None
    phases: Sequence[Outlook]
    closing: int


def expected_of(roadmap: Roadmap) -> Expected | None:
    """None where no assessment feeds the roadmap. Two queries."""
    assessment = assessment_of(roadmap)
    if assessment is None:
        return None
    result = score_levels(assessment, as_of=assessment.workspace.today)
    is_open = Action.objects.filter(roadmap=roadmap, deleted_at=None).open().exclude(question="")
    return expected_from(assessment, result, set(is_open.values_list("question", flat=True)))


def expected_from(assessment: Assessment, result: Result, questions: Collection[str]) -> Expected:
    """If the gaps of these questions were closed. One that has no gap, or has no level yet, changes nothing."""
    closing = {gap.result.question.id for gap in result.gaps}.intersection(questions)
    then = if_closed(result, closing) if closing else result
    return Expected(
        assessment=assessment,
        overall=Outlook(assessment.title, result.overall.verified, then.overall.verified),
        target=result.overall.target,
        phases=[
            Outlook(before.group.title, before.verified, after.verified)
            for before, after in zip(result.phases, then.phases, strict=True)
            if before.counts.total
        ],
        closing=len(closing),
    )
