"""What the example would have said on an earlier day, taken from what it says now and from when that was shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assessments.domain.answers import Answer, State
from assessments.domain.criteria import suggested_level
from catalog.domain.question_pack import Question, Scale


def earlier(said: Answer, question: Question, scale: Scale, *, on: date, below: int, is_begun: bool) -> Answer:
    """With the evidence that was there by then, and without the note where some of it was not.

    What nothing showed yet stood `below` levels lower, and what was shown in part one level. As long as the work had
    not begun, nobody knew more than the core questions and what could be shown.
    """
    shown = tuple(item for item in said.evidence if item.observed and item.observed <= on)
    if said.state is not State.ANSWERED or said.level is None or len(shown) == len(said.evidence):
        return said
    if not shown and not is_begun and not question.core:
        return Answer(State.UNKNOWN)
    level = max(scale.min, said.level - (1 if shown else below))
    met = frozenset(each.id for each in question.criteria if each.id in said.met and each.level <= level)
    if met:
        level = suggested_level(question, scale, met)
    return replace(
        said, level=level, met=met, not_met=said.not_met | (said.met - met), note="", level_reason="", evidence=shown
    )
