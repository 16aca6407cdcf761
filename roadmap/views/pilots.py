"""Pilots of a roadmap: their list, their pages, the decision at the end, deleting one and taking that back."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import WorkspaceRequest, workspace_page
from accounts.queries.activity import last_person_at
from core.conflicts import save_form
from core.resend import keeps_what_was_sent
from core.undo import offer_undo
from roadmap.forms.check_ins import HandoverForm
from roadmap.forms.pilots import DecisionForm, PilotForm, new_pilot
from roadmap.models import Pilot
from roadmap.operations.actions import NotRestorableError
from roadmap.operations.pilots import change_pilot, create_pilot, decide_pilot, delete_pilot, restore_pilot
from roadmap.permissions import can_plan, can_work
from roadmap.queries.pilots import handovers_of, pilots_of
from roadmap.views.door import pilot_or_404, roadmap_or_404
from roadmap.views.shown_pilots import show_check_ins, show_measures, show_pilot


@workspace_page()
@require_safe
def pilot_list(request: WorkspaceRequest, roadmap_code: str) -> HttpResponse:
    roadmap = roadmap_or_404(request, roadmap_code)
    context = {
        "roadmap": roadmap,
        "tab": "pilots",
        "pilots": [show_pilot(pilot, request.workspace.today) for pilot in pilots_of(roadmap)],
        "may_plan": can_plan(request.membership),
    }
    return render(request, "roadmap/pilot_list.html", context)


@keeps_what_was_sent
@workspace_page(can_plan)
@require_http_methods(["GET", "POST"])
def pilot_create(request: WorkspaceRequest, roadmap_code: str) -> HttpResponse:
    roadmap = roadmap_or_404(request, roadmap_code)
    pilot = new_pilot(roadmap, owner=request.user, today=request.workspace.today)
    form = PilotForm(request.POST or None, instance=pilot)
    if form.is_valid():
        pilot = create_pilot(roadmap=roadmap, actor=request.user, **form.values)
        messages.success(request, _("The pilot is planned."))
        return redirect(pilot)
    context = {"roadmap": roadmap, "tab": "pilots", "form": form}
    return render(request, "roadmap/pilot_form.html", context, status=422 if form.errors else 200)


@workspace_page()
@require_safe
def pilot_detail(request: WorkspaceRequest, roadmap_code: str, pilot_code: str) -> HttpResponse:
    return show_page(request, pilot_or_404(request, roadmap_code, pilot_code))


@keeps_what_was_sent
@workspace_page(can_plan)
@require_http_methods(["GET", "POST"])
def pilot_settings(request: WorkspaceRequest, roadmap_code: str, pilot_code: str) -> HttpResponse:
    pilot = pilot_or_404(request, roadmap_code, pilot_code)
    form = PilotForm(request.POST or None, instance=pilot)
    if form.is_valid():
        write = partial(change_pilot, pilot=pilot, actor=request.user)
        who = partial(last_person_at, request.workspace, pilot.code)
        if save_form(request, form, write, said=_("The pilot is saved."), who=who):
            return redirect(pilot)
    context = {"roadmap": pilot.roadmap, "tab": "pilots", "pilot": pilot, "form": form}
    status = form.status if form.is_stale or not form.errors else 422
    return render(request, "roadmap/pilot_form.html", context, status=status)


@keeps_what_was_sent
@workspace_page(can_plan)
@require_http_methods(["GET", "POST"])
def pilot_decide(request: WorkspaceRequest, roadmap_code: str, pilot_code: str) -> HttpResponse:
    pilot = pilot_or_404(request, roadmap_code, pilot_code)
    form = DecisionForm(request.POST or None, instance=pilot, today=request.workspace.today)
    if form.is_valid():
        write = partial(decide_pilot, pilot=pilot, actor=request.user)
        who = partial(last_person_at, request.workspace, pilot.code)
        if save_form(request, form, write, said=_("The decision is recorded."), who=who):
            return redirect(pilot)
    context = {
        "roadmap": pilot.roadmap,
        "tab": "pilots",
        "pilot": pilot,
        "form": form,
        "shown": show_pilot(pilot, request.workspace.today),
        "measures": show_measures(pilot, request.workspace.today),
    }
    status = form.status if form.is_stale or not form.errors else 422
    return render(request, "roadmap/pilot_decide.html", context, status=status)


@workspace_page(can_plan)
@require_POST
def pilot_delete(request: WorkspaceRequest, roadmap_code: str, pilot_code: str) -> HttpResponse:
    pilot = pilot_or_404(request, roadmap_code, pilot_code, also_deleted=True)
    delete_pilot(pilot=pilot, actor=request.user)
    undo = reverse("pilot_restore", args=[request.workspace.code, roadmap_code, pilot.code])
    offer_undo(request, _("“%(title)s” is deleted. It can be restored for 30 days.") % {"title": pilot}, undo)
    return redirect("pilot_list", request.workspace.code, roadmap_code)


@workspace_page(can_plan)
@require_POST
def pilot_restore(request: WorkspaceRequest, roadmap_code: str, pilot_code: str) -> HttpResponse:
    pilot = pilot_or_404(request, roadmap_code, pilot_code, also_deleted=True)
    try:
        restore_pilot(pilot=pilot, actor=request.user)
    except NotRestorableError:
        messages.error(request, _("The pilot was deleted more than 30 days ago."))
        return redirect("pilot_list", request.workspace.code, roadmap_code)
    messages.success(request, _("The pilot is back."))
    return redirect(pilot)


def show_page(
    request: WorkspaceRequest, pilot: Pilot, *, handover_form: HandoverForm | None = None, status: int = 200
) -> HttpResponse:
    """A pilot, with the form on it that was filled in wrongly."""
    today = request.workspace.today
    context = {
        "roadmap": pilot.roadmap,
        "tab": "pilots",
        "pilot": pilot,
        "shown": show_pilot(pilot, today),
        "measures": show_measures(pilot, today),
        "check_ins": show_check_ins(pilot, user_key=request.user.pk),
        "handovers": handovers_of(pilot),
        "handover_form": handover_form or HandoverForm(),
        "may_work": can_work(request.membership),
        "may_plan": can_plan(request.membership),
    }
    return render(request, "roadmap/pilot_detail.html", context, status=status)
