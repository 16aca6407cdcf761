"""The reports of a decided evaluation. They are closed to whom something of them is sealed for good."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_edit
from assessments.queries.exchange import XLSX
from reports.exporters.decision_xlsx import write_decision_workbook
from reports.operations.decision_runs import ask_for_debrief, ask_for_decision_report
from reports.queries.decisions import NotDecidedError, decided_of, losing_proposals
from reports.queries.runs import runs_of
from reports.views.exports import attached
from vendors.models import Proposal
from vendors.queries.seated import Seated
from vendors.views.door import moderating_or_refused, seated_or_404


@workspace_page()
@require_GET
def evaluation_report_list(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    seated = reporting_or_404(request, evaluation_code)
    runs = runs_of(seated.evaluation)
    context = {
        "seated": seated,
        "tab": "reports",
        "runs": runs,
        "finished": sum(run.stored_file_id is not None for run in runs),
        "may_edit": can_edit(request.membership),
        "losing": losing_proposals(seated.evaluation) if seated.may_moderate else (),
    }
    return render(request, "reports/decision/run_list.html", context)


@workspace_page()
@require_POST
def evaluation_report_make(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    seated = moderating_or_refused(request, evaluation_code)
    try:
        run = ask_for_decision_report(
            evaluation=seated.evaluation,
            actor=request.user,
            is_draft="is_draft" in request.POST,
            is_confidential="is_confidential" in request.POST,
        )
    except NotDecidedError:
        return say_that_it_is_not_decided(request, seated)
    return redirect(run if seated.seat.sees_reports else seated.evaluation)


@workspace_page()
@require_POST
def evaluation_debrief(request: WorkspaceRequest, evaluation_code: str, proposal_code: str) -> HttpResponse:
    seated = moderating_or_refused(request, evaluation_code)
    proposal = Proposal.objects.filter(evaluation=seated.evaluation, code=proposal_code).standing().first()
    if proposal is None:
        raise Http404
    proposal.evaluation = seated.evaluation
    try:
        run = ask_for_debrief(proposal=proposal, actor=request.user)
    except NotDecidedError:
        return say_that_it_is_not_decided(request, seated)
    return redirect(run if seated.seat.sees_reports else seated.evaluation)


@never_cache
@workspace_page()
@require_safe
def decision_xlsx(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    seated, made = reporting_or_404(request, evaluation_code), BytesIO()
    try:
        write_decision_workbook(decided_of(seated.evaluation), made)
    except NotDecidedError:  # taken back between the two reads
        raise Http404 from None
    name = f"{slugify(seated.evaluation.title) or seated.evaluation.code}-decision.xlsx"
    return attached(name, made.getvalue(), XLSX)


def reporting_or_404(request: WorkspaceRequest, code: str) -> Seated:
    seated = seated_or_404(request, code)
    if not seated.seat.sees_reports:
        raise Http404
    return seated


def say_that_it_is_not_decided(request: WorkspaceRequest, seated: Seated) -> HttpResponse:
    messages.error(request, _("Reports are made of a decision, and there is none."))
    return redirect(seated.evaluation)
