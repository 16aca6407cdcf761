"""Deciding what the next report says and how it looks, with a preview of it."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.middleware.csp import get_nonce
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_edit
from accounts.queries.activity import last_person_at
from assessments.models import Milestone
from assessments.queries.milestones import DamagedMilestoneError
from assessments.views.milestones import says_what_is_damaged
from assessments.views.sections import assessment_or_404
from core.conflicts import save_form
from core.models import StaleWriteError
from core.resend import keeps_what_was_sent
from core.undo import offer_undo
from reports.domain.summary import summarise
from reports.domain.summary_text import paragraphs_of, whole_text
from reports.forms.plans import PHASE, PlanForm, PresetNameForm
from reports.models import ReportPlan
from reports.operations.pdf import STYLE, report_of, results_json
from reports.operations.plans import change_plan, take_back, take_over
from reports.operations.runs import ask_for_report
from reports.queries.comparisons import find_baseline
from reports.queries.plans import options_data, options_from, plan_of, presets_of
from reports.queries.record import record_of
from reports.queries.results import Assessed
from reports.views.door import assessed_or_404

WITH_PREVIEW = {**settings.SECURE_CSP, "frame-src": [CSP.SELF]}
OF_PREVIEW: Any = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.NONCE],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.NONE],
    "frame-ancestors": [CSP.SELF],
    "sandbox": ["allow-same-origin"],  # for pictures and letters; nothing in it can run
}
SCREEN_STYLE = STYLE.with_name("preview.css")


@csp_override(WITH_PREVIEW)
@keeps_what_was_sent
@workspace_page(can_edit)
@says_what_is_damaged
@require_http_methods(["GET", "POST"])
def report_compose(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    assessed = _assessed(request, assessment_code)
    assessment, plan = assessed.assessment, plan_of(assessed.assessment)
    parts = paragraphs_of(summarise(assessed.result, assessed.submission.organisation))
    whole = whole_text(parts)
    form = PlanForm(request.POST or None, instance=plan)
    taken = request.POST.get("take", "")
    if form.is_valid():

        def write(*, seen: int, **values: Any) -> ReportPlan:
            part = next((part for part in parts if part.name == taken), None)
            if part or taken == "all":
                values["part"] = part
            operation = take_over if "part" in values else change_plan
            return operation(assessment=assessment, actor=request.user, seen=seen, basis=whole, **values)

        if save_form(request, form, write, said=_("Saved."), who=partial(_who, request, assessment.code)):
            return _after(request, assessed, taken)
    context = {
        "assessment": assessment,
        "milestone": assessed.milestone,
        "of": of_milestone(assessed.milestone),
        "form": form,
        "plan": plan,
        "parts": parts,
        "is_outdated": bool(plan.summary and plan.basis and plan.basis != whole),
        "presets": presets_of(request.workspace),
        "preset_form": PresetNameForm(auto_id="preset_%s"),
    }
    return render(request, "reports/pages/compose.html", context, status=form.status)


def _who(request: WorkspaceRequest, code: str, field: str) -> str:
    return last_person_at(request.workspace, code, "phase_comments" if field.startswith(PHASE) else field)


def _after(request: WorkspaceRequest, assessed: Assessed, taken: str) -> HttpResponse:
    """Where the pressed button leads."""
    assessment, milestone = assessed.assessment, assessed.milestone
    here = [request.workspace.code, assessment.code]
    if "make" in request.POST:
        return redirect(ask_for_report(assessment=assessment, actor=request.user, milestone=milestone))
    of = of_milestone(milestone)
    if taken:
        offer_undo(request, _("Taken over into your own words."), reverse("report_take_back", args=here) + of)
    return redirect(reverse("report_compose", args=here) + of)


def of_milestone(milestone: Milestone | None) -> str:
    """What an address of the composer ends with."""
    return f"?milestone={milestone.code}" if milestone else ""


def _assessed(request: WorkspaceRequest, code: str) -> Assessed:
    """Of today, or of the milestone that the address names; what is decided about the report is one plan for all."""
    return assessed_or_404(request, code, request.GET.get("milestone", ""))


@workspace_page(can_edit)
@says_what_is_damaged
@require_POST
def report_take_back(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    assessment = assessment_or_404(request, assessment_code)
    plan = plan_of(assessment)
    try:
        take_back(plan=plan, actor=request.user, basis=_whole(_assessed(request, assessment.code)))
    except StaleWriteError:
        messages.error(
            request, _("Somebody else saved at the same moment. Nothing was taken back; look, then try again.")
        )
    else:
        messages.success(request, _("Your own words are as they were before."))
    of = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(reverse("report_compose", args=[request.workspace.code, assessment.code]) + of)


@xframe_options_sameorigin
@csp_override(OF_PREVIEW)
@workspace_page(can_edit)
@says_what_is_damaged
@require_http_methods(["GET", "POST"])
def report_preview(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    """By the plan as it is stored, or as it was typed and not saved yet."""
    assessment = assessment_or_404(request, assessment_code)
    plan = plan_of(assessment)
    if request.method == "POST":
        form = PlanForm(request.POST, instance=plan)
        if not form.is_valid():
            return render(request, "reports/pages/preview_fault.html", {"nonce": get_nonce(request)}, status=422)
        for name, value in form.values.items():
            setattr(plan, name, value)
    assessed = _assessed(request, assessment.code)
    options = options_from(
        options_data(plan, request.workspace), phases=[phase.id for phase in assessed.result.pack.phases]
    )
    data, baseline = assessed.data, None
    with suppress(DamagedMilestoneError):  # making the report says so
        baseline = find_baseline(assessment, plan.baseline, assessed.result.pack)
    workspace = request.workspace
    logos = {which: reverse("workspace_logo", args=[workspace.code, which]) for which in ("logo", "consultant_logo")}
    context = {
        "report": report_of(
            results_json(data),
            data,
            assessed.result,
            assessed.submission,
            options,
            baseline,
            record_of(assessed, options.chosen_chapters),
        ),
        "logos": {which: f"{address}?{workspace.revision}" for which, address in logos.items()},
        "style": STYLE.read_text(encoding="utf-8") + SCREEN_STYLE.read_text(encoding="utf-8"),
        "nonce": get_nonce(request),
    }
    return render(request, "reports/pages/preview.html", context)


def _whole(assessed: Assessed) -> str:
    return whole_text(paragraphs_of(summarise(assessed.result, assessed.submission.organisation)))
