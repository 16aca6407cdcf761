"""Which questions of a section one wants to see."""

from __future__ import annotations

from enum import StrEnum

from assessments.domain.answers import State
from assessments.domain.results import QuestionResult


class Show(StrEnum):
    ALL = "all"
    OPEN = "open"  # nobody answered, or nobody knows yet
    WITHOUT_EVIDENCE = "without-evidence"  # a level that nothing counting stands for
    FLAGGED = "flagged"
    BELOW_TARGET = "below-target"  # verified

    def includes(self, result: QuestionResult, *, is_flagged: bool) -> bool:
        match self:
            case Show.ALL:
                return True
            case Show.OPEN:
                return result.state.is_open
            case Show.WITHOUT_EVIDENCE:
                return result.state is State.ANSWERED and not any(item.counts for item in result.evidence)
            case Show.FLAGGED:
                return is_flagged
            case Show.BELOW_TARGET:
                return result.gap > 0
