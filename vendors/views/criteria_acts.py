"""Moving a part of the model up and down, removing it, and taking that back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import WorkspaceRequest, workspace_page
from core.undo import offer_undo
from vendors.models import ModelVersion, RemovedPart
from vendors.operations.criteria import (
    MODELS,
    NotEditableError,
    NotRestorablePartError,
    Part,
    PartGoneError,
    move_part,
    remove_part,
    restore_part,
)
from vendors.views.criteria import criteria_url
from vendors.views.door import moderating_or_refused

BY = {"up": -1, "down": 1}


@workspace_page()
@require_POST
def criteria_move(request: WorkspaceRequest, evaluation_code: str, kind: str, key: str) -> HttpResponse:
    version, part = _part_or_404(request, evaluation_code, kind, key)
    try:
        move_part(part=part, actor=request.user, by=BY.get(request.POST.get("by", ""), 0))
    except (NotEditableError, PartGoneError):
        _say_locked(request)
    return redirect(criteria_url(version, part.key))


@workspace_page()
@require_POST
def criteria_remove(request: WorkspaceRequest, evaluation_code: str, kind: str, key: str) -> HttpResponse:
    version, part = _part_or_404(request, evaluation_code, kind, key)
    try:
        removed = remove_part(part=part, actor=request.user)
    except (NotEditableError, PartGoneError):
        _say_locked(request)
    else:
        undo = reverse("criteria_restore", args=[request.workspace.code, evaluation_code, removed.code])
        offer_undo(request, _("“%(title)s” is removed from the criteria.") % {"title": removed.title}, undo)
    return redirect(criteria_url(version))


@workspace_page()
@require_POST
def criteria_restore(request: WorkspaceRequest, evaluation_code: str, removed_code: str) -> HttpResponse:
    evaluation = moderating_or_refused(request, evaluation_code).evaluation
    removed = get_object_or_404(
        RemovedPart.objects.select_related("version"),
        version__evaluation=evaluation,
        kind__in=MODELS,
        code=removed_code,
    )
    removed.version.evaluation = evaluation
    try:
        part = restore_part(removed=removed, actor=request.user)
    except NotEditableError:
        _say_locked(request)
    except NotRestorablePartError:
        messages.error(request, _("Its group was removed, too. Take that back first."))
    else:
        messages.success(request, _("“%(title)s” is back.") % {"title": part})
        return redirect(criteria_url(removed.version, part.key))
    return redirect(criteria_url(removed.version))


def _part_or_404(request: WorkspaceRequest, code: str, kind: str, key: str) -> tuple[ModelVersion, Part]:
    """Of the version that is written or was written last; the operation finds out whether it still is."""
    evaluation = moderating_or_refused(request, code).evaluation
    version = evaluation.versions.order_by("-number")[0]
    version.evaluation = evaluation
    model = MODELS.get(kind)
    part = model._base_manager.filter(version=version, key=key).first() if model else None
    if part is None:
        raise Http404
    part.version = version
    return version, part


def _say_locked(request: WorkspaceRequest) -> None:
    messages.error(request, _("The criteria were locked or changed meanwhile. Nothing was done."))
