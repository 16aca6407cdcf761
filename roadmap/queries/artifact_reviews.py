"""Who may accept an artifact: a second person, as long as there is one."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from accounts.choices import RoleChoice
from accounts.models import Membership
from roadmap.models import Artifact, ArtifactVersion
from roadmap.permissions import can_review


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether this member may decide. `is_own`: they added the last version, and may only if nobody else can.

    A service account may not: whoever holds its token could be the one who added the version.
    """

    may: bool
    is_own: bool = False


def ruling_on(artifact: Artifact, version: ArtifactVersion | None, membership: Membership) -> Ruling:
    if not can_review(membership, artifact) or version is None or membership.user.is_service:
        return Ruling(may=False)
    if version.added_by_id != membership.user_id:
        return Ruling(may=True)
    others = Membership.objects.filter(workspace=membership.workspace_id, user__is_active=True)
    may = Q(role__in=[RoleChoice.OWNER, RoleChoice.EDITOR]) | Q(user=artifact.reviewer_id)
    return Ruling(may=not others.filter(may).exclude(user=membership.user_id).exists(), is_own=True)
