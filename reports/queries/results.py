"""The result of a stored assessment, with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from assessments.domain.result_data import result_data
from assessments.domain.results import Result
from assessments.domain.scoring import score
from assessments.domain.submission import Submission
from assessments.models import Assessment
from assessments.queries.submission import submission_of


@dataclass(frozen=True, slots=True)
class Assessed:
    assessment: Assessment
    submission: Submission
    result: Result

    @property
    def data(self) -> dict[str, Any]:
        """What results.json holds, as the job without a database writes it for the same answers."""
        return result_data(self.result, self.submission, self.assessment.pack.hash)


def assess(assessment: Assessment, *, as_of: date) -> Assessed:
    """Every answer and all evidence, scored as they count on this day."""
    submission = submission_of(assessment, as_of=as_of)
    result = score(assessment.questions, submission.answers, submission.targets, as_of=as_of)
    return Assessed(assessment, submission, result)
