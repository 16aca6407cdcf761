"""Citing evidence for an answer, and no longer citing it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_contribute
from assessments.choices import GroupKind
from assessments.forms.citations import CiteForm, FindForm
from assessments.models import Answer, Assessment
from assessments.operations.answers import Saved
from assessments.operations.citations import cite_evidence, cite_new_evidence, remove_citation
from assessments.operations.locking import LockedError
from assessments.queries.locked import why_locked
from assessments.views.sections import assessment_or_404, section_url
from catalog.domain.question_pack import Question
from core.resend import keeps_what_was_sent
from evidence.files.refusals import RefusedFileError
from evidence.forms.evidence import NewEvidenceForm
from evidence.models import Evidence
from evidence.uploading import takes_upload


@takes_upload
@keeps_what_was_sent
@workspace_page(can_contribute)
@require_http_methods(["GET", "POST"])
def citation_create(request: WorkspaceRequest, assessment_code: str, question: str) -> HttpResponse:
    """Two forms: for evidence that is there already, and for what is not."""
    assessment = assessment_or_404(request, assessment_code)
    asked = assessment.questions.question.get(question)
    if asked is None:
        raise Http404
    is_known = "evidence" in request.POST
    if assessment.is_locked(question) and request.method == "GET":
        return _locked(request, assessment, question)
    find = FindForm(request.GET)
    known = CiteForm(request.POST if is_known else None, assessment=assessment, question=question, words=find.words)
    new = _new_form(request, assessment, asked, is_sent=request.method == "POST" and not is_known)
    where: dict[str, Any] = {
        "workspace": request.workspace,
        "assessment": assessment_code,
        "question": question,
        "actor": request.user,
    }
    try:
        if known.is_valid():
            evidence = known.cleaned_data["evidence"]
            return _cite(request, partial(cite_evidence, **where, evidence=evidence), evidence.title)
        if new.is_valid():
            return _cite(request, partial(cite_new_evidence, **where, **new.values), new.values["title"])
    except LockedError as error:
        (known if is_known else new).add_error(None, why_locked(assessment, error.phase))
    except RefusedFileError as refused:
        new.add_error("upload", str(refused.sentence))
    first = known.fields["evidence"] if known.offered else new.fields["title"]
    first.widget.attrs["autofocus"] = True  # the page is there for nothing else, and is opened by a key
    context = {"assessment": assessment, "question": asked, "find": find, "known": known, "new": new}
    context["by"] = _kind(request)
    status = 422 if known.errors or new.errors else 200
    return render(request, "assessments/citation_form.html", context, status=status)


def _new_form(
    request: WorkspaceRequest, assessment: Assessment, question: Question, *, is_sent: bool
) -> NewEvidenceForm:
    """What is typical for the question comes first among the kinds of the pack, and is said to be."""
    pack = assessment.questions
    typical = [pack.evidence_kind[id_] for id_ in question.evidence if id_ in pack.evidence_kind]
    others = [kind for kind in pack.evidence_kinds if kind not in typical]
    return NewEvidenceForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        workspace=request.workspace,
        kinds=[*typical, *others],
        typical=question.evidence,
        default_validity=pack.validity_default_days,
        initial={"owner": request.user},
    )


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
    except LockedError:
        return _locked(request, assessment_or_404(request, assessment_code), question)
    sentence = _("%(title)s is no longer cited here. It stays in the list of evidence.") % {"title": evidence.title}
    messages.success(request, f"{sentence} {_effect(saved)}".strip())
    return _back(request, saved)


def _cite(request: WorkspaceRequest, cite: Callable[[], Saved], title: str) -> HttpResponse:
    try:
        saved = cite()
    except (Answer.DoesNotExist, Evidence.DoesNotExist):  # by now
        raise Http404 from None
    messages.success(request, " ".join([_("%(title)s is cited.") % {"title": title}, _effect(saved)]).strip())
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
    return _to_question(request, saved.answer.assessment, saved.answer.question)


def _locked(request: WorkspaceRequest, assessment: Assessment, question: str) -> HttpResponse:
    messages.error(request, why_locked(assessment, assessment.questions.question[question].phase))
    return _to_question(request, assessment, question)


def _to_question(request: WorkspaceRequest, assessment: Assessment, question: str) -> HttpResponse:
    kind = _kind(request)
    group = getattr(assessment.questions.question[question], kind.value)
    return redirect(section_url(assessment, kind, group, question=question))


def _kind(request: WorkspaceRequest) -> GroupKind:
    sent = request.POST.get("by") or request.GET.get("by")
    return GroupKind.DOMAIN if sent == GroupKind.DOMAIN else GroupKind.PHASE
