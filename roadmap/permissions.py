"""What a member may do with a roadmap. Contributors work on it, editors plan it, and a gate has an owner."""

from typing import TYPE_CHECKING

from accounts.permissions import can_contribute, can_edit, can_own
from roadmap.domain.states import ActionState

if TYPE_CHECKING:
    from accounts.models import Membership
    from roadmap.models import Action, Artifact, RoadmapPhase


def can_work(membership: "Membership") -> bool:
    """Tick items, move and comment on actions, add versions of artifacts, check in on a pilot."""
    return can_contribute(membership)


def can_plan(membership: "Membership") -> bool:
    """Make and change what is to be done, by whom and by when; accept artifacts and plans."""
    return can_edit(membership)


def can_reopen(membership: "Membership", action: "Action") -> bool:
    """What was done: whoever works on it. What was dropped: who may drop."""
    return can_plan(membership) if action.state == ActionState.DROPPED else can_work(membership)


def can_pass_gate(membership: "Membership", phase: "RoadmapPhase") -> bool:
    """An owner of the workspace, and whoever owns the phase and may plan."""
    return can_own(membership) or (phase.owner_id == membership.user_id and can_plan(membership))


def can_review(membership: "Membership", artifact: "Artifact") -> bool:
    """Its reviewer, whatever else they may, and whoever may plan; not of what they added themselves, see
    `roadmap.queries.artifact_reviews.ruling_on`."""
    return can_plan(membership) or artifact.reviewer_id == membership.user_id
