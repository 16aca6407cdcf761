"""Where one lands after signing in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import PersonRequest, last_membership, memberships_of
from accounts.domain.periods import DELETED_IS_KEPT
from accounts.queries.workspaces import choices_of, restorable_workspaces


@login_required
def home(request: PersonRequest) -> HttpResponse:
    """With one workspace: into it. With several, or with a deleted one that can be restored: the choice."""
    memberships = memberships_of(request)
    deleted = list(restorable_workspaces(request.user, timezone.now()))
    if len(memberships) == 1 and not deleted:
        return redirect("workspace_detail", memberships[0].workspace.code)
    context = {
        "choices": choices_of(memberships, last_membership(request)),
        "restorable": [(workspace, workspace.deleted_at + DELETED_IS_KEPT) for workspace in deleted],
    }
    return render(request, "accounts/home.html", context)
