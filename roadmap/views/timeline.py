"""Actions and phases over time."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import WorkspaceRequest, workspace_page
from roadmap.forms.finding import FindForm
from roadmap.permissions import can_plan
from roadmap.queries.timeline import timeline_of
from roadmap.views.door import roadmap_or_404
from roadmap.views.shown_timeline import WEEK_WIDTHS, show_timeline

SCALES = {"weeks": _("Weeks"), "months": _("Months")}


@workspace_page()
@require_safe
def roadmap_timeline(request: WorkspaceRequest, roadmap_code: str) -> HttpResponse:
    roadmap = roadmap_or_404(request, roadmap_code)
    today = request.workspace.today
    form = FindForm(request.GET, roadmap=roadmap)
    wanted = form.wanted
    scale = request.GET.get("scale", "weeks")
    scale = scale if scale in WEEK_WIDTHS else "weeks"
    timeline = timeline_of(roadmap, wanted, today=today)
    context = {
        "roadmap": roadmap,
        "tab": "timeline",
        "form": form,
        "address": reverse("roadmap_timeline", args=[request.workspace.code, roadmap.code]),
        "is_sought": wanted.is_narrowed,
        "shown": show_timeline(roadmap, timeline, today=today, scale=scale),
        "count": len(timeline.actions),
        "scale": scale,
        "scales": SCALES.items(),
        "may_plan": can_plan(request.membership),
    }
    return render(request, "roadmap/roadmap_timeline.html", context, status=422 if form.errors else 200)
