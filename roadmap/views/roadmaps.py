"""Roadmaps as a whole: their list, their beginning, their first page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import WorkspaceRequest, workspace_page
from catalog.operations import pack_of
from catalog.queries import question_packs
from core.resend import keeps_what_was_sent
from roadmap.forms.roadmaps import NewRoadmapForm
from roadmap.operations.roadmaps import create_roadmap
from roadmap.permissions import can_plan
from roadmap.queries.roadmaps import deleted_roadmaps, roadmaps_of
from roadmap.views.door import roadmap_or_404


@workspace_page()
@require_GET
def roadmap_list(request: WorkspaceRequest) -> HttpResponse:
    context = {
        "roadmaps": roadmaps_of(request.workspace),
        "deleted": deleted_roadmaps(request.workspace, timezone.now()),
        "may_plan": can_plan(request.membership),
    }
    return render(request, "roadmap/roadmap_list.html", context)


@keeps_what_was_sent
@workspace_page(can_plan)
@require_http_methods(["GET", "POST"])
def roadmap_create(request: WorkspaceRequest) -> HttpResponse:
    """From the pack of the assessment that feeds it; without one, from the shipped pack."""
    form = NewRoadmapForm(request.POST or None, workspace=request.workspace, today=request.workspace.today)
    if form.is_valid():
        assessment = form.cleaned_data["assessment"]
        pack = assessment.pack if assessment else pack_of(question_packs()[0])
        roadmap = create_roadmap(workspace=request.workspace, actor=request.user, pack=pack, **form.cleaned_data)
        return redirect(roadmap)
    return render(request, "roadmap/roadmap_form.html", {"form": form}, status=422 if form.errors else 200)


@workspace_page()
@require_GET
def roadmap_detail(request: WorkspaceRequest, roadmap_code: str) -> HttpResponse:
    roadmap = roadmap_or_404(request, roadmap_code)
    phases = [(roadmap.questions.phase[row.phase], row) for row in roadmap.phases.select_related("owner")]
    return render(request, "roadmap/roadmap_detail.html", {"roadmap": roadmap, "phases": phases, "tab": "overview"})
