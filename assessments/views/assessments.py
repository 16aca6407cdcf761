"""Assessments as a whole: their list, their beginning, their first page, their settings and their end."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_contribute, can_edit
from accounts.queries.activity import last_person_at
from assessments.choices import GroupKind, ProgressChoice
from assessments.forms.assessments import AssessmentSettingsForm, DuplicateForm, NewAssessmentForm
from assessments.models import Assessment
from assessments.operations.assessments import (
    NotRestorableError,
    change_assessment,
    create_assessment,
    delete_assessment,
    duplicate_assessment,
    restore_assessment,
)
from assessments.operations.locking import LockedError
from assessments.operations.suggestions import rule_out
from assessments.queries.assessments import assessments_of, deleted_assessments, matching
from assessments.queries.locked import why_locked
from assessments.queries.overview import overview_of, question_to_resume
from assessments.queries.suggestions import open_suggestions
from assessments.views.sections import assessment_or_404, section_url
from assessments.views.shown import overall_strip
from catalog.operations import pack_of
from catalog.queries import newer_than, question_packs
from core.conflicts import save_form
from core.resend import keeps_what_was_sent
from core.undo import offer_undo

ROWS = 25
SECTIONS_BY = "sections_by"
"""Where a session keeps whether the person reads by phase or by domain."""


@workspace_page()
@require_GET
def assessment_list(request: WorkspaceRequest) -> HttpResponse:
    everything = assessments_of(request.workspace)
    wanted = {name: request.GET.get(name, "").strip() for name in ("text", "state", "owner")}
    owners = {each.assessment.owner.code: each.assessment.owner for each in everything if each.assessment.owner}
    context: dict[str, Any] = {
        "page": Paginator(matching(everything, **wanted), ROWS).get_page(request.GET.get("page")),
        "everything": everything,
        "wanted": wanted,
        "is_filtered": any(wanted.values()),
        "states": ProgressChoice.choices,
        "owners": sorted(owners.items(), key=lambda owner: str(owner[1]).casefold()),
        "may_edit": can_edit(request.membership),
        "today": request.workspace.today,
    }
    if can_edit(request.membership):
        context["deleted"] = deleted_assessments(request.workspace, timezone.now())
    return render(request, "assessments/assessment_list.html", context)


@keeps_what_was_sent
@workspace_page(can_edit)
@require_http_methods(["GET", "POST"])
def assessment_create(request: WorkspaceRequest) -> HttpResponse:
    """First the choice of a pack, where there are several, and then what the pack asks."""
    offers = question_packs()
    named = request.GET.get("pack", "")
    offer = next((each for each in offers if each.name == named), offers[0] if len(offers) == 1 else None)
    if offer is None:
        return render(request, "assessments/assessment_packs.html", {"offers": offers})
    form = NewAssessmentForm(request.POST or None, pack=offer.content, title=_default_title(request))
    if form.is_valid():
        assessment = create_assessment(
            workspace=request.workspace, actor=request.user, pack=pack_of(offer), **form.values
        )
        if open_suggestions(assessment):
            return redirect("suggestion_list", request.workspace.code, assessment.code)
        return redirect("assessment_detail", request.workspace.code, assessment.code)
    context = {"form": form, "pack": offer.content, "has_choice": len(offers) > 1}
    return render(request, "assessments/assessment_form.html", context)


@workspace_page()
@require_GET
def assessment_detail(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    assessment = assessment_or_404(request, assessment_code)
    kind = _sections_by(request)
    overview = overview_of(assessment, request.user, kind)
    context = {
        "assessment": assessment,
        "pack": assessment.questions,
        "overview": overview,
        "strip": overall_strip(assessment.questions, overview.whole.scores),
        "newer": newer_than(assessment.pack),
        "by": kind,
        "kinds": GroupKind.choices,
        "may_answer": can_contribute(request.membership),
        "may_edit": can_edit(request.membership),
    }
    return render(request, "assessments/assessment_detail.html", context)


@workspace_page()
@require_GET
def assessment_resume(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    """To the question that this person goes on with; to the assessment when nothing is open."""
    assessment = assessment_or_404(request, assessment_code)
    question = question_to_resume(assessment, request.user)
    if question is None:
        return redirect("assessment_detail", request.workspace.code, assessment.code)
    kind = _sections_by(request)
    return redirect(section_url(assessment, kind, getattr(question, kind.value), question=question.id))


@keeps_what_was_sent
@workspace_page(can_edit)
@require_http_methods(["GET", "POST"])
def assessment_settings(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    assessment = assessment_or_404(request, assessment_code)
    form = AssessmentSettingsForm(request.POST or None, instance=assessment)
    if form.is_valid():
        write = partial(change_assessment, assessment=assessment, actor=request.user)

        def who(field: str) -> str:
            return last_person_at(request.workspace, assessment.code, form.logged_as(field))

        if save_form(request, form, write, said=_("The settings are saved."), who=who):
            return redirect("assessment_settings", request.workspace.code, assessment.code)
    context = {"form": form, "assessment": assessment, "pack": assessment.questions}
    return render(request, "assessments/assessment_settings.html", context, status=form.status)


@keeps_what_was_sent
@workspace_page(can_contribute)
@require_http_methods(["GET", "POST"])
def suggestion_list(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    """Questions that may not apply. Only those that the person ticked are ruled out."""
    assessment = assessment_or_404(request, assessment_code)
    suggestions = open_suggestions(assessment)
    if request.method == "POST":
        chosen = (
            {each.question.id for each in suggestions}
            if "all" in request.POST
            else set(request.POST.getlist("question"))
        )
        try:
            messages.success(request, _ruled_out(rule_out(assessment=assessment, questions=chosen, actor=request.user)))
        except LockedError as error:
            messages.error(request, " ".join([_("Nothing has changed."), why_locked(assessment, error.phase)]))
            return redirect("suggestion_list", request.workspace.code, assessment.code)
        return redirect("assessment_detail", request.workspace.code, assessment.code)
    context = {"assessment": assessment, "suggestions": suggestions}
    return render(request, "assessments/suggestion_list.html", context)


@keeps_what_was_sent
@workspace_page(can_edit)
@require_http_methods(["GET", "POST"])
def assessment_duplicate(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    assessment = assessment_or_404(request, assessment_code)
    title = _("%(title)s, copy") % {"title": assessment.title[:190]}
    form = DuplicateForm(request.POST or None, initial={"title": title})
    if form.is_valid():
        copy = duplicate_assessment(assessment=assessment, actor=request.user, **form.cleaned_data)
        messages.success(request, _("This is the copy. The original stays as it is."))
        return redirect("assessment_detail", request.workspace.code, copy.code)
    return render(request, "assessments/assessment_duplicate.html", {"form": form, "assessment": assessment})


@workspace_page(can_edit)
@require_POST
def assessment_delete(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    assessment = assessment_or_404(request, assessment_code)
    delete_assessment(assessment=assessment, actor=request.user)
    undo = reverse("assessment_restore", args=[request.workspace.code, assessment.code])
    offer_undo(request, _("%(title)s is deleted. It can be restored for 30 days.") % {"title": assessment}, undo)
    return redirect("assessment_list", request.workspace.code)


@workspace_page(can_edit)
@require_POST
def assessment_restore(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    of_workspace = Assessment.objects.filter(workspace=request.workspace)
    assessment: Assessment = get_object_or_404(of_workspace, code=assessment_code)
    assessment.workspace = request.workspace
    try:
        restore_assessment(assessment=assessment, actor=request.user)
    except NotRestorableError:
        messages.error(request, _("%(title)s was deleted more than 30 days ago.") % {"title": assessment})
        return redirect("assessment_list", request.workspace.code)
    messages.success(request, _("%(title)s is back.") % {"title": assessment})
    return redirect("assessment_detail", request.workspace.code, assessment.code)


def _ruled_out(count: int) -> str:
    if not count:
        return _("Nothing was ticked, so nothing has changed.")
    said = ngettext("%(count)d question does not apply.", "%(count)d questions do not apply.", count)
    return said % {"count": count}


def _sections_by(request: WorkspaceRequest) -> GroupKind:
    """As the address says, and from then on for this person."""
    asked = request.GET.get("by", "")
    if asked in GroupKind.values:
        request.session[SECTIONS_BY] = asked
    kept = request.session.get(SECTIONS_BY, GroupKind.PHASE.value)
    return GroupKind(kept if kept in GroupKind.values else GroupKind.PHASE.value)


def _default_title(request: WorkspaceRequest) -> str:
    """The first is a baseline; what comes later is compared with it."""
    month = date_format(request.workspace.today, "F Y")
    is_first = not Assessment.objects.filter(workspace=request.workspace, deleted_at=None).exists()
    return _("Baseline %(month)s") % {"month": month} if is_first else _("Assessment %(month)s") % {"month": month}
