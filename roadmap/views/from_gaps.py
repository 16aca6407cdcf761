"""The gaps of the assessment, to be made into actions."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.models import Activity
from core.undo import offer_undo
from roadmap.models import Roadmap
from roadmap.operations.from_gaps import MADE, make_actions_from_gaps, unmake_actions
from roadmap.permissions import can_plan
from roadmap.queries.expected import expected_from
from roadmap.queries.feeding import assessment_of
from roadmap.queries.gaps import Gaps, gaps_of
from roadmap.views.door import roadmap_or_404

AT_ONCE = 5
"""How many of the first gaps one button takes."""


@workspace_page(can_plan)
@require_http_methods(["GET", "POST"])
def action_from_gaps(request: WorkspaceRequest, roadmap_code: str) -> HttpResponse:
    """With `?question=DIS-01` that one is ticked already, for links from elsewhere."""
    roadmap = roadmap_or_404(request, roadmap_code)
    assessment = assessment_of(roadmap)
    if assessment is None:
        return render(request, "roadmap/action_from_gaps.html", {"roadmap": roadmap, "tab": "actions"})
    gaps = gaps_of(roadmap, assessment)
    if request.method == "POST":
        event = make_actions_from_gaps(
            roadmap=roadmap, assessment=assessment, actor=request.user, questions=_chosen(request, gaps)
        )
        if event is not None:
            return _made(request, roadmap, event)
        messages.warning(request, _("Tick at least one gap that has no open action yet."))
    context = {
        "roadmap": roadmap,
        "tab": "actions",
        "gaps": gaps,
        "at_once": min(AT_ONCE, len(gaps.free)),
        "ticked": request.GET.getlist("question"),
        "expected": expected_from(assessment, gaps.result, gaps.open_questions),
    }
    return render(request, "roadmap/action_from_gaps.html", context, status=422 if request.method == "POST" else 200)


@workspace_page(can_plan)
@require_POST
def action_from_gaps_undo(request: WorkspaceRequest, roadmap_code: str, event_code: str) -> HttpResponse:
    roadmap = roadmap_or_404(request, roadmap_code)
    try:
        event = request.workspace.activities.get(code=event_code, verb=MADE, object_code=roadmap.code)
    except Activity.DoesNotExist:
        raise Http404 from None
    count, kept = unmake_actions(roadmap=roadmap, event=event, actor=request.user)
    said = ngettext("%(count)d action is taken back.", "%(count)d actions are taken back.", count) % {"count": count}
    if kept:
        stays = ngettext(
            "%(kept)d stays: somebody has worked on it since.",
            "%(kept)d stay: somebody has worked on them since.",
            kept,
        )
        said = f"{said} {stays % {'kept': kept}}"
    messages.success(request, said)
    return redirect("action_from_gaps", request.workspace.code, roadmap.code)


def _chosen(request: HttpRequest, gaps: Gaps) -> set[str]:
    """One by its own button, the first ones, or those that are ticked."""
    if only := request.POST.get("only"):
        return {only}
    if "first" in request.POST:
        return {each.question.id for each in gaps.free[:AT_ONCE]}
    return set(request.POST.getlist("question"))


def _made(request: WorkspaceRequest, roadmap: Roadmap, event: Activity) -> HttpResponse:
    count = event.detail["count"]
    said = ngettext("%(count)d action is made.", "%(count)d actions are made.", count) % {"count": count}
    undo = reverse("action_from_gaps_undo", args=[request.workspace.code, roadmap.code, event.code])
    offer_undo(request, said, undo)
    return redirect("action_from_gaps", request.workspace.code, roadmap.code)
