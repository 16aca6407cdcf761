"""From a stored assessment to what an answers file holds."""

from datetime import date

from assessments.domain.answers import Scope
from assessments.domain.submission import Submission
from assessments.models import Assessment
from assessments.queries.scoring import answers_of


def submission_of(assessment: Assessment, *, as_of: date) -> Submission:
    """Scored by itself it gives the numbers of `assessments.queries.scoring.result_of` on that day."""
    return Submission(
        organisation=assessment.workspace.name,
        title=assessment.title,
        as_of=as_of,
        targets=assessment.targets,
        answers=answers_of(assessment),
        scope=Scope(assessment.scope),
    )
