"""What to do: the first steps and what they are worth, all gaps in order, and what will lapse."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.formats import date_format

from assessments.domain.advice import advice_text
from assessments.domain.results import Gap, Result
from assessments.domain.what_if import if_closed, if_nothing_is_renewed
from core.rounding import rounded, told_apart
from core.words import count
from reports.document import GapRow, LapseRow, Lapses, NextStepRow

MOST_STEPS = 10
LAPSE_DAYS = 90
MOST_LAPSES = 12
EFFORT = {"S": "small", "M": "medium", "L": "large"}


def build_next_steps(result: Result) -> tuple[NextStepRow, ...]:
    rows = []
    for place, gap in enumerate(result.gaps[:MOST_STEPS], start=1):
        question = gap.result.question
        artifact = result.pack.artifact[question.artifact].title if question.artifact else ""
        rows.append(
            NextStepRow(
                number=place,
                question=question.id,
                title=question.title,
                phase=result.pack.phase[question.phase].title,
                reason=question.risk,
                action=advice_text(gap.result, result.pack),
                effort=EFFORT[question.effort],
                artifact=artifact,
                because=_because(gap),
                verified=gap.result.verified or 0,
                target=gap.result.target,
            )
        )
    return tuple(rows)


def build_effect(result: Result) -> str:
    """What closing the first steps would do to the verified score; empty without a gap."""
    first = [gap.result.question.id for gap in result.gaps[:MOST_STEPS]]
    if not first:
        return ""
    closed = if_closed(result, first).overall.verified
    steps = "this gap" if len(first) == 1 else f"these {len(first)} gaps"
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


def build_lapses(result: Result) -> Lapses:
    """Evidence that counts today and lapses soon, and the verified score after that."""
    last = _later(result.as_of, LAPSE_DAYS)
    lapsing = sorted(
        (judged.valid_until, found.question.id, judged.evidence.title)
        for found in result.questions
        for judged in found.evidence
        if judged.counts and judged.valid_until is not None and judged.valid_until < last
    )
    if not lapsing:
        return Lapses(LAPSE_DAYS, (), "")
    now, then = told_apart(result.overall.verified, if_nothing_is_renewed(result, last).overall.verified)
    pieces = count(len(lapsing), "piece")
    effect = f"the verified score falls from {now} to {then}" if now != then else f"the verified score stays at {now}"
    sentence = f"{pieces} of evidence will lapse within {LAPSE_DAYS} days. If nothing is renewed, {effect}."
    rows = (LapseRow(date_format(day, "j M Y"), question, title) for day, question, title in lapsing[:MOST_LAPSES])
    return Lapses(LAPSE_DAYS, tuple(rows), sentence)


def _later(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max
