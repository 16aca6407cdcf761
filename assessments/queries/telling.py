"""An assessment for those who read it whole: questions with all that is said of them, and what it scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessments.domain.answers import Answer
from assessments.domain.results import QuestionResult, Result
from assessments.domain.scoring import score, score_questions
from assessments.models import Answer as StoredAnswer
from assessments.models import Assessment, Citation
from assessments.queries.scoring import dated, with_level
from assessments.queries.sections import Line, stored_of


@dataclass(frozen=True, slots=True)
class Told:
    """`lines` by the id of the question."""

    result: Result
    lines: Mapping[str, Line]


def told_whole(assessment: Assessment) -> Told:
    """Two queries, however much there is."""
    answers, cited = stored_of(assessment)
    levels = _levels(answers, cited)
    result = score(assessment.questions, levels, assessment.targets, as_of=assessment.workspace.today)
    return Told(result, {line.question.id: line for line in _lines(result.questions, answers, cited)})


def told_of(assessment: Assessment, ids: Sequence[str]) -> list[Line]:
    """These questions, in this order: two queries. Raises Answer.DoesNotExist where one is not asked."""
    pack = assessment.questions
    answers, cited = stored_of(assessment, ids)
    if missing := [id_ for id_ in ids if id_ not in answers]:
        raise StoredAnswer.DoesNotExist(missing)
    asked, levels = [pack.question[id_] for id_ in ids], _levels(answers, cited)
    results = score_questions(pack, asked, levels, assessment.targets, as_of=assessment.workspace.today)
    return _lines(results, answers, cited)


def _levels(answers: Mapping[str, StoredAnswer], cited: Mapping[str, Sequence[Citation]]) -> dict[str, Answer]:
    """As `assessments.queries.scoring.read_levels` reads them."""
    return {id_: with_level(row.state, row.level, _proof(cited.get(id_, ()))) for id_, row in answers.items()}


def _proof(citations: Sequence[Citation]) -> tuple:  # type: ignore[type-arg]
    pieces = [citation.evidence for citation in citations]
    return tuple([dated(piece.evidence_class, piece.observed_date, piece.validity_days) for piece in pieces])


def _lines(
    results: Sequence[QuestionResult], answers: Mapping[str, StoredAnswer], cited: Mapping[str, Sequence[Citation]]
) -> list[Line]:
    return [
        Line(found.question, answers[found.question.id], found, cited.get(found.question.id, ())) for found in results
    ]
