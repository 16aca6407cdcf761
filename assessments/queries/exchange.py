"""An assessment as the file that people fill in elsewhere."""

from __future__ import annotations

from datetime import date

from django.utils.text import slugify

from assessments.domain.imports import as_filed
from assessments.domain.submission import Submission
from assessments.files.workbook.origin import Origin, Written, written_evidence
from assessments.models import Assessment, Citation
from assessments.queries.scoring import as_answer, as_evidence, cited_in
from assessments.queries.submission import submission_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_NAME = 80
"""Characters of what a file name says of whose it is, which any file system takes."""
MOST_AT_ONCE = 1_000
"""Questions and pieces of evidence of which a workbook is written in less than a second."""


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


def file_name(assessment: Assessment, what: str, ending: str, *, day: date | None = None) -> str:
    """Of the day, which is today unless another is named."""
    whose = slugify(f"{assessment.workspace.name} {assessment.title}")[:LONGEST_NAME].strip("-")
    return "-".join(filter(None, (whose, what, (day or assessment.workspace.today).isoformat()))) + f".{ending}"


def is_large(assessment: Assessment) -> bool:
    """Whether a workbook of it takes more than a person waits for; then a job writes it."""
    cited = Citation.objects.filter(answer__assessment=assessment).count()
    return len(assessment.questions.questions) + cited > MOST_AT_ONCE
