"""What a member of the workspace is in an evaluation. Every read of something sealed is given this seat."""

from __future__ import annotations

from accounts.models import Membership
from vendors.domain.seal import Seat
from vendors.domain.stages import Part
from vendors.models import Evaluation, Participant
from vendors.permissions import can_moderate


def participant_of(evaluation: Evaluation, user_id: int) -> Participant | None:
    """As who the person was asked into the evaluation, with what they declared: two queries at most.

    Also who was taken out again: no part is left to them, but a conflict that they declared still keeps them away.
    """
    found = (
        Participant.with_removed.filter(evaluation=evaluation, user=user_id).prefetch_related("declarations").first()
    )
    if found:
        found.evaluation = evaluation
    return found


def seat_of(evaluation: Evaluation, membership: Membership, participant: Participant | None) -> Seat:
    declared = participant.declarations.all() if participant else ()
    part = participant.part if participant and participant.removed_at is None else None
    return Seat(
        stage=evaluation.at,
        are_names_hidden=evaluation.are_names_hidden,
        is_moderator=can_moderate(membership, evaluation),
        is_clerk=part == Part.PRICE_CLERK,
        is_evaluator=part == Part.EVALUATOR,
        has_submitted=participant is not None and participant.submitted_at is not None,
        conflicts=frozenset(each.proposal_id for each in declared if each.has_conflict),
        cleared=frozenset(each.proposal_id for each in declared if not each.has_conflict),
    )
