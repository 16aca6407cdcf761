"""What a member of the workspace is in an evaluation. Every read of something sealed is given this seat."""

from __future__ import annotations

from django.db.models import F, Q

from accounts.domain.roles import Role
from accounts.models import Membership
from vendors.domain.seal import Seat
from vendors.domain.stages import Part
from vendors.models import Evaluation, Participant
from vendors.permissions import can_moderate


def participant_of(evaluation: Evaluation, user_id: int) -> Participant | None:
    """As who the person was asked into the evaluation, with what they declared: one query.

    Also who was taken out again: no part is left to them, but a conflict that they declared still keeps them away.
    """
    rows = Participant.with_removed.filter(evaluation=evaluation, user=user_id)
    found = list(rows.annotate(about=F("declarations__proposal"), has_conflict=F("declarations__has_conflict")))
    if not found:
        return None
    participant = found[0]
    participant.evaluation = evaluation
    participant.interests = {row.about: row.has_conflict for row in found if row.about is not None}
    return participant


def seat_of(evaluation: Evaluation, membership: Membership, participant: Participant | None) -> Seat:
    declared = participant.interests if participant else {}
    part = participant.part if participant and participant.removed_at is None else None
    return Seat(
        stage=evaluation.at,
        are_names_hidden=evaluation.are_names_hidden,
        is_moderator=can_moderate(membership, evaluation),
        is_clerk=part == Part.PRICE_CLERK,
        is_evaluator=part == Part.EVALUATOR,
        is_program=membership.user.is_service,
        is_held_by_idle=membership.user.is_service and _has_idle_owner(evaluation),
        has_submitted=participant is not None and participant.submitted_at is not None,
        conflicts=frozenset(proposal for proposal, has_conflict in declared.items() if has_conflict),
        cleared=frozenset(proposal for proposal, has_conflict in declared.items() if not has_conflict),
    )


def _has_idle_owner(evaluation: Evaluation) -> bool:
    """Whether an owner was asked to score and has handed nothing in: owners hold the tokens of programs."""
    owners = Membership.objects.filter(workspace=evaluation.workspace_id, role=Role.OWNER.value).values("user")
    idle = evaluation.participants.filter(part=Part.EVALUATOR.value, submitted_at=None, user__in=owners)
    return idle.exists()


def with_open_scores(seat: Seat, path: str = "proposal") -> Q:
    """The proposals of which the person may read what others gave them: see Seat.is_kept_from_scores."""
    found = ~Q(**{f"{path}__in": [key for key in seat.conflicts if seat.is_kept_from(key)]})
    return found & Q(**{f"{path}__in": seat.cleared}) if seat.reads_only_cleared else found
