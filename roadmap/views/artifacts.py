"""The register of a roadmap's artifacts, and one's own among them: made, changed, deleted and taken back."""

from __future__ import annotations

from functools import partial
from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from accounts.access import WorkspaceRequest, workspace_page
from accounts.queries.activity import last_person_at
from core.conflicts import save_form
from core.resend import keeps_what_was_sent
from core.undo import offer_undo
from roadmap.domain.states import ArtifactStatus
from roadmap.forms.artifacts import ChangeArtifactForm, NewArtifactForm
from roadmap.forms.register import RegisterForm
from roadmap.models import Artifact
from roadmap.operations.artifacts import (
    NotRestorableError,
    change_artifact,
    create_artifact,
    delete_artifact,
    restore_artifact,
)
from roadmap.permissions import can_plan
from roadmap.queries.artifact_register import register_csv
from roadmap.queries.artifacts import Listed, Show, matching, register_of
from roadmap.views.door import artifact_or_404, roadmap_or_404

SHOWN = {
    Show.ALL: gettext_lazy("All"),
    Show.MINE: gettext_lazy("Mine"),
    Show.OVERDUE: gettext_lazy("Overdue"),
    Show.TO_REVIEW: gettext_lazy("To be reviewed"),
}


@workspace_page()
@require_GET
def artifact_list(request: WorkspaceRequest, roadmap_code: str) -> HttpResponse:
    roadmap = roadmap_or_404(request, roadmap_code)
    form = RegisterForm(request.GET, pack=roadmap.questions)
    wanted, rows = form.wanted, register_of(roadmap)
    found = matching(rows, wanted, request.user)
    titles = {phase.id: phase.title for phase in roadmap.questions.phases}
    counts = {status: sum(row.standing == status for row in rows) for status in ArtifactStatus}
    context = {
        "roadmap": roadmap,
        "tab": "artifacts",
        "form": form,
        "groups": [
            (titles[phase], list(of_phase)) for phase, of_phase in groupby(found, key=lambda row: row.artifact.phase)
        ],
        "chips": [(show.value, label, _count(rows, show, request)) for show, label in SHOWN.items()],
        "shown": wanted.show.value,
        "total": len(rows),
        "accepted": counts[ArtifactStatus.ACCEPTED],
        "outdated": counts[ArtifactStatus.OUTDATED],
        "in_review": counts[ArtifactStatus.IN_REVIEW],
        "overdue": sum(row.is_overdue for row in rows),
        "is_sought": bool(wanted.phase or wanted.state or wanted.show),
        "may_plan": can_plan(request.membership),
    }
    return render(request, "roadmap/artifact_list.html", context, status=200 if form.is_valid() else 422)


def _count(rows: list[Listed], show: Show, request: WorkspaceRequest) -> int:
    return sum(row.is_shown(show, request.user) for row in rows)


@never_cache
@workspace_page()
@require_safe
def artifacts_csv(request: WorkspaceRequest, roadmap_code: str) -> HttpResponse:
    """What the register shows, with the same filter."""
    roadmap = roadmap_or_404(request, roadmap_code)
    wanted = RegisterForm(request.GET, pack=roadmap.questions).wanted
    lines = register_csv(roadmap, matching(register_of(roadmap), wanted, request.user))
    response = HttpResponse("".join(lines).encode(), content_type="text/csv; charset=utf-8")
    name = f"{slugify(roadmap.title)[:80] or 'roadmap'}-artifacts-{request.workspace.today.isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@keeps_what_was_sent
@workspace_page(can_plan)
@require_http_methods(["GET", "POST"])
def artifact_create(request: WorkspaceRequest, roadmap_code: str) -> HttpResponse:
    roadmap = roadmap_or_404(request, roadmap_code)
    initial = {"owner": request.user, "phase": request.GET.get("phase", "")}
    form = NewArtifactForm(request.POST or None, roadmap=roadmap, initial=initial)
    if form.is_valid():
        artifact = create_artifact(roadmap=roadmap, actor=request.user, **form.cleaned_data)
        messages.success(request, _("The artifact is added."))
        return redirect(artifact)
    context = {"roadmap": roadmap, "tab": "artifacts", "form": form}
    return render(request, "roadmap/artifact_form.html", context, status=422 if form.errors else 200)


@keeps_what_was_sent
@workspace_page(can_plan)
@require_http_methods(["GET", "POST"])
def artifact_change(request: WorkspaceRequest, roadmap_code: str, artifact_code: str) -> HttpResponse:
    artifact = artifact_or_404(request, roadmap_code, artifact_code)
    form = ChangeArtifactForm(request.POST or None, instance=artifact)
    if form.is_valid():
        write = partial(change_artifact, artifact=artifact, actor=request.user)
        who = partial(last_person_at, request.workspace, artifact.code)
        try:
            if save_form(request, form, write, said=_("The artifact is saved."), who=who):
                return redirect(artifact)
        except Artifact.DoesNotExist:
            raise Http404 from None
    status = 422 if form.errors and not form.is_stale else form.status
    context = {"roadmap": artifact.roadmap, "tab": "artifacts", "artifact": artifact, "form": form}
    return render(request, "roadmap/artifact_form.html", context, status=status)


@workspace_page(can_plan)
@require_POST
def artifact_delete(request: WorkspaceRequest, roadmap_code: str, artifact_code: str) -> HttpResponse:
    artifact = _own_or_404(request, roadmap_code, artifact_code)
    delete_artifact(artifact=artifact, actor=request.user)
    undo = reverse("artifact_restore", args=[request.workspace.code, roadmap_code, artifact.code])
    offer_undo(request, _("“%(title)s” is deleted. It can be restored for 30 days.") % {"title": artifact}, undo)
    return redirect("artifact_list", request.workspace.code, roadmap_code)


@workspace_page(can_plan)
@require_POST
def artifact_restore(request: WorkspaceRequest, roadmap_code: str, artifact_code: str) -> HttpResponse:
    artifact = _own_or_404(request, roadmap_code, artifact_code)
    try:
        restore_artifact(artifact=artifact, actor=request.user)
    except NotRestorableError:
        messages.error(request, _("The artifact was deleted more than 30 days ago."))
        return redirect("artifact_list", request.workspace.code, roadmap_code)
    messages.success(request, _("The artifact is back."))
    return redirect(artifact)


def _own_or_404(request: WorkspaceRequest, roadmap: str, code: str) -> Artifact:
    """The pack's are part of the roadmap, and never deleted by themselves."""
    artifact = artifact_or_404(request, roadmap, code, also_deleted=True)
    if artifact.kind:
        raise Http404
    return artifact
