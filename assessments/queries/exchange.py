"""An assessment as the file that people fill in elsewhere."""

from __future__ import annotations

from assessments.domain.imports import as_filed
from assessments.domain.submission import Submission
from assessments.files.workbook.origin import Origin, Written, written_evidence
from assessments.models import Assessment, Citation
from assessments.queries.scoring import as_answer, as_evidence, cited_in
from assessments.queries.submission import submission_of


def filed_answers(assessment: Assessment) -> tuple[Submission, Origin]:
    """What a file can hold and give back, and from which stored answers it is.

    The revisions are read first: what is saved at this very moment may be in the file under the revision before it,
    which is seen when the file comes back, and never the other way round.
    """
    revisions = dict(assessment.answers.order_by("pk").values_list("question", "revision"))
    cited: dict[int, list[Citation]] = {}
    for citation in cited_in(assessment):
        cited.setdefault(citation.answer_id, []).append(citation)
    kinds = assessment.questions.evidence_kind
    answers = {}
    written: dict[str, tuple[Written, ...]] = {}
    for row in assessment.answers.order_by("pk"):
        pieces = [each.evidence for each in cited.get(row.pk, ())]
        answers[row.question] = answer = as_filed(as_answer(row, map(as_evidence, pieces)), kinds)
        codes = [piece.code for piece in pieces]
        if codes:
            written[row.question] = tuple(map(written_evidence, codes, answer.evidence))
    submission = submission_of(assessment, as_of=assessment.workspace.today, answers=answers)
    return submission, Origin(assessment.code, assessment.pack.hash, assessment.scope, revisions, written)
