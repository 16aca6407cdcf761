"""What the rules say of a result beyond its numbers: what is missing, what to do, and what the score would become.

A frozen result brings along what they said on its day, and they are not asked again: a rule that changes later changes
nothing of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from assessments.domain.advice import advice_text
from assessments.domain.criteria import Missing, carried_level, missing_for
from assessments.domain.results import QuestionResult, Result
from assessments.domain.summary import Summary, summarise
from assessments.domain.what_if import if_closed, if_nothing_is_renewed

LAPSE_DAYS = 90
MOST_STEPS = 10
"""As far as anybody asks what closing the first gaps would do."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """On one answer. `carried` is the level that the criteria carry, `action` what closes its gap."""

    carried: int | None
    missing: tuple[Missing, ...]
    action: str


@dataclass(frozen=True, slots=True)
class Rulings:
    """`if_closed` are the verified scores with the first gap closed, with the first two, and so on."""

    by_question: Mapping[str, Ruling]
    if_closed: tuple[Fraction | None, ...]
    if_not_renewed: Summary


def rulings_on(result: Result) -> Rulings:
    """All that is asked of the rules, for a result that is frozen now."""
    return Rulings(
        by_question={
            found.question.id: Ruling(
                carried_for(found, result),
                missing_for_target(found, result),
                action_for(found, result) if found.gap else "",
            )
            for found in result.questions
        },
        if_closed=tuple(
            verified_if_first_closed(result, count) for count in range(1, min(MOST_STEPS, len(result.gaps)) + 1)
        ),
        if_not_renewed=if_not_renewed(result),
    )


def action_for(found: QuestionResult, result: Result) -> str:
    """What closes the gap, in a sentence or two."""
    return result.rulings.by_question[found.question.id].action if result.rulings else advice_text(found, result.pack)


def carried_for(found: QuestionResult, result: Result) -> int | None:
    """See `assessments.domain.criteria.carried_level`."""
    if result.rulings:
        return result.rulings.by_question[found.question.id].carried
    return carried_level(found.question, result.pack.scale, found.answer)


def missing_for_target(found: QuestionResult, result: Result) -> tuple[Missing, ...]:
    """The criteria missing for the target, or for the next level where that is higher; none at the top."""
    if result.rulings:
        return result.rulings.by_question[found.question.id].missing
    scale, carried = result.pack.scale, carried_for(found, result)
    if carried is None or carried >= scale.max:
        return ()
    return missing_for(found.question, scale, found.answer, max(carried + 1, found.target))


def verified_if_first_closed(result: Result, count: int) -> Fraction | None:
    """The overall verified score if this many of the first gaps were closed, at least one and at most `MOST_STEPS`."""
    if result.rulings:
        return result.rulings.if_closed[count - 1]
    return if_closed(result, [gap.result.question.id for gap in result.gaps[:count]]).overall.verified


def if_not_renewed(result: Result) -> Summary:
    """What is left `LAPSE_DAYS` later if no evidence is renewed until then."""
    if result.rulings:
        return result.rulings.if_not_renewed
    return summarise(if_nothing_is_renewed(result, lapse_day(result.as_of)))


def lapse_day(day: date) -> date:
    try:
        return day + timedelta(days=LAPSE_DAYS)
    except OverflowError:
        return date.max
