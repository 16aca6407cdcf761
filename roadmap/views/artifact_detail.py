"""One artifact: what is done of it, its versions, and the answers that may cite it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from accounts.access import WorkspaceRequest, workspace_page
from accounts.queries.activity import last_person_at
from assessments.models import Answer
from assessments.operations.locking import LockedError
from assessments.queries.locked import why_locked
from core.conflicts import save_form
from core.resend import keeps_what_was_sent
from evidence.files.refusals import RefusedFileError
from evidence.models import Evidence, StoredFile
from evidence.serving import POLICY, file_response
from evidence.uploading import takes_upload
from roadmap.domain.artifacts import ASKABLE
from roadmap.domain.states import ArtifactStatus
from roadmap.forms.artifacts import CiteForm, TicksForm, VersionForm
from roadmap.models import Artifact
from roadmap.operations.artifact_citing import cite_artifact
from roadmap.operations.artifact_reviews import SettledError
from roadmap.operations.artifacts import add_version, tick_artifact
from roadmap.permissions import can_plan, can_work
from roadmap.queries.artifact_questions import feeding_assessment, is_offered, served_by
from roadmap.queries.artifact_reviews import ruling_on
from roadmap.queries.artifacts import accepted_version, events_of, versions_of
from roadmap.views.door import artifact_or_404


@workspace_page()
@require_GET
def artifact_detail(request: WorkspaceRequest, roadmap_code: str, artifact_code: str) -> HttpResponse:
    return _page(request, artifact_or_404(request, roadmap_code, artifact_code))


@keeps_what_was_sent
@workspace_page(can_work)
@require_POST
def artifact_tick(request: WorkspaceRequest, roadmap_code: str, artifact_code: str) -> HttpResponse:
    artifact = artifact_or_404(request, roadmap_code, artifact_code)
    form = TicksForm(request.POST, instance=artifact)
    if form.is_valid():
        write = partial(tick_artifact, artifact=artifact, actor=request.user)
        who = partial(last_person_at, request.workspace, artifact.code)
        try:
            if save_form(request, form, write, said=_("The definition of done is saved."), who=who):
                return redirect(artifact)
        except SettledError:
            messages.error(request, _("It was accepted meanwhile. What is done of it stays as it was accepted."))
            return _page(request, artifact_or_404(request, roadmap_code, artifact_code), status=409)
        except Artifact.DoesNotExist:
            raise Http404 from None
    return _page(request, artifact, ticks=form, status=422 if form.errors and not form.is_stale else form.status)


@takes_upload
@keeps_what_was_sent
@workspace_page(can_work)
@require_http_methods(["GET", "POST"])
def artifact_version(request: WorkspaceRequest, roadmap_code: str, artifact_code: str) -> HttpResponse:
    artifact = artifact_or_404(request, roadmap_code, artifact_code)
    form = VersionForm(request.POST or None, request.FILES or None, artifact=artifact)
    if form.is_valid():
        try:
            version = add_version(artifact=artifact, actor=request.user, **form.values)
        except RefusedFileError as refused:
            form.add_error("upload", str(refused.sentence))
        except Artifact.DoesNotExist:
            raise Http404 from None
        else:
            messages.success(request, _("Version %(number)d is added.") % {"number": version.number})
            return redirect(artifact)
    context = {"roadmap": artifact.roadmap, "tab": "artifacts", "artifact": artifact, "form": form}
    return render(request, "roadmap/version_form.html", context, status=422 if form.errors else 200)


@workspace_page()
@require_safe
@csp_override(POLICY)
def artifact_file(request: WorkspaceRequest, roadmap_code: str, artifact_code: str, number: int) -> HttpResponseBase:
    artifact = artifact_or_404(request, roadmap_code, artifact_code)
    stored = StoredFile.objects.filter(
        pk__in=artifact.versions.filter(number=number).values("stored_file"), workspace=request.workspace
    ).first()
    if stored is None:
        raise Http404
    return file_response(stored)


@workspace_page(can_work)
@require_POST
def artifact_cite(request: WorkspaceRequest, roadmap_code: str, artifact_code: str) -> HttpResponse:
    artifact = artifact_or_404(request, roadmap_code, artifact_code)
    assessment = feeding_assessment(artifact.roadmap)
    can_cite = [served.question.id for served in served_by(artifact, assessment) if served.can_cite]
    form = CiteForm(request.POST, can_cite=can_cite if is_offered(artifact) else [])
    if assessment is None or not form.is_valid():
        return _page(request, artifact, cite=form, status=422)
    questions = form.cleaned_data["questions"]
    try:
        cite_artifact(artifact=artifact, assessment=assessment, actor=request.user, questions=questions)
    except LockedError as locked:
        messages.error(request, why_locked(assessment, locked.phase))
    except (Answer.DoesNotExist, Evidence.DoesNotExist):  # by now
        raise Http404 from None
    else:
        said = ngettext("It is cited for %(questions)s.", "It is cited for %(questions)s.", len(questions))
        messages.success(request, said % {"questions": ", ".join(questions)})
    return redirect(f"{artifact.get_absolute_url()}#questions")


def _page(
    request: WorkspaceRequest,
    artifact: Artifact,
    *,
    ticks: TicksForm | None = None,
    cite: CiteForm | None = None,
    status: int = 200,
) -> HttpResponse:
    versions, standing = versions_of(artifact), artifact.standing
    events = events_of(artifact, versions)
    may_work = can_work(request.membership)
    assessment = feeding_assessment(artifact.roadmap)
    served = served_by(artifact, assessment)
    in_review = standing == ArtifactStatus.IN_REVIEW
    context: dict[str, Any] = {
        "roadmap": artifact.roadmap,
        "tab": "artifacts",
        "artifact": artifact,
        "phase": artifact.roadmap.questions.phase[artifact.phase],
        "standing": standing.value,
        "versions": versions,
        "events": events,
        "accepted_version": accepted_version(artifact, events),
        "assessment": assessment,
        "served": served,
        "is_offered": is_offered(artifact) and may_work and any(each.can_cite for each in served),
        "is_cited": any(each.is_cited for each in served),
        "cite": cite,
        "done": [(sentence, number in artifact.ticks) for number, sentence in enumerate(artifact.sentences)],
        "ticks": ticks or TicksForm(instance=artifact),
        "may_tick": may_work and standing != ArtifactStatus.ACCEPTED,
        "may_work": may_work,
        "may_plan": can_plan(request.membership),
        "may_ask": may_work and standing in ASKABLE and bool(versions),
        "ruling": ruling_on(artifact, versions[0] if versions else None, request.membership) if in_review else None,
    }
    return render(request, "roadmap/artifact_detail.html", context, status=status)
