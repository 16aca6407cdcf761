"""From an address to what it names. What is another workspace's does not exist, and neither does what is sealed."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.access import WorkspaceRequest
from vendors.models import Evaluation
from vendors.queries.seated import Seated, seated_in


def seated_or_404(request: WorkspaceRequest, code: str, *, also_deleted: bool = False) -> Seated:
    """Every page of an evaluation enters here, and asks the seat for what it may show."""
    try:
        return seated_in(request.membership, code, also_deleted=also_deleted)
    except Evaluation.DoesNotExist:
        raise Http404 from None


def moderating_or_refused(request: WorkspaceRequest, code: str, *, also_deleted: bool = False) -> Seated:
    """For the moderator alone: 403 for everybody else in the workspace."""
    seated = seated_or_404(request, code, also_deleted=also_deleted)
    if not seated.may_moderate:
        raise PermissionDenied
    return seated
