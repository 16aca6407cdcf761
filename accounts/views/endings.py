"""The end of a workspace, which can be taken back for a month, and of an account, which cannot."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import PersonRequest, WorkspaceRequest, workspace_page
from accounts.domain.periods import DELETED_IS_KEPT
from accounts.forms.workspaces import OTHER_NAME, DeleteWorkspaceForm
from accounts.operations.people import StillNeededError, delete_account
from accounts.operations.workspaces import OtherNameError, delete_workspace, restore_workspace
from accounts.permissions import can_own
from accounts.queries.workspaces import owned_alone, restorable_workspaces


@workspace_page(can_own)
@require_http_methods(["GET", "POST"])
def workspace_delete(request: WorkspaceRequest) -> HttpResponse:
    form = DeleteWorkspaceForm(request.POST or None)
    if form.is_valid():
        try:
            delete_workspace(workspace=request.workspace, actor=request.user, typed=form.cleaned_data["name"])
        except OtherNameError:
            form.add_error("name", OTHER_NAME)
        else:
            messages.success(request, _("%(workspace)s is deleted.") % {"workspace": request.workspace})
            return redirect("home")
    context = {"form": form, "last_day": timezone.now() + DELETED_IS_KEPT}
    return render(request, "accounts/workspace_delete.html", context)


@login_required
def workspace_restore(request: PersonRequest, deleted_code: str) -> HttpResponse:
    workspace = get_object_or_404(restorable_workspaces(request.user, timezone.now()), code=deleted_code)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    restore_workspace(workspace=workspace, actor=request.user)
    messages.success(request, _("%(workspace)s is back.") % {"workspace": workspace})
    return redirect("workspace_detail", workspace.code)


@login_required
@reauthentication_required  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "POST"])
def account_delete(request: PersonRequest) -> HttpResponse:
    """What ends with the account is said before; what stands in its way, too."""
    if request.method == "POST":
        try:
            delete_account(user=request.user)
        except StillNeededError:
            return redirect("account_delete")
        logout(request)
        messages.success(request, _("Your account is deleted."))
        return redirect("account_login")
    alone = list(owned_alone(request.user))
    context = {
        "needed": [each for each in alone if each.members > 1 and each.deleted_at is None],
        "ending": [each for each in alone if each.members == 1],
    }
    return render(request, "accounts/account_delete.html", context)
