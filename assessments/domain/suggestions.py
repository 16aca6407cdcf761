"""What a product's profile suggests about a question. A suggestion is shown and never applied by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from catalog.domain.question_pack import Condition, Question, QuestionPack

type Profile = Mapping[str, Sequence[str]]
"""The options chosen, by the id of a profile question; one that was not answered is missing or empty."""


class Kind(StrEnum):
    NOT_APPLICABLE = "not_applicable"
    FOCUS = "focus"  # it matters more here than elsewhere


@dataclass(frozen=True, slots=True)
class Suggestion:
    kind: Kind
    reason: str


def suggestion_for(question: Question, profile: Profile) -> Suggestion | None:
    """That it may not apply, before that it matters: where both hold, the first makes the second idle."""
    for kind, conditions in (
        (Kind.NOT_APPLICABLE, question.not_applicable_when),
        (Kind.FOCUS, question.focus_when),
    ):
        for condition in conditions:
            if holds(condition, profile):
                return Suggestion(kind, condition.reason)
    return None


def not_applicable(pack: QuestionPack, profile: Profile) -> dict[str, str]:
    """The questions that may not apply, in the pack's order, each with the reason."""
    found = ((question.id, suggestion_for(question, profile)) for question in pack.questions)
    return {id_: each.reason for id_, each in found if each and each.kind is Kind.NOT_APPLICABLE}


def holds(condition: Condition, profile: Profile) -> bool:
    """What was not answered matches nothing, so an empty profile suggests nothing."""
    return all(set(match.options) & set(profile.get(match.profile, ())) for match in condition.all)
