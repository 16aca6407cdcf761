"""The gate of a phase: passing it, withdrawing that, and the decisions that it asks for."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import WorkspaceRequest, workspace_page
from catalog.domain.question_pack import Phase
from core.local import day
from core.resend import keeps_what_was_sent
from core.undo import offer_undo
from roadmap.domain.gates import open_keys
from roadmap.forms.gates import PassGateForm
from roadmap.models import GatePassing, RoadmapPhase
from roadmap.operations.gates import (
    AlreadyPassedError,
    GateMovedError,
    NotWithdrawnError,
    pass_gate,
    restore_passing,
    withdraw_passing,
)
from roadmap.permissions import can_pass_gate, can_plan
from roadmap.queries.gates import find_passing, frozen_criteria, gate_now
from roadmap.views.door import phase_or_404, roadmap_or_404
from roadmap.views.shown import Words


def phase_to_pass(request: WorkspaceRequest, roadmap_code: str, phase: str) -> RoadmapPhase:
    row = phase_or_404(roadmap_or_404(request, roadmap_code), phase)
    if not can_pass_gate(request.membership, row):
        raise PermissionDenied
    return row


@keeps_what_was_sent
@workspace_page(can_plan)
@require_http_methods(["GET", "POST"])
def gate_pass(request: WorkspaceRequest, roadmap_code: str, phase: str) -> HttpResponse:
    row = phase_to_pass(request, roadmap_code, phase)
    roadmap, today = row.roadmap, request.workspace.today
    now = gate_now(row, today)
    form = PassGateForm(request.POST or None, open_keys=open_keys(now.criteria), today=today)
    if form.is_valid():
        try:
            pass_gate(phase=row, actor=request.user, seen_open=open_keys(now.criteria), **form.values)
        except AlreadyPassedError as error:
            said = {"name": error.passing.passed_by or _("Somebody"), "day": day(error.passing.passed_at)}
            messages.info(request, _("%(name)s has passed this gate already, on %(day)s.") % said)
            return redirect("phase_detail", request.workspace.code, roadmap.code, phase)
        except GateMovedError:  # between the two looks
            now = gate_now(row, today)
            form = PassGateForm(request.POST, open_keys=open_keys(now.criteria), today=today)
        else:
            messages.success(request, _("The gate of %(phase)s is passed.") % {"phase": said_of(row).title})
            return redirect("phase_detail", request.workspace.code, roadmap.code, phase)
    words = Words(roadmap, phase, assessment=now.assessment, decisions=now.decisions, artifacts=now.artifacts)
    context = {"roadmap": roadmap, "phase": said_of(row), "form": form, "gate": words.gate(now.criteria)}
    return render(request, "roadmap/gate_pass.html", context, status=form.status)


@workspace_page(can_plan)
def gate_withdraw(request: WorkspaceRequest, roadmap_code: str, phase: str, passing_code: str) -> HttpResponse:
    row, passing = passing_or_404(request, roadmap_code, phase, passing_code)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    withdraw_passing(passing=passing, actor=request.user)
    undo = reverse("gate_restore", args=[request.workspace.code, roadmap_code, phase, passing.code])
    offer_undo(request, _("The gate of %(phase)s is no longer passed.") % {"phase": said_of(row).title}, undo)
    return redirect("phase_detail", request.workspace.code, roadmap_code, phase)


@workspace_page(can_plan)
def gate_restore(request: WorkspaceRequest, roadmap_code: str, phase: str, passing_code: str) -> HttpResponse:
    row, passing = passing_or_404(request, roadmap_code, phase, passing_code)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        restore_passing(passing=passing, actor=request.user)
    except NotWithdrawnError:
        messages.error(request, _("The gate is passed; there is nothing to take back."))
    else:
        messages.success(request, _("The gate of %(phase)s is passed again.") % {"phase": said_of(row).title})
    return redirect("phase_detail", request.workspace.code, roadmap_code, phase)


@workspace_page()
@require_GET
def gate_detail(request: WorkspaceRequest, roadmap_code: str, phase: str, passing_code: str) -> HttpResponse:
    """What was found when it was passed, as it was written down then."""
    roadmap = roadmap_or_404(request, roadmap_code)
    passing = _passing_or_404(phase_or_404(roadmap, phase), passing_code)
    context = {
        "roadmap": roadmap,
        "phase": roadmap.questions.phase[phase],
        "passing": passing,
        "gate": Words(roadmap, phase, is_past=True).gate(frozen_criteria(passing)),
        "today": request.workspace.today,
    }
    return render(request, "roadmap/gate_detail.html", context)


def passing_or_404(
    request: WorkspaceRequest, roadmap_code: str, phase: str, code: str
) -> tuple[RoadmapPhase, GatePassing]:
    row = phase_to_pass(request, roadmap_code, phase)
    return row, _passing_or_404(row, code)


def _passing_or_404(row: RoadmapPhase, code: str) -> GatePassing:
    try:
        return find_passing(row, code)
    except GatePassing.DoesNotExist:
        raise Http404 from None


def said_of(row: RoadmapPhase) -> Phase:
    return row.roadmap.questions.phase[row.phase]
