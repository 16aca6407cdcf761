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
    """The result if the gaps of these questions were closed: each verified at its target, and not above it.

    What is claimed beyond the target is not counted: closing a gap shows the target, and no more.
    """
    shown = Evidence(EvidenceClass.MEASUREMENT, "what-if", reference="what-if", observed=result.as_of)
    answers = _answers(result)
    for found in result.questions:
        if found.question.id in questions and found.claimed is not None:
            evidence = (*found.answer.evidence, shown)
            answers[found.question.id] = replace(found.answer, level=found.target, evidence=evidence)
    return score(result.pack, answers, result.targets, as_of=result.as_of)


def if_nothing_is_renewed(result: Result, day: date) -> Result:
    """The result on a later day with only the evidence that counts now, as far as it has not lapsed by then."""
    answers = {
        found.question.id: replace(
            found.answer, evidence=tuple(item.evidence for item in found.evidence if item.counts)
        )
        for found in result.questions
    }
    return score(result.pack, answers, result.targets, as_of=day)


def _answers(result: Result) -> dict[str, Answer]:
    return {found.question.id: found.answer for found in result.questions}
