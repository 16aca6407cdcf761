"""What a member may do with vendor evaluations. What they may see of one is decided by `vendors.domain.seal`."""

from typing import TYPE_CHECKING

from accounts.permissions import can_edit, can_own, can_view

if TYPE_CHECKING:
    from accounts.models import Membership
    from vendors.models import Evaluation, ModelVersion


def can_enter(membership: "Membership") -> bool:
    """Evaluators and price clerks may be any members."""
    return can_view(membership)


def can_begin(membership: "Membership") -> bool:
    """Begin an evaluation, and keep the vendors of the workspace."""
    return can_edit(membership)


def can_moderate(membership: "Membership", evaluation: "Evaluation") -> bool:
    """Its moderator, as long as that person is an editor or owner."""
    return evaluation.moderator_id == membership.user_id and can_edit(membership)


def can_let_into_force(membership: "Membership", version: "ModelVersion", *, knows_prices: bool) -> bool:
    """A second person among editors and owners, who must not know a price."""
    return can_edit(membership) and not knows_prices and version.proposed_by_id != membership.user_id


def can_appoint(membership: "Membership", evaluation: "Evaluation") -> bool:
    """Name another moderator: the present one, and the owners of the workspace, so that none is ever stuck."""
    return can_moderate(membership, evaluation) or can_own(membership)
