"""The decisions that the gate of a phase asks for: recorded when they are taken, and one's own."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.queries.activity import last_person_at
from core.conflicts import save_form
from core.resend import keeps_what_was_sent
from core.undo import offer_undo
from roadmap.forms.gates import DecisionForm, NewDecisionForm
from roadmap.operations.decisions import change_decision, create_decision, delete_decision, restore_decision
from roadmap.operations.roadmaps import NotRestorableError
from roadmap.permissions import can_plan
from roadmap.views.door import decision_or_404, phase_or_404, roadmap_or_404


@keeps_what_was_sent
@workspace_page(can_plan)
@require_http_methods(["GET", "POST"])
def decision_create(request: WorkspaceRequest, roadmap_code: str, phase: str) -> HttpResponse:
    roadmap = roadmap_or_404(request, roadmap_code)
    row = phase_or_404(roadmap, phase)
    form = NewDecisionForm(request.POST or None)
    if form.is_valid():
        create_decision(phase=row, actor=request.user, **form.cleaned_data)
        messages.success(request, _("The gate asks for this decision from now on."))
        return redirect("phase_detail", request.workspace.code, roadmap.code, phase)
    context = {"roadmap": roadmap, "phase": roadmap.questions.phase[phase], "form": form}
    return render(request, "roadmap/decision_form.html", context, status=422 if form.errors else 200)


@keeps_what_was_sent
@workspace_page(can_plan)
@require_http_methods(["GET", "POST"])
def decision_detail(request: WorkspaceRequest, roadmap_code: str, phase: str, decision_code: str) -> HttpResponse:
    decision = decision_or_404(request, roadmap_code, phase, decision_code)
    roadmap = decision.phase.roadmap
    form = DecisionForm(request.POST or None, instance=decision, today=request.workspace.today)
    if form.is_valid():
        write = partial(change_decision, decision=decision, actor=request.user)

        def who(field: str) -> str:
            return last_person_at(request.workspace, decision.code)

        if save_form(request, form, write, said=_("The decision is saved."), who=who):
            return redirect("phase_detail", request.workspace.code, roadmap.code, phase)
    context = {"roadmap": roadmap, "phase": roadmap.questions.phase[phase], "decision": decision, "form": form}
    return render(request, "roadmap/decision_detail.html", context, status=form.status)


@workspace_page(can_plan)
@require_POST
def decision_delete(request: WorkspaceRequest, roadmap_code: str, phase: str, decision_code: str) -> HttpResponse:
    decision = decision_or_404(request, roadmap_code, phase, decision_code, also_deleted=True)
    delete_decision(decision=decision, actor=request.user)
    undo = reverse("decision_restore", args=[request.workspace.code, roadmap_code, phase, decision.code])
    offer_undo(request, _("The decision is deleted; the gate no longer asks for it."), undo)
    return redirect("phase_detail", request.workspace.code, roadmap_code, phase)


@workspace_page(can_plan)
@require_POST
def decision_restore(request: WorkspaceRequest, roadmap_code: str, phase: str, decision_code: str) -> HttpResponse:
    decision = decision_or_404(request, roadmap_code, phase, decision_code, also_deleted=True)
    try:
        restore_decision(decision=decision, actor=request.user)
    except NotRestorableError:
        messages.error(request, _("The decision was deleted more than 30 days ago."))
    else:
        messages.success(request, _("The decision is back."))
    return redirect("phase_detail", request.workspace.code, roadmap_code, phase)
