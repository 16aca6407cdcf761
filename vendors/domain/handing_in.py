"""Whether a vendor can hand in its proposal: the same rule for all of them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from vendors.domain.stages import Stage


class Door(StrEnum):
    OPEN = "open"
    LATE = "late"
    """What is handed in now is taken, and marked as late."""
    OVER = "over"
    """It was due, and is not taken any more."""
    SHUT = "shut"
    """The evaluators compare their scores: nothing can be added to what they scored."""

    @property
    def lets_in(self) -> bool:
        return self in {Door.OPEN, Door.LATE}


def takes_proposals(stage: Stage) -> bool:
    """Whether proposals may be added to the evaluation, or changed by those who look after it."""
    return not stage.is_from(Stage.CONSENSUS)


def door_of(*, stage: Stage, due_at: datetime | None, now: datetime, accepts_late: bool, has_come: bool) -> Door:
    """`due_at` is a moment that still is in time. What was in time cannot be replaced by something late: whoever
    kept the day would otherwise be worse off than who did not."""
    if not takes_proposals(stage):
        return Door.SHUT
    if due_at is None or now <= due_at:
        return Door.OPEN
    return Door.LATE if accepts_late and not has_come else Door.OVER
