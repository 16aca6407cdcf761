"""What is found at the gates, proposal by proposal."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import WorkspaceRequest, workspace_page
from accounts.queries.members import people_of
from core.conflicts import save_form
from core.resend import keeps_what_was_sent
from vendors.domain.stages import Stage
from vendors.forms.findings import GateFindingForm
from vendors.models import GateFinding
from vendors.operations.consensus import AcceptedError, StageError
from vendors.operations.findings import find_at_gate
from vendors.queries.gates import gates_of
from vendors.queries.names import name_of
from vendors.queries.seated import Seated
from vendors.views.consensus_door import (
    at_its_stage,
    compared_or_404,
    gate_or_404,
    sees_consensus_or_404,
    settling_or_refused,
)
from vendors.views.consensus_shown import gate_rows
from vendors.views.hidden_names import warn_of_names


@workspace_page()
@require_GET
def consensus_gates(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    seated = sees_consensus_or_404(request, evaluation_code)
    gates = gates_of(seated.evaluation, seated.seat, request.workspace.today)
    context = {
        "seated": seated,
        "tab": "consensus",
        "gates": gates,
        "rows": gate_rows(gates, seated.seat),
        "names": [name_of(proposal, seated.seat) for proposal in gates.proposals],
        "may_find": seated.evaluation.at is not Stage.DECIDED and seated.may_settle,
    }
    return render(request, "vendors/consensus_gates.html", context)


@keeps_what_was_sent
@workspace_page()
@require_http_methods(["GET", "POST"])
@at_its_stage
def consensus_finding(request: WorkspaceRequest, evaluation_code: str, gate: str, proposal_code: str) -> HttpResponse:
    seated = settling_or_refused(request, evaluation_code)
    evaluation = seated.evaluation
    if evaluation.at is Stage.DECIDED:
        raise StageError(Stage.DECIDED)
    row, proposal = gate_or_404(evaluation, gate), compared_or_404(seated, proposal_code)
    name = name_of(proposal, seated.seat)
    stored = GateFinding.objects.filter(proposal=proposal, gate=gate).select_related("waived_by", "found_by").first()
    form = GateFindingForm(
        request.POST or None,
        instance=stored or GateFinding(proposal=proposal, gate=gate),
        people=people_of(request.workspace),
        today=request.workspace.today,
        is_frozen=evaluation.at.is_from(Stage.LOCKED),
    )
    if form.is_valid():
        write = partial(find_at_gate, evaluation=evaluation, actor=request.user, proposal=proposal, gate=row)
        try:
            if save_form(request, form, write, said=_("What was found of %(vendor)s is saved.") % {"vendor": name}):
                warn_of_names(request, seated, form.values.values())
                return redirect(_next(request, seated))
        except AcceptedError:
            messages.error(request, _("Quality is locked: what was found stays as it is."))
            return redirect("consensus_gates", request.workspace.code, evaluation_code)
    context = {"seated": seated, "tab": "consensus", "gate": row, "vendor": name, "form": form, "stored": stored}
    return render(request, "vendors/consensus_finding.html", context, status=form.status)


def _next(request: WorkspaceRequest, seated: Seated) -> str:
    """What is still to be checked, in the order of the page, or the page."""
    here = [request.workspace.code, seated.evaluation.code]
    for gate, cells in gates_of(seated.evaluation, seated.seat, request.workspace.today).lines:
        for each in cells:
            if each.finding is None:
                return reverse("consensus_finding", args=[*here, gate.code, each.proposal.code])
    return reverse("consensus_gates", args=here)
