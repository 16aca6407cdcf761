"""The review of an artifact: asking for it, accepting, sending back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from core.models import StaleWriteError
from core.resend import keeps_what_was_sent
from roadmap.domain.states import ArtifactStatus
from roadmap.forms.artifacts import AcceptForm, AskForm, SendBackForm
from roadmap.models import Artifact
from roadmap.operations.artifact_reviews import (
    NoVersionError,
    OpenSentencesError,
    SettledError,
    accept_artifact,
    ask_for_review,
    send_back,
)
from roadmap.permissions import can_review, can_work
from roadmap.queries.artifact_questions import questions_for
from roadmap.queries.artifact_reviews import ruling_on
from roadmap.queries.artifacts import versions_of
from roadmap.views.door import artifact_or_404


@keeps_what_was_sent
@workspace_page(can_work)
@require_http_methods(["GET", "POST"])
def artifact_ask(request: WorkspaceRequest, roadmap_code: str, artifact_code: str) -> HttpResponse:
    artifact, status = artifact_or_404(request, roadmap_code, artifact_code), 200
    form = AskForm(request.POST or None, artifact=artifact)
    if form.is_valid():
        try:
            after = ask_for_review(artifact=artifact, actor=request.user, **form.values)
        except (SettledError, NoVersionError, Artifact.DoesNotExist):
            return _settled(request, artifact)
        except StaleWriteError:
            artifact, status = artifact_or_404(request, roadmap_code, artifact_code), 409
            form = AskForm(artifact=artifact, initial={"reviewer": form.cleaned_data["reviewer"]})
        else:
            messages.success(request, _("%(name)s is asked to review it.") % {"name": after.reviewer})
            return redirect(artifact)
    context = {"form": form, "is_stale": status == 409, "versions": versions_of(artifact), **_frame(artifact)}
    return render(request, "roadmap/artifact_ask.html", context, status=422 if form.errors else status)


def _for_who_decides(view: Callable[..., HttpResponseBase]) -> Callable[..., Any]:
    """Its reviewer may be somebody who only reads otherwise."""

    @workspace_page()
    @wraps(view)
    def guarded(request: WorkspaceRequest, roadmap_code: str, artifact_code: str) -> HttpResponseBase:
        artifact = artifact_or_404(request, roadmap_code, artifact_code)
        if not can_review(request.membership, artifact):
            raise PermissionDenied
        return view(request, artifact)

    return guarded  # type: ignore[no-any-return]


def _while_in_review(view: Callable[[WorkspaceRequest, Artifact], HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded(request: WorkspaceRequest, artifact: Artifact) -> HttpResponse:
        is_in_review = artifact.standing == ArtifactStatus.IN_REVIEW
        return view(request, artifact) if is_in_review else _settled(request, artifact)

    return guarded


@_for_who_decides
@require_GET
@_while_in_review
def artifact_review(request: WorkspaceRequest, artifact: Artifact) -> HttpResponse:
    return _page(request, artifact)


@keeps_what_was_sent
@_for_who_decides
@require_POST
@_while_in_review
def artifact_accept(request: WorkspaceRequest, artifact: Artifact) -> HttpResponse:
    form = AcceptForm(request.POST, artifact=artifact)
    if not ruling_on(artifact, versions_of(artifact)[0], request.membership).may:
        raise PermissionDenied
    if not form.is_valid():
        return _page(request, artifact, accept=form, status=422)
    try:
        after = accept_artifact(artifact=artifact, actor=request.user, **form.values)
    except (SettledError, NoVersionError, Artifact.DoesNotExist):
        return _settled(request, artifact)
    except (StaleWriteError, OpenSentencesError):
        return _stale(request, artifact)
    messages.success(request, _("Accepted. It is recorded as evidence."))
    place = "#questions" if questions_for(after) else ""
    return redirect(f"{after.get_absolute_url()}{place}")


@keeps_what_was_sent
@_for_who_decides
@require_POST
@_while_in_review
def artifact_send_back(request: WorkspaceRequest, artifact: Artifact) -> HttpResponse:
    form = SendBackForm(request.POST, artifact=artifact)
    if not form.is_valid():
        return _page(request, artifact, back=form, status=422)
    try:
        send_back(artifact=artifact, actor=request.user, **form.values)
    except (SettledError, NoVersionError, Artifact.DoesNotExist):
        return _settled(request, artifact)
    except StaleWriteError:
        return _stale(request, artifact)
    messages.success(request, _("Sent back. Its people are told why."))
    return redirect(artifact)


def _page(
    request: WorkspaceRequest,
    artifact: Artifact,
    *,
    accept: AcceptForm | None = None,
    back: SendBackForm | None = None,
    is_stale: bool = False,
    status: int = 200,
) -> HttpResponse:
    versions = versions_of(artifact)
    context = {
        **_frame(artifact),
        "version": versions[0],
        "ruling": ruling_on(artifact, versions[0], request.membership),
        "accept": accept or AcceptForm(artifact=artifact),
        "back": back or SendBackForm(artifact=artifact),
        "is_stale": is_stale,
    }
    return render(request, "roadmap/artifact_review.html", context, status=status)


def _stale(request: WorkspaceRequest, artifact: Artifact) -> HttpResponse:
    """What was typed stays; what has changed is shown before it is sent again."""
    now = artifact_or_404(request, artifact.roadmap.code, artifact.code)
    if now.standing != ArtifactStatus.IN_REVIEW:
        return _settled(request, now)
    typed = {"reason": request.POST.get("reason", ""), "review_date": request.POST.get("review_date", "")}
    is_accepting = "review_date" in request.POST
    return _page(
        request,
        now,
        accept=AcceptForm(artifact=now, initial=typed) if is_accepting else None,
        back=None if is_accepting else SendBackForm(artifact=now, initial=typed),
        is_stale=True,
        status=409,
    )


def _settled(request: WorkspaceRequest, artifact: Artifact) -> HttpResponse:
    now = artifact_or_404(request, artifact.roadmap.code, artifact.code)
    messages.error(request, _("It stands at “%(status)s”, so this cannot be done now.") % {"status": now.standing_name})
    return redirect(now)


def _frame(artifact: Artifact) -> dict[str, Any]:
    done = [(sentence, number in artifact.ticks) for number, sentence in enumerate(artifact.sentences)]
    return {"roadmap": artifact.roadmap, "tab": "artifacts", "artifact": artifact, "done": done}
