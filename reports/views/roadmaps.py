"""The reports of a roadmap: its status as a PDF, made in the background, and all of it as a workbook."""

from __future__ import annotations

from io import BytesIO

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_edit
from assessments.queries.exchange import XLSX
from reports.exporters.roadmap_xlsx import write_roadmap_workbook
from reports.operations.roadmap_runs import ask_for_roadmap_report
from reports.queries.roadmaps import status_of
from reports.queries.runs import runs_of
from reports.views.exports import attached
from roadmap.queries.tickets import file_name
from roadmap.views.door import roadmap_or_404


@workspace_page()
@require_GET
def roadmap_report_list(request: WorkspaceRequest, roadmap_code: str) -> HttpResponse:
    roadmap = roadmap_or_404(request, roadmap_code)
    runs = runs_of(roadmap)
    context = {
        "roadmap": roadmap,
        "runs": runs,
        "finished": sum(run.stored_file_id is not None for run in runs),
        "may_edit": can_edit(request.membership),
        "tab": "reports",
    }
    return render(request, "reports/roadmap/run_list.html", context)


@workspace_page(can_edit)
@require_POST
def roadmap_report_make(request: WorkspaceRequest, roadmap_code: str) -> HttpResponse:
    run = ask_for_roadmap_report(
        roadmap=roadmap_or_404(request, roadmap_code),
        actor=request.user,
        is_draft="is_draft" in request.POST,
        is_confidential="is_confidential" in request.POST,
    )
    return redirect(run)


@never_cache
@workspace_page()
@require_safe
def roadmap_xlsx(request: WorkspaceRequest, roadmap_code: str) -> HttpResponse:
    roadmap, made = roadmap_or_404(request, roadmap_code), BytesIO()
    write_roadmap_workbook(status_of(roadmap, request.workspace.today), made)
    return attached(file_name(roadmap, "roadmap", "xlsx"), made.getvalue(), XLSX)
