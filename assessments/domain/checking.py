"""What an answer lacks before it can stand."""

from __future__ import annotations

from enum import StrEnum

from assessments.domain.answers import Answer, State
from assessments.domain.criteria import suggested_level
from catalog.domain.question_pack import Question, Scale


class Lack(StrEnum):
    LEVEL = "level"  # none, or none of the scale
    REASON = "reason"  # why it does not apply
    NOTE = "note"  # the reason alone does not explain it
    LEVEL_REASON = "level_reason"  # the criteria met suggest another level


def find_lack(question: Question, scale: Scale, answer: Answer) -> Lack | None:
    """The first thing that is missing, in the order in which a person would be asked; None where the answer stands."""
    if answer.state is State.ANSWERED:
        if answer.level is None or not scale.min <= answer.level <= scale.max:
            return Lack.LEVEL
        ticked = bool(answer.met)
        if ticked and answer.level != suggested_level(question, scale, answer.met) and not answer.level_reason.strip():
            return Lack.LEVEL_REASON
    if answer.state is State.NOT_APPLICABLE:
        if answer.reason is None:
            return Lack.REASON
        if answer.reason.needs_note and not answer.note.strip():
            return Lack.NOTE
    return None
