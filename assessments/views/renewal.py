"""Moving an assessment to a newer version of its pack, with a look at what that changes before."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_edit
from assessments.operations.renewal import CannotMoveError, OtherVersionError, move_to_version
from assessments.queries.renewal import WHY_NOT, plan_renewal
from assessments.views.sections import assessment_or_404


@workspace_page(can_edit)
@require_http_methods(["GET", "POST"])
def assessment_renew(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    assessment = assessment_or_404(request, assessment_code)
    if request.method == "POST":
        return _move(request, assessment_code)
    plan = plan_renewal(assessment)
    context = {
        "assessment": assessment,
        "plan": plan,
        "why_not": WHY_NOT[plan.obstacle] if plan and plan.obstacle else "",
        "full": plan.offer.content.question if plan else {},
    }
    return render(request, "assessments/assessment_renew.html", context)


def _move(request: WorkspaceRequest, code: str) -> HttpResponse:
    assessment = assessment_or_404(request, code)
    try:
        _moved, milestone = move_to_version(
            assessment=assessment, actor=request.user, version=request.POST.get("version", "")
        )
    except OtherVersionError:
        messages.warning(
            request,
            _("There is another version by now, or somebody has moved the assessment. Nothing was done; look again."),
        )
        return redirect("assessment_renew", request.workspace.code, code)
    except CannotMoveError as error:
        messages.error(request, WHY_NOT[error.obstacle])
        return redirect("assessment_renew", request.workspace.code, code)
    messages.success(
        request,
        _("The assessment asks the new version. What was there before is the milestone “%(title)s”.")
        % {"title": milestone},
    )
    return redirect("assessment_detail", request.workspace.code, code)
