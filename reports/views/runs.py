"""Reports: asking for one of an assessment, following it, fetching it, deleting it and taking that back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_edit
from assessments.views.milestones import milestone_or_404
from assessments.views.sections import assessment_or_404
from core.undo import offer_undo
from evidence.serving import file_response
from reports.forms.shares import ShareForm
from reports.models import ReportRun
from reports.operations.plans import NotRestorableError
from reports.operations.runs import ask_for_report, delete_run, restore_run
from reports.queries.runs import runs_of
from reports.queries.shares import shares_of
from reports.views.door import run_or_404


@workspace_page()
@require_GET
def report_list(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    assessment = assessment_or_404(request, assessment_code)
    runs = runs_of(assessment)
    context = {
        "assessment": assessment,
        "runs": runs,
        "finished": sum(run.stored_file_id is not None for run in runs),
        "may_edit": can_edit(request.membership),
    }
    return render(request, "reports/pages/run_list.html", context)


@workspace_page(can_edit)
@require_POST
def report_make(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    """Of the milestone that is named, else of today."""
    assessment, code = assessment_or_404(request, assessment_code), request.POST.get("milestone", "")
    milestone = milestone_or_404(request, assessment_code, code) if code else None
    return redirect(ask_for_report(assessment=assessment, actor=request.user, milestone=milestone))


@workspace_page()
@require_GET
def report_detail(request: WorkspaceRequest, run_code: str) -> HttpResponse:
    return run_page(request, run_or_404(request, run_code), ShareForm(workspace=request.workspace))


def run_page(request: WorkspaceRequest, run: ReportRun, form: ShareForm, *, status: int = 200) -> HttpResponse:
    """Links are shown to who may make them."""
    may_edit = can_edit(request.membership)
    may_share = may_edit and run.stored_file_id is not None
    context = {
        "run": run,
        "assessment": run.assessment,
        "roadmap": run.roadmap,
        "evaluation": run.evaluation,
        "job": run.job,
        "may_edit": may_edit,
        "may_share": may_share,
        "shares": shares_of(run, now=timezone.now()) if may_share else [],
        "form": form,
    }
    return render(request, "reports/pages/run_detail.html", context, status=status)


@workspace_page()
@require_safe
@csp_override({"default-src": [CSP.NONE], "sandbox": True})  # type: ignore[dict-item]
def report_file(request: WorkspaceRequest, run_code: str) -> HttpResponseBase:
    run = run_or_404(request, run_code)
    if run.stored_file is None:
        raise Http404
    return file_response(run.stored_file)


@workspace_page(can_edit)
@require_POST
def report_delete(request: WorkspaceRequest, run_code: str) -> HttpResponse:
    run = run_or_404(request, run_code, also_deleted=True)
    delete_run(run=run, actor=request.user)
    undo = reverse("report_restore", args=[request.workspace.code, run.code])
    offer_undo(
        request, _("The report is deleted, and its links lead nowhere any more. It can be restored for 30 days."), undo
    )
    return _to_list(run)


@workspace_page(can_edit)
@require_POST
def report_restore(request: WorkspaceRequest, run_code: str) -> HttpResponse:
    run = run_or_404(request, run_code, also_deleted=True)
    try:
        restore_run(run=run, actor=request.user)
    except NotRestorableError:
        messages.error(request, _("The report was deleted more than 30 days ago."))
        return _to_list(run)
    messages.success(request, _("The report is back, and so are its links."))
    return redirect(run)


def _to_list(run: ReportRun) -> HttpResponse:
    if run.roadmap:
        return redirect("roadmap_report_list", run.workspace.code, run.roadmap.code)
    if run.evaluation:
        return redirect("evaluation_report_list", run.workspace.code, run.evaluation.code)
    assert run.assessment
    return redirect("report_list", run.workspace.code, run.assessment.code)
