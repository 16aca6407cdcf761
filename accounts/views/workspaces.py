"""The pages of a workspace itself."""

from django.http import HttpResponse
from django.shortcuts import render

from accounts.access import WorkspaceRequest, workspace_page


@workspace_page()
def workspace_detail(request: WorkspaceRequest) -> HttpResponse:
    return render(request, "accounts/workspace_detail.html")
