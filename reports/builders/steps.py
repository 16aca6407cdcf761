"""What to do: the first steps and what they are worth, all gaps in order, and what will lapse."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format

from assessments.domain.results import Gap, QuestionResult, Result
from assessments.domain.rulings import (
    LAPSE_DAYS,
    action_for,
    if_not_renewed,
    lapse_day,
    verified_if_first_closed,
)
from assessments.domain.rulings import MOST_STEPS as MOST_FORESEEN
from assessments.domain.summary import Summary
from core.rounding import rounded, told_apart
from core.words import count
from reports.document import Due, DueRow, GapRow, LapseRow, Lapses, NextStepRow
from reports.domain.options import Detail
from reports.domain.summary import EFFORT

MOST_STEPS = {Detail.FULL: MOST_FORESEEN, Detail.BOARD: 5}
MOST_LAPSES = 12
MOST_DUE = 3


def build_next_steps(result: Result, detail: Detail) -> tuple[NextStepRow, ...]:
    rows = []
    for place, gap in enumerate(result.gaps[: MOST_STEPS[detail]], start=1):
        question = gap.result.question
        artifact = result.pack.artifact[question.artifact].title if question.artifact else ""
        rows.append(
            NextStepRow(
                number=place,
                question=question.id,
                title=question.title,
                phase=result.pack.phase[question.phase].title,
                reason=question.risk,
                action=action_for(gap.result, result),
                effort=EFFORT[question.effort],
                artifact=artifact,
                because=_because(gap),
                verified=gap.result.verified or 0,
                target=gap.result.target,
            )
        )
    return tuple(rows)


def build_effect(result: Result, detail: Detail) -> str:
    """What closing the first steps would do to the verified score; empty without a gap."""
    first = len(result.gaps[: MOST_STEPS[detail]])
    if not first:
        return ""
    closed = verified_if_first_closed(result, first)
    steps = "this gap" if first == 1 else f"these {first} gaps"
    now, then = told_apart(result.overall.verified, closed)
    return f"With {steps} closed and shown, the verified score goes from {now} to {then}."


def build_gaps(result: Result) -> tuple[GapRow, ...]:
    return tuple(
        GapRow(
            number=place,
            question=gap.result.question.id,
            title=gap.result.question.title,
            verified=gap.result.verified or 0,
            target=gap.result.target,
            effort=gap.result.question.effort.value,
            priority=rounded(gap.priority, 1),
            needed_by=gap.first_for or "",
        )
        for place, gap in enumerate(result.gaps, start=1)
    )


def _because(gap: Gap) -> str:
    return f"first, because {gap.first_for} needs it" if gap.first_for else ""


class Lapsing(NamedTuple):
    """Evidence that counts today and lapses soon: its last day, question and title, and what is left after that."""

    pieces: list[tuple[date, str, str]]
    then: Summary


def find_lapsing(result: Result) -> Lapsing | None:
    last = lapse_day(result.as_of)
    lapsing = sorted(
        (judged.valid_until, found.question.id, judged.evidence.title)
        for found in result.questions
        for judged in found.evidence
        if judged.counts and judged.valid_until is not None and judged.valid_until < last
    )
    return Lapsing(lapsing, if_not_renewed(result)) if lapsing else None


def build_lapses(result: Result) -> Lapses:
    """Evidence that counts today and lapses soon, and the verified score after that."""
    lapsing = find_lapsing(result)
    if lapsing is None:
        return Lapses(LAPSE_DAYS, (), "")
    now, then = told_apart(result.overall.verified, lapsing.then.overall.scores.verified)
    pieces = count(len(lapsing.pieces), "piece")
    effect = f"the verified score falls from {now} to {then}" if now != then else f"the verified score stays at {now}"
    sentence = f"{pieces} of evidence will lapse within {LAPSE_DAYS} days. If nothing is renewed, {effect}."
    shown = lapsing.pieces[:MOST_LAPSES]
    rows = (LapseRow(date_format(day, "j M Y"), question, title) for day, question, title in shown)
    return Lapses(LAPSE_DAYS, tuple(rows), sentence)


def build_due(result: Result, lapses: Lapses) -> Due:
    """So that the summary says what to do on Monday also where there is no gap to close."""
    if result.gaps:
        return Due("", ())
    if result.find_out:
        rows = [
            DueRow(found.question.id, found.question.title, found.question.risk)
            for found in by_impact(result.find_out)[:MOST_DUE]
        ]
        return Due(
            "Find out what is open; it may hide gaps. These matter most, for what they put at risk:", tuple(rows)
        )
    if lapses.rows:
        due = [DueRow(row.question, row.title, f"counts until {row.day}.") for row in lapses.rows[:MOST_DUE]]
        return Due(f"Renew what lapses next. {lapses.sentence}", tuple(due))
    if result.overall.verified is None:
        return Due("Have somebody else look at why the questions do not apply: nothing was assessed.", ())
    return Due(f"Nothing is due: no evidence lapses within {LAPSE_DAYS} days.{_first_lapse(result)}", ())


def _first_lapse(result: Result) -> str:
    days = [
        judged.valid_until
        for found in result.questions
        for judged in found.evidence
        if judged.counts and judged.valid_until is not None
    ]
    if not days:
        return ""
    day = min(days)
    pieces, word = count(days.count(day), "piece"), "lapses" if days.count(day) == 1 else "lapse"
    return f" Renew ahead what comes next: {pieces} of evidence {word} after {date_format(day, 'j F Y')}."


def by_impact(questions: Iterable[QuestionResult]) -> list[QuestionResult]:
    """What matters most first; of the same impact in the order of the pack."""
    return sorted(questions, key=lambda found: -found.question.impact)
