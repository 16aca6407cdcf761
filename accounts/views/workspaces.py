"""The pages of a workspace itself."""

from django.http import HttpResponse
from django.shortcuts import render

from accounts.access import WorkspaceRequest, workspace_page
from accounts.queries.overview import overview_of


@workspace_page()
def workspace_detail(request: WorkspaceRequest) -> HttpResponse:
    overview = overview_of(request.workspace, request.user)
    return render(request, "accounts/workspace_detail.html", {"overview": overview})
