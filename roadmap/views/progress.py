"""How far a roadmap is, how fast it goes, and when it may be done."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import WorkspaceRequest, workspace_page
from roadmap.queries.progress import milestones_beside, moments_of, standing_of
from roadmap.views.door import roadmap_or_404
from roadmap.views.shown_progress import build_progress


@workspace_page()
@require_GET
def roadmap_progress(request: WorkspaceRequest, roadmap_code: str) -> HttpResponse:
    roadmap = roadmap_or_404(request, roadmap_code)
    standing = standing_of(roadmap, request.workspace.today)
    context = {
        "roadmap": roadmap,
        "standing": standing,
        "figures": standing.figures,
        "page": build_progress(roadmap, standing, moments_of(roadmap)),
        "milestones": milestones_beside(roadmap),
        "tab": "progress",
    }
    return render(request, "roadmap/roadmap_progress.html", context)
