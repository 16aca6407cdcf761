"""From criteria met to a level, and what is missing for a higher one."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from assessments.domain.answers import Answer
from catalog.domain.question_pack import Criterion, CriterionKind, Question, Scale

FORGIVEN_SHOULDS = 1


def suggested_level(question: Question, scale: Scale, met: Set[str]) -> int:
    """The highest level L with every `must` of all levels up to L met, and at most one `should` of each missing."""
    level = scale.min
    while level < scale.max and _holds([c for c in question.criteria if c.level == level + 1], met):
        level += 1
    return level


def carried_level(question: Question, scale: Scale, answer: Answer) -> int | None:
    """The level that the criteria carry: the answered one, or a lower one where criteria were ticked and suggest less.

    A person may choose a higher level than the criteria suggest, with a reason; what to do next still starts here.
    """
    if answer.level is None or not (answer.met or answer.not_met):
        return answer.level
    return min(answer.level, suggested_level(question, scale, answer.met))


def _holds(criteria: list[Criterion], met: Set[str]) -> bool:
    missing = [criterion.kind for criterion in criteria if criterion.id not in met]
    return CriterionKind.MUST not in missing and len(missing) <= FORGIVEN_SHOULDS


@dataclass(frozen=True, slots=True)
class Missing:
    """A criterion between an answer and a level. `known` is true where a person said that it is not met."""

    criterion: Criterion
    known: bool


def missing_for(question: Question, scale: Scale, answer: Answer, level: int) -> tuple[Missing, ...]:
    """The criteria still missing for `level`, lowest first; none where the criteria carry it already.

    Those above the carried level that are not met, and those below it that a person said are not met (a level forgives
    one `should`). A criterion nobody spoke of is missing but not known: it may turn out to be met.
    """
    carried = carried_level(question, scale, answer)
    if carried is None or carried >= level:
        return ()
    return tuple(
        Missing(criterion, criterion.id in answer.not_met)
        for criterion in question.criteria
        if criterion.level <= level
        and criterion.id not in answer.met
        and (criterion.level > carried or criterion.id in answer.not_met)
    )
