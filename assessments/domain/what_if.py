"""What the score would be if something changed: gaps closed, or time passed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from assessments.domain.answers import Answer, Evidence
from assessments.domain.results import Result
from assessments.domain.scoring import score
from catalog.domain.question_pack import EvidenceClass


def if_closed(result: Result, questions: Collection[str]) -> Result:
    """The result if the gaps of these questions were closed: each at its target, shown by a measurement of that day."""
    shown = Evidence(EvidenceClass.MEASUREMENT, "what-if", reference="what-if", observed=result.as_of)
    answers = _answers(result)
    for found in result.questions:
        if found.question.id in questions and found.claimed is not None:
            level = max(found.claimed, found.target)
            answers[found.question.id] = replace(found.answer, level=level, evidence=(*found.answer.evidence, shown))
    return score(result.pack, answers, result.targets, as_of=result.as_of)


def on_day(result: Result, day: date) -> Result:
    """The result of the same answers and evidence on another day."""
    return score(result.pack, _answers(result), result.targets, as_of=day)


def _answers(result: Result) -> dict[str, Answer]:
    return {found.question.id: found.answer for found in result.questions}
