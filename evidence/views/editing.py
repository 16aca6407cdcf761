"""Adding evidence, correcting it, replacing it by a newer version, deleting it and taking that back."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_contribute
from accounts.queries.activity import last_person_at
from core.conflicts import save_form
from core.models import StaleWriteError
from core.resend import keeps_what_was_sent
from core.undo import offer_undo
from evidence.files.refusals import RefusedFileError
from evidence.forms.evidence import ChangeEvidenceForm, NewEvidenceForm, ReplaceEvidenceForm
from evidence.models import Evidence
from evidence.operations.evidence import (
    NotRestorableError,
    add_evidence,
    change_evidence,
    delete_evidence,
    replace_evidence,
    restore_evidence,
)
from evidence.permissions import can_delete_evidence
from evidence.uploading import takes_upload
from evidence.views.door import find_evidence


@takes_upload
@keeps_what_was_sent
@workspace_page(can_contribute)
@require_http_methods(["GET", "POST"])
def evidence_create(request: WorkspaceRequest) -> HttpResponse:
    form = NewEvidenceForm(
        request.POST or None,
        request.FILES or None,
        workspace=request.workspace,
        initial={"owner": request.user},
    )
    if form.is_valid():
        try:
            evidence = add_evidence(workspace=request.workspace, actor=request.user, **form.values)
        except RefusedFileError as refused:
            form.add_error("upload", str(refused.sentence))
        else:
            messages.success(request, _("The evidence is added. Cite it where it shows that an answer is true."))
            return redirect(evidence)
    return render(request, "evidence/evidence_form.html", {"form": form}, status=422 if form.errors else 200)


@keeps_what_was_sent
@workspace_page(can_contribute)
@require_http_methods(["GET", "POST"])
def evidence_change(request: WorkspaceRequest, evidence_code: str) -> HttpResponse:
    evidence = find_evidence(request, evidence_code)
    form = ChangeEvidenceForm(request.POST or None, instance=evidence)
    if form.is_valid():
        write = partial(change_evidence, evidence=evidence, actor=request.user)
        who = partial(last_person_at, request.workspace, evidence.code)
        try:
            if save_form(request, form, write, said=_("The evidence is saved."), who=who):
                return redirect(evidence)
        except Evidence.DoesNotExist:
            raise Http404 from None
    context = {"form": form, "evidence": evidence}
    return render(request, "evidence/evidence_change.html", context, status=form.status)


@takes_upload
@keeps_what_was_sent
@workspace_page(can_contribute)
@require_http_methods(["GET", "POST"])
def evidence_replace(request: WorkspaceRequest, evidence_code: str) -> HttpResponse:
    evidence, status = find_evidence(request, evidence_code), 200
    form = ReplaceEvidenceForm(request.POST or None, request.FILES or None, evidence=evidence)
    if form.is_valid():
        try:
            stored = replace_evidence(evidence=evidence, actor=request.user, seen=form.seen, **form.values)
        except RefusedFileError as refused:
            form.add_error("upload", str(refused.sentence))
        except StaleWriteError as stale:
            form.begin_again_at(stale.current.revision)
            evidence, status = find_evidence(request, evidence_code), 409
        except Evidence.DoesNotExist:
            raise Http404 from None
        else:
            words = {"version": stored.version}
            messages.success(request, _("This is version %(version)d now. The earlier one is kept below.") % words)
            return redirect(evidence)
    context = {"form": form, "evidence": evidence}
    return render(request, "evidence/evidence_replace.html", context, status=422 if form.errors else status)


def _for_who_may_delete(view: Callable[[WorkspaceRequest, Evidence], HttpResponseBase]) -> Callable[..., Any]:
    """Also when it is deleted already: who restores may delete."""

    @workspace_page(can_contribute)
    @wraps(view)
    def guarded(request: WorkspaceRequest, evidence_code: str) -> HttpResponseBase:
        evidence = find_evidence(request, evidence_code, also_deleted=True)
        if not can_delete_evidence(request.membership, evidence):
            raise PermissionDenied
        return view(request, evidence)

    return guarded  # type: ignore[no-any-return]


@_for_who_may_delete
@require_POST
def evidence_delete(request: WorkspaceRequest, evidence: Evidence) -> HttpResponse:
    delete_evidence(evidence=evidence, actor=request.user)
    undo = reverse("evidence_restore", args=[request.workspace.code, evidence.code])
    offer_undo(request, _("“%(title)s” is deleted, and counts nowhere any more.") % {"title": evidence}, undo)
    return redirect("evidence_list", request.workspace.code)


@_for_who_may_delete
@require_POST
def evidence_restore(request: WorkspaceRequest, evidence: Evidence) -> HttpResponse:
    try:
        restore_evidence(evidence=evidence, actor=request.user)
    except NotRestorableError:
        raise Http404 from None
    messages.success(request, _("It is back, and cited wherever it was."))
    return redirect(evidence)
