"""The jobs of a workspace."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from accounts.access import WorkspaceRequest, workspace_page
from jobs import queries
from jobs.choices import JobState

ROWS = 25


@workspace_page()
def job_list(request: WorkspaceRequest) -> HttpResponse:
    asked = request.GET.get("state", "")
    state = asked if asked in JobState.values else ""
    page = Paginator(queries.jobs_of_workspace(request.workspace, state=state), ROWS).get_page(request.GET.get("page"))
    return render(request, "jobs/job_list.html", {"page": page, "state": state, "states": JobState.choices})
