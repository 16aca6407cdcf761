"""Finding what an address names, in the workspace that the person has entered."""

from __future__ import annotations

from django.http import Http404

from accounts.access import WorkspaceRequest
from assessments.views.milestones import milestone_or_404
from assessments.views.sections import assessment_or_404
from reports.models import ReportRun
from reports.queries.results import Assessed, assess, assess_milestone
from reports.queries.runs import find_run
from vendors.views.door import seated_or_404


def assessed_or_404(request: WorkspaceRequest, code: str, milestone: str = "") -> Assessed:
    """The assessment as of today, or as the milestone holds it. Raises DamagedMilestoneError."""
    if milestone:
        return assess_milestone(milestone_or_404(request, code, milestone))
    return assess(assessment_or_404(request, code), as_of=request.workspace.today)


def run_or_404(request: WorkspaceRequest, code: str, *, also_deleted: bool = False) -> ReportRun:
    """None of an evaluation either that is closed to the person."""
    try:
        run = find_run(request.workspace, code, also_deleted=also_deleted)
    except ReportRun.DoesNotExist:
        raise Http404 from None
    assert run.subject
    run.subject.workspace = request.workspace
    if run.evaluation and not seated_or_404(request, run.evaluation.code).seat.sees_reports:
        raise Http404
    return run
