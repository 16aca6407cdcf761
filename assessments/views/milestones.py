"""Milestones of an assessment: freezing, looking at one, beginning anew from it, deleting it and taking that back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_edit, can_own
from assessments.forms.milestones import BeginForm, MilestoneForm, suggested_title
from assessments.models import Milestone
from assessments.operations.assessments import NotRestorableError
from assessments.operations.carrying import begin_from_milestone
from assessments.operations.milestones import delete_milestone, freeze_milestone, restore_milestone
from assessments.queries.milestones import (
    DamagedMilestoneError,
    find_milestone,
    milestones_of,
    outlook_of,
    result_of_milestone,
)
from assessments.views.sections import assessment_or_404
from core.codes import is_code
from core.resend import keeps_what_was_sent
from core.undo import offer_undo


def says_what_is_damaged(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A milestone that is not what was frozen is shown by nobody: the page says so instead."""

    @wraps(view)
    def shown(request: WorkspaceRequest, **named: str) -> HttpResponse:
        try:
            return view(request, **named)
        except DamagedMilestoneError as error:
            return render(request, "assessments/milestone_damaged.html", {"code": str(error)}, status=500)

    return shown


def milestone_or_404(request: WorkspaceRequest, assessment: str, code: str, *, also_deleted: bool = False) -> Milestone:
    if not is_code(code):  # it may come from a query as well
        raise Http404
    try:
        return find_milestone(assessment_or_404(request, assessment), code, also_deleted=also_deleted)
    except Milestone.DoesNotExist:
        raise Http404 from None


@workspace_page()
@require_safe
def milestone_list(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    assessment = assessment_or_404(request, assessment_code)
    context = {
        "assessment": assessment,
        "milestones": milestones_of(assessment),
        "may_edit": can_edit(request.membership),
    }
    return render(request, "assessments/milestone_list.html", context)


@keeps_what_was_sent
@workspace_page(can_edit)
@require_http_methods(["GET", "POST"])
def milestone_create(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    assessment = assessment_or_404(request, assessment_code)
    title = suggested_title(assessment, request.workspace.today)
    form = MilestoneForm(request.POST or None, initial={"title": title})
    if form.is_valid():
        milestone = freeze_milestone(assessment=assessment, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Frozen. The assessment goes on from here; this milestone stays as it is."))
        return redirect(milestone)
    context = {"assessment": assessment, "form": form, "outlook": outlook_of(assessment)}
    return render(request, "assessments/milestone_form.html", context, status=422 if form.errors else 200)


@workspace_page()
@says_what_is_damaged
@require_safe
def milestone_detail(request: WorkspaceRequest, assessment_code: str, milestone_code: str) -> HttpResponse:
    milestone = milestone_or_404(request, assessment_code, milestone_code)
    frozen = result_of_milestone(milestone)
    context = {
        "assessment": milestone.assessment,
        "milestone": milestone,
        "frozen": frozen,
        "result": frozen.result,
        "waiting": sum("carried" in more for more in frozen.more.values()),
        "evidence": sum(len(found.evidence) for found in frozen.result.questions),
        "begun": milestone.begun.filter(deleted_at=None).order_by("pk"),
        "may_edit": can_edit(request.membership),
        "may_delete": can_own(request.membership),
    }
    return render(request, "assessments/milestone_detail.html", context)


@workspace_page(can_edit)
@says_what_is_damaged
@require_http_methods(["GET", "POST"])
def milestone_begin(request: WorkspaceRequest, assessment_code: str, milestone_code: str) -> HttpResponse:
    milestone = milestone_or_404(request, assessment_code, milestone_code)
    title = suggested_title(milestone.assessment, request.workspace.today)
    form = BeginForm(request.POST or None, initial={"title": f"{milestone.assessment.title[:180]}, {title}"})
    if form.is_valid():
        begun = begin_from_milestone(milestone=milestone, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Every answer is here to be confirmed. Until then its question counts as open."))
        return redirect("assessment_detail", request.workspace.code, begun.code)
    context = {"assessment": milestone.assessment, "milestone": milestone, "form": form}
    return render(request, "assessments/milestone_begin.html", context, status=422 if form.errors else 200)


@workspace_page(can_own)
@require_POST
def milestone_delete(request: WorkspaceRequest, assessment_code: str, milestone_code: str) -> HttpResponse:
    milestone = milestone_or_404(request, assessment_code, milestone_code, also_deleted=True)
    delete_milestone(milestone=milestone, actor=request.user)
    undo = reverse("milestone_restore", args=[request.workspace.code, assessment_code, milestone.code])
    offer_undo(request, _("The milestone is deleted. It can be restored for 30 days."), undo)
    return redirect("milestone_list", request.workspace.code, assessment_code)


@workspace_page(can_own)
@require_POST
def milestone_restore(request: WorkspaceRequest, assessment_code: str, milestone_code: str) -> HttpResponse:
    milestone = milestone_or_404(request, assessment_code, milestone_code, also_deleted=True)
    try:
        restore_milestone(milestone=milestone, actor=request.user)
    except NotRestorableError:
        messages.error(request, _("The milestone was deleted more than 30 days ago."))
        return redirect("milestone_list", request.workspace.code, assessment_code)
    messages.success(request, _("The milestone is back."))
    return redirect(milestone)
