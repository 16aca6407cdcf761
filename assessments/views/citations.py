"""Citing evidence for an answer, and no longer citing it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_contribute
from assessments.choices import GroupKind
from assessments.forms.citations import CiteForm
from assessments.models import Answer
from assessments.operations.answers import Saved
from assessments.operations.citations import cite_evidence, remove_citation
from assessments.views.sections import assessment_or_404, section_url
from evidence.models import Evidence


@workspace_page(can_contribute)
@require_http_methods(["GET", "POST"])
def citation_create(request: WorkspaceRequest, assessment_code: str, question: str) -> HttpResponse:
    assessment = assessment_or_404(request, assessment_code)
    asked = assessment.questions.question.get(question)
    if asked is None:
        raise Http404
    form = CiteForm(request.POST or None, assessment=assessment, question=question)
    if form.is_valid():
        return _cite(request, assessment_code, question, form.cleaned_data["evidence"])
    context = {"assessment": assessment, "question": asked, "form": form, "by": _kind(request)}
    return render(request, "assessments/citation_form.html", context)


@workspace_page(can_contribute)
@require_POST
def citation_remove(request: WorkspaceRequest, assessment_code: str, question: str, evidence_code: str) -> HttpResponse:
    try:
        evidence = Evidence.objects.alive().get(workspace=request.workspace, code=evidence_code)
        saved = remove_citation(
            workspace=request.workspace,
            assessment=assessment_code,
            question=question,
            actor=request.user,
            evidence=evidence,
        )
    except (Evidence.DoesNotExist, Answer.DoesNotExist):
        raise Http404 from None
    sentence = _("%(title)s is no longer cited here. It stays in the list of evidence.") % {"title": evidence.title}
    messages.success(request, f"{sentence} {_effect(saved)}".strip())
    return _back(request, saved)


def _cite(request: WorkspaceRequest, assessment: str, question: str, evidence: Evidence) -> HttpResponse:
    try:
        saved = cite_evidence(
            workspace=request.workspace, assessment=assessment, question=question, actor=request.user, evidence=evidence
        )
    except Answer.DoesNotExist:
        raise Http404 from None
    messages.success(request, " ".join([_("%(title)s is cited.") % {"title": evidence.title}, _effect(saved)]).strip())
    return _back(request, saved)


def _effect(saved: Saved) -> str:
    """What it makes of the verified level, said at once."""
    before, now = saved.verified_before, saved.question.verified
    if now is None:
        return _("It will count once the question has a level.")
    if before == now:
        return _("The verified level stays %(level)s.") % {"level": now}
    return _("The verified level goes from %(before)s to %(now)s.") % {"before": before, "now": now}


def _back(request: WorkspaceRequest, saved: Saved) -> HttpResponse:
    kind, assessment = _kind(request), saved.answer.assessment
    group = getattr(assessment.questions.question[saved.answer.question], kind.value)
    return redirect(section_url(assessment, kind, group, question=saved.answer.question))


def _kind(request: WorkspaceRequest) -> GroupKind:
    sent = request.POST.get("by") or request.GET.get("by")
    return GroupKind.DOMAIN if sent == GroupKind.DOMAIN else GroupKind.PHASE
