"""Choices of how reports look, to use again for every assessment of a workspace."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_edit
from assessments.views.sections import assessment_or_404
from core.models import StaleWriteError
from core.undo import offer_undo
from reports.forms.plans import PresetNameForm
from reports.models import ReportPreset
from reports.operations.plans import (
    NameTakenError,
    NotRestorableError,
    apply_preset,
    delete_preset,
    rename_preset,
    restore_preset,
    save_preset,
)
from reports.queries.plans import find_preset, plan_of


@workspace_page(can_edit)
@require_POST
def preset_create(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    """Of the choices as they are saved for this assessment."""
    assessment = assessment_or_404(request, assessment_code)
    name = _name(request)
    if name:
        try:
            save_preset(workspace=request.workspace, actor=request.user, name=name, choices=plan_of(assessment).choices)
        except NameTakenError:
            messages.error(request, _("There is a preset of this name already."))
        else:
            messages.success(request, _("The choices are saved as the preset “%(name)s”.") % {"name": name})
    return _back(request, assessment_code)


@workspace_page(can_edit)
@require_POST
def preset_apply(request: WorkspaceRequest, assessment_code: str, preset_code: str) -> HttpResponse:
    assessment, preset = assessment_or_404(request, assessment_code), _find(request, preset_code)
    try:
        apply_preset(preset=preset, plan=plan_of(assessment), actor=request.user)
    except StaleWriteError:
        messages.error(request, _("Somebody else saved at the same moment. Nothing was changed; look, then try again."))
    else:
        messages.success(request, _("The report looks as “%(name)s” says; your words stay.") % {"name": preset})
    return _back(request, assessment_code)


@workspace_page(can_edit)
@require_POST
def preset_rename(request: WorkspaceRequest, assessment_code: str, preset_code: str) -> HttpResponse:
    preset, name = _find(request, preset_code), _name(request)
    if name:
        try:
            rename_preset(preset=preset, actor=request.user, name=name)
        except NameTakenError:
            messages.error(request, _("There is a preset of this name already."))
        else:
            messages.success(request, _("The preset is called “%(name)s” now.") % {"name": name})
    return _back(request, assessment_code)


@workspace_page(can_edit)
@require_POST
def preset_delete(request: WorkspaceRequest, assessment_code: str, preset_code: str) -> HttpResponse:
    preset = _find(request, preset_code, also_deleted=True)
    delete_preset(preset=preset, actor=request.user)
    undo = reverse("preset_restore", args=[request.workspace.code, assessment_code, preset.code])
    offer_undo(request, _("The preset “%(name)s” is deleted.") % {"name": preset}, undo)
    return _back(request, assessment_code)


@workspace_page(can_edit)
@require_POST
def preset_restore(request: WorkspaceRequest, assessment_code: str, preset_code: str) -> HttpResponse:
    preset = _find(request, preset_code, also_deleted=True)
    try:
        restore_preset(preset=preset, actor=request.user)
    except NotRestorableError:
        messages.error(request, _("It cannot be brought back: it is gone for good, or another preset has its name."))
    else:
        messages.success(request, _("The preset “%(name)s” is back.") % {"name": preset})
    return _back(request, assessment_code)


def _find(request: WorkspaceRequest, code: str, *, also_deleted: bool = False) -> ReportPreset:
    try:
        return find_preset(request.workspace, code, also_deleted=also_deleted)
    except ReportPreset.DoesNotExist:
        raise Http404 from None


def _name(request: WorkspaceRequest) -> str:
    """Empty, with a sentence for the person, where it cannot be one."""
    form = PresetNameForm(request.POST)
    if form.is_valid():
        return str(form.cleaned_data["name"])
    messages.error(request, " ".join(str(error) for error in form.errors["name"]))
    return ""


def _back(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    assessment = assessment_or_404(request, assessment_code)
    of = f"?{request.GET.urlencode()}" if request.GET else ""  # of a milestone
    return redirect(reverse("report_compose", args=[request.workspace.code, assessment.code]) + of)
