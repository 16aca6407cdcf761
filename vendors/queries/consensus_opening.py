"""Whether the evaluators can begin to compare what they gave: who handed in, and what stands in the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from vendors.domain.seal import Seat
from vendors.domain.stages import Part
from vendors.models import Evaluation, Participant, Proposal


class Obstacle(StrEnum):
    NO_PROPOSALS = "no_proposals"
    NOBODY_HANDED_IN = "nobody_handed_in"
    OWN_SHEET = "own_sheet"
    """The moderator scores too, and would be shut out by not having handed in."""
    CONFLICT = "conflict"
    """The moderator cannot settle scores of a proposal that they may not see."""
    UNDECLARED = "undeclared"
    """The moderator scores too, and has not said of each vendor whether there is a conflict."""


@dataclass(frozen=True)
class Opening:
    handed_in: Sequence[Participant]
    missing: Sequence[Participant]
    obstacle: Obstacle | None


def opening_of(evaluation: Evaluation, seat: Seat) -> Opening:
    """For the moderator, whose seat it is: two queries."""
    evaluators = list(evaluation.participants.filter(part=Part.EVALUATOR.value).select_related("user"))
    handed_in = [each for each in evaluators if each.submitted_at]
    standing = set(Proposal.objects.filter(evaluation=evaluation).standing().values_list("pk", flat=True))
    obstacle = None
    if not standing:
        obstacle = Obstacle.NO_PROPOSALS
    elif not handed_in:
        obstacle = Obstacle.NOBODY_HANDED_IN
    elif any(seat.is_kept_from(key) for key in standing):
        obstacle = Obstacle.CONFLICT
    elif seat.is_evaluator and not seat.has_submitted:
        obstacle = Obstacle.OWN_SHEET
    elif any(seat.is_kept_from_scores(key) for key in standing):
        obstacle = Obstacle.UNDECLARED
    return Opening(handed_in, [each for each in evaluators if not each.submitted_at], obstacle)
