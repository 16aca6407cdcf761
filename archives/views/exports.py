"""Taking everything with you: a workspace, or what is stored about oneself."""

from typing import cast

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import WorkspaceRequest, workspace_page
from accounts.models import User
from accounts.permissions import can_own
from archives.operations.requests import request_person_export, request_workspace_export
from archives.queries.belongings import tables_of_person, tables_of_workspace
from archives.queries.exports import OF_PERSON, OF_WORKSPACE, latest_export


@workspace_page(can_own)
@require_http_methods(["GET", "POST"])
def workspace_export(request: WorkspaceRequest) -> HttpResponse:
    if request.method == "POST":
        request_workspace_export(workspace=request.workspace, user=request.user)
        return redirect("workspace_export", request.workspace.code)
    context = {
        "tables": tables_of_workspace(request.workspace, request.user),
        "job": latest_export(OF_WORKSPACE, user=request.user, workspace=request.workspace),
    }
    return render(request, "archives/workspace_export.html", context)


@login_required
@reauthentication_required  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "POST"])
def account_export(request: HttpRequest) -> HttpResponse:
    """Asked for the password again: an unlocked screen is not enough to take everything away."""
    user = cast(User, request.user)
    if request.method == "POST":
        request_person_export(user=user)
        return redirect("account_export")
    context = {"tables": tables_of_person(user), "job": latest_export(OF_PERSON, user=user)}
    return render(request, "archives/account_export.html", context)
