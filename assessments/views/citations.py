"""Citing evidence for an answer, and no longer citing it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_contribute
from assessments.choices import GroupKind
from assessments.models import Answer
from assessments.operations.citations import remove_citation
from assessments.views.sections import section_url
from evidence.models import Evidence


@workspace_page(can_contribute)
def citation_create(request: WorkspaceRequest, assessment_code: str, question: str) -> HttpResponse:
    raise Http404


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
    messages.success(
        request, _("%(title)s is no longer cited here. It stays in the list of evidence.") % {"title": evidence.title}
    )
    kind = GroupKind.DOMAIN if request.POST.get("by") == GroupKind.DOMAIN else GroupKind.PHASE
    assessment = saved.answer.assessment
    group = getattr(assessment.questions.question[question], kind.value)
    return redirect(section_url(assessment, kind, group, question=question))
