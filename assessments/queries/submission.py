"""From a stored assessment to what an answers file holds."""

from collections.abc import Mapping
from datetime import date

from assessments.domain.answers import Answer, Scope
from assessments.domain.submission import Submission
from assessments.models import Assessment
from assessments.queries.scoring import answers_of


def submission_of(assessment: Assessment, *, as_of: date, answers: Mapping[str, Answer] | None = None) -> Submission:
    """Scored by itself it gives the numbers of `assessments.queries.scoring.result_of` on that day.

    With the stored answers, unless the caller has read them already.
    """
    return Submission(
        organisation=assessment.workspace.name,
        title=assessment.title,
        as_of=as_of,
        targets=assessment.targets,
        answers=answers_of(assessment) if answers is None else answers,
        scope=Scope(assessment.scope),
    )
