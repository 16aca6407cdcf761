"""A new assessment from a file of answers, such as the headless job takes."""

from __future__ import annotations

from pathlib import PurePath

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_edit
from assessments.domain.scoring import score
from assessments.domain.summary import summarise
from assessments.forms.imports import NewFromFileForm, TitleForm
from assessments.models import AnswerImport
from assessments.operations.imports import NotWaitingError
from assessments.operations.new_from_file import begin_from_file, kept_submission, read_new
from assessments.queries.imports import find_import
from catalog.queries import question_packs
from core.source import BadInputError
from evidence.uploading import takes_upload


@takes_upload
@workspace_page(can_edit)
@require_http_methods(["GET", "POST"])
def assessment_from_file(request: WorkspaceRequest) -> HttpResponse:
    form = NewFromFileForm(request.POST or None, request.FILES or None, offers=question_packs())
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            found = read_new(
                workspace=request.workspace,
                actor=request.user,
                offer=form.offer,
                file_name=upload.name,
                data=upload.read(),
            )
            return redirect("assessment_file_detail", request.workspace.code, found.code)
        except BadInputError as error:
            context |= {"faults": error.faults, "file_name": upload.name}
    status = 422 if form.errors or "faults" in context else 200
    return render(request, "assessments/import_new.html", context, status=status)


@workspace_page(can_edit)
@require_http_methods(["GET", "POST"])
def assessment_file_detail(request: WorkspaceRequest, import_code: str) -> HttpResponse:
    """What the file holds; posted, the assessment is made of it."""
    try:
        found = find_import(request.workspace, import_code, request.user)
    except AnswerImport.DoesNotExist:
        raise Http404 from None
    offer = next((each for each in question_packs() if each.name == found.content["pack"]), None)
    if found.applied_at or found.is_over or offer is None:
        return _too_late(request)
    submission = kept_submission(found, offer.content)
    title = submission.title or PurePath(found.file_name).stem
    form = TitleForm(request.POST or None, initial={"title": title[:200]})
    if form.is_valid():
        try:
            assessment = begin_from_file(found=found, actor=request.user, offer=offer, title=form.cleaned_data["title"])
        except NotWaitingError:
            return _too_late(request)
        messages.success(request, _("The assessment is there, with the answers of %(file)s.") % {"file": found})
        return redirect("assessment_detail", request.workspace.code, assessment.code)
    pack = submission.asked_of(offer.content)
    result = score(pack, submission.answers, submission.targets, as_of=request.workspace.today)
    context = {
        "form": form,
        "found": found,
        "pack": pack,
        "submission": submission,
        "overall": summarise(result).overall,
        "evidence": sum(len(answer.evidence) for answer in submission.answers.values()),
    }
    return render(request, "assessments/import_new_check.html", context, status=422 if form.errors else 200)


def _too_late(request: WorkspaceRequest) -> HttpResponse:
    messages.warning(request, _("This preview has ended. Send the file again if you still need it."))
    return redirect("assessment_from_file", request.workspace.code)
