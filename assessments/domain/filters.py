"""Which questions of a section one wants to see, and which one comes next."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from assessments.domain.answers import State
from assessments.domain.results import QuestionResult


def next_to_answer(results: Sequence[QuestionResult], after: str) -> str:
    """The id of the next open question behind this one, else of the first that nobody looked at; empty where none is.

    Who goes through a section is not led back to what they have just said they do not know.
    """
    here = next(number for number, found in enumerate(results) if found.question.id == after)
    in_turn = [found for found in results[here + 1 :] if found.state.is_open]
    in_turn += [found for found in results[:here] if found.state is State.UNANSWERED]
    return in_turn[0].question.id if in_turn else ""


def first_to_answer(results: Sequence[QuestionResult]) -> str:
    """The id of the first question that nobody looked at, else of the first open one; empty where none is."""
    unseen = (found.question.id for found in results if found.state is State.UNANSWERED)
    still_open = (found.question.id for found in results if found.state.is_open)
    return next(unseen, "") or next(still_open, "")


class Show(StrEnum):
    ALL = "all"
    OPEN = "open"  # nobody answered, or nobody knows yet
    WITHOUT_EVIDENCE = "without-evidence"  # a level that nothing counting stands for
    FLAGGED = "flagged"
    TO_CONFIRM = "to-confirm"  # carried over from elsewhere, and open until somebody confirms it
    BELOW_TARGET = "below-target"  # verified
    COMMENTED = "comments"  # somebody still has something to say

    def includes(self, result: QuestionResult, *, is_flagged: bool, is_waiting: bool, is_commented: bool) -> bool:
        match self:
            case Show.ALL:
                return True
            case Show.OPEN:
                return result.state.is_open
            case Show.WITHOUT_EVIDENCE:
                return result.state is State.ANSWERED and not any(item.counts for item in result.evidence)
            case Show.FLAGGED:
                return is_flagged
            case Show.TO_CONFIRM:
                return is_waiting
            case Show.BELOW_TARGET:
                return result.gap > 0
            case Show.COMMENTED:
                return is_commented
