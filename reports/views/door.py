"""Finding what an address names, in the workspace that the person has entered."""

from __future__ import annotations

from django.http import Http404

from accounts.access import WorkspaceRequest
from reports.models import ReportRun
from reports.queries.runs import find_run


def run_or_404(request: WorkspaceRequest, code: str, *, also_deleted: bool = False) -> ReportRun:
    try:
        run = find_run(request.workspace, code, also_deleted=also_deleted)
    except ReportRun.DoesNotExist:
        raise Http404 from None
    assert run.assessment
    run.assessment.workspace = request.workspace
    return run
