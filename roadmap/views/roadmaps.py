"""Roadmaps as a whole: their list, their beginning, their settings and their end."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.queries.activity import last_person_at
from catalog.operations import pack_of
from catalog.queries import question_packs
from core.conflicts import save_form
from core.resend import keeps_what_was_sent
from core.undo import offer_undo
from roadmap.forms.roadmaps import NewRoadmapForm, RoadmapSettingsForm
from roadmap.operations.roadmaps import (
    NotRestorableError,
    change_roadmap,
    create_roadmap,
    delete_roadmap,
    restore_roadmap,
)
from roadmap.permissions import can_plan
from roadmap.queries.listing import listed_roadmaps
from roadmap.queries.roadmaps import deleted_roadmaps
from roadmap.views.door import roadmap_or_404


@workspace_page()
@require_GET
def roadmap_list(request: WorkspaceRequest) -> HttpResponse:
    may_plan = can_plan(request.membership)
    context = {
        "listed": listed_roadmaps(request.workspace),
        "deleted": deleted_roadmaps(request.workspace, timezone.now()) if may_plan else (),
        "may_plan": may_plan,
    }
    return render(request, "roadmap/roadmap_list.html", context)


@keeps_what_was_sent
@workspace_page(can_plan)
@require_http_methods(["GET", "POST"])
def roadmap_create(request: WorkspaceRequest) -> HttpResponse:
    """From the pack of the assessment that feeds it; without one, from the shipped pack."""
    feeds = request.GET.get("assessment", "")
    form = NewRoadmapForm(request.POST or None, workspace=request.workspace, today=request.workspace.today, feeds=feeds)
    if form.is_valid():
        assessment = form.cleaned_data["assessment"]
        pack = assessment.pack if assessment else pack_of(question_packs()[0])
        roadmap = create_roadmap(workspace=request.workspace, actor=request.user, pack=pack, **form.cleaned_data)
        messages.success(request, _("The roadmap is there. Say next whose each phase is, and begin the first."))
        return redirect(roadmap)
    return render(request, "roadmap/roadmap_form.html", {"form": form}, status=422 if form.errors else 200)


@keeps_what_was_sent
@workspace_page(can_plan)
@require_http_methods(["GET", "POST"])
def roadmap_settings(request: WorkspaceRequest, roadmap_code: str) -> HttpResponse:
    roadmap = roadmap_or_404(request, roadmap_code)
    form = RoadmapSettingsForm(request.POST or None, instance=roadmap)
    if form.is_valid():
        write = partial(change_roadmap, roadmap=roadmap, actor=request.user)
        who = partial(last_person_at, request.workspace, roadmap.code)
        if save_form(request, form, write, said=_("The settings are saved."), who=who):
            return redirect("roadmap_settings", request.workspace.code, roadmap.code)
    context = {"form": form, "roadmap": roadmap}
    return render(request, "roadmap/roadmap_settings.html", context, status=form.status)


@workspace_page(can_plan)
@require_POST
def roadmap_delete(request: WorkspaceRequest, roadmap_code: str) -> HttpResponse:
    roadmap = roadmap_or_404(request, roadmap_code, also_deleted=True)
    delete_roadmap(roadmap=roadmap, actor=request.user)
    undo = reverse("roadmap_restore", args=[request.workspace.code, roadmap.code])
    offer_undo(request, _("%(title)s is deleted. It can be restored for 30 days.") % {"title": roadmap}, undo)
    return redirect("roadmap_list", request.workspace.code)


@workspace_page(can_plan)
@require_POST
def roadmap_restore(request: WorkspaceRequest, roadmap_code: str) -> HttpResponse:
    roadmap = roadmap_or_404(request, roadmap_code, also_deleted=True)
    try:
        restore_roadmap(roadmap=roadmap, actor=request.user)
    except NotRestorableError:
        messages.error(request, _("%(title)s was deleted more than 30 days ago.") % {"title": roadmap})
        return redirect("roadmap_list", request.workspace.code)
    messages.success(request, _("%(title)s is back.") % {"title": roadmap})
    return redirect(roadmap)
