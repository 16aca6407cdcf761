"""What another version of a pack makes of the questions that are asked.

A question has changed if an answer to it may no longer say the same: its title, the statement of a level, or a
criterion is another. Where the levels of the scale are called otherwise or mean something else, every question has.
Reasons, risks, next steps, weights and evidence do not count: they change what follows from an answer, and not the
answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from assessments.domain.answers import Answer, State
from assessments.domain.checking import find_lack
from catalog.domain.question_pack import Question, QuestionPack


@dataclass(frozen=True, slots=True)
class TextChange:
    """Of the title, of the statement of a level, or of a criterion by its id; an empty text is none."""

    level: int | None
    criterion: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedQuestion:
    before: Question
    after: Question
    texts: Sequence[TextChange]

    @property
    def same_criteria(self) -> set[str]:
        """The ids of those that say the same."""
        before = {each.id: each.text for each in self.before.criteria}
        return {each.id for each in self.after.criteria if before.get(each.id) == each.text}


@dataclass(frozen=True, slots=True)
class Retired:
    """A question that is no longer asked; the new version may say why, and which questions ask it instead."""

    question: Question
    into: Sequence[str]
    reason: str


@dataclass(frozen=True, slots=True)
class Renewal:
    """Each in the order of its pack. `is_other_scale`: levels mean something else, so that all have changed."""

    kept: Sequence[Question]
    changed: Sequence[ChangedQuestion]
    added: Sequence[Question]
    retired: Sequence[Retired]
    is_other_scale: bool


def renew(before: QuestionPack, after: QuestionPack) -> Renewal:
    """Both with the questions that the assessment asks, or would ask."""
    is_other_scale = before.scale != after.scale
    kept, changed, added = [], [], []
    for question in after.questions:
        earlier = before.question.get(question.id)
        if earlier is None:
            added.append(question)
        elif texts := _texts_changed(earlier, question, after.scale.min):
            changed.append(ChangedQuestion(earlier, question, texts))
        elif is_other_scale:
            changed.append(ChangedQuestion(earlier, question, ()))
        else:
            kept.append(question)
    told = {retired.id: retired for retired in after.retired_questions}
    retired = [
        Retired(question, told[question.id].into, told[question.id].reason)
        if question.id in told
        else Retired(question, (), "")
        for question in before.questions
        if question.id not in after.question
    ]
    return Renewal(kept, changed, added, retired, is_other_scale)


def _texts_changed(before: Question, after: Question, lowest: int) -> list[TextChange]:
    levels = enumerate(zip(before.levels, after.levels, strict=True), lowest)
    was, now = _criteria(before), _criteria(after)
    texts = [
        TextChange(None, "", before.title, after.title),
        *(TextChange(level, "", *statements) for level, statements in levels),
        *(TextChange(None, id_, was.get(id_, ""), now.get(id_, "")) for id_ in sorted(was | now)),
    ]
    return [each for each in texts if each.before != each.after]


def _criteria(question: Question) -> dict[str, str]:
    """With the kind, which decides what a level takes."""
    return {each.id: f"{each.text} ({each.kind.value})" for each in question.criteria}


def adapted(choice: Mapping[str, Any], question: Question, pack: QuestionPack, same: Set[str]) -> dict[str, Any]:
    """What of a choice can wait to be confirmed under the new version.

    Ticks stay at the criteria `same`, which say the same. Where they then suggest another level than was chosen, and
    nobody said why, the level stays without them.
    """
    said = {**choice, **{field: [id_ for id_ in choice[field] if id_ in same] for field in ("met", "not_met")}}
    answer = Answer(State(said["state"]), said["level"], met=frozenset(said["met"]), level_reason=said["level_reason"])
    is_off = answer.state is State.ANSWERED and find_lack(question, pack.scale, answer)
    return {**said, "met": [], "not_met": []} if is_off else said
