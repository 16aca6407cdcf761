"""The result of a stored assessment, as it is today or as a milestone holds it, with what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assessments.domain.result_data import result_data
from assessments.domain.results import Result
from assessments.domain.scoring import score
from assessments.domain.submission import Submission
from assessments.models import Assessment, Milestone
from assessments.queries.milestones import result_of_milestone
from assessments.queries.submission import submission_of
from catalog.domain.question_pack import QuestionPack
from catalog.queries import question_pack


@dataclass(frozen=True, slots=True)
class Assessed:
    """`frozen` is what `data` is where it was frozen; of a milestone nothing is computed. `reviews` are those of a
    milestone, as it holds them."""

    assessment: Assessment
    submission: Submission
    result: Result
    milestone: Milestone | None = None
    frozen: dict[str, Any] | None = None
    reviews: Sequence[Mapping[str, Any]] = ()

    @property
    def data(self) -> dict[str, Any]:
        """What results.json holds, as the job without a database writes it for the same answers."""
        return self.frozen or result_data(self.result, self.submission, self.assessment.pack.hash)

    @property
    def pack(self) -> QuestionPack:
        """Whole, also where only its core questions are asked."""
        return question_pack(self.milestone.pack if self.milestone else self.assessment.pack)


def assess(assessment: Assessment, *, as_of: date) -> Assessed:
    """Every answer and all evidence, scored as they count on this day."""
    submission = submission_of(assessment, as_of=as_of)
    result = score(assessment.questions, submission.answers, submission.targets, as_of=as_of)
    return Assessed(assessment, submission, result)


def assess_milestone(milestone: Milestone) -> Assessed:
    """Raises DamagedMilestoneError."""
    found = result_of_milestone(milestone)
    return Assessed(milestone.assessment, found.submission, found.result, milestone, found.data, found.reviews)
