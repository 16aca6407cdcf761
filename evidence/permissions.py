"""What a member may do with evidence. Whoever contributes answers brings what shows that they are true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.permissions import can_contribute, can_edit

if TYPE_CHECKING:
    from accounts.models import Membership
    from evidence.models import Evidence


def can_delete_evidence(membership: Membership, evidence: Evidence) -> bool:
    """Editors, and whoever added it."""
    return can_edit(membership) or (can_contribute(membership) and evidence.added_by_id == membership.user_id)
