"""A workbook for an evaluation: sent, its columns told, looked at, taken over or thrown away, and undone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from core.spreadsheets.package import RefusedWorkbookError
from evidence.uploading import takes_upload
from vendors.domain.importing import ImportKind
from vendors.forms.imports import KINDS, ColumnsForm, WorkbookForm
from vendors.models import VendorImport
from vendors.operations.imports import (
    ChangedSinceError,
    ComparedSinceError,
    NotWaitingError,
    OtherThanShownError,
    apply_import,
    choose_columns,
    discard_import,
    read_import,
    shown_as,
    undo_import,
)
from vendors.queries.imports import find_import, imports_of, is_over, kinds_for, plan_import
from vendors.queries.seated import Seated
from vendors.views.door import seated_or_404
from vendors.views.shown_imports import shown_line, shown_written


@takes_upload
@workspace_page()
@require_http_methods(["GET", "POST"])
def import_list(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    """What the person read in, and the form for the next file."""
    seated = _reading_in_or_refused(request, evaluation_code)
    if request.method == "GET":
        return _list(request, seated)
    form = WorkbookForm(request.POST, request.FILES, kinds=kinds_for(seated.evaluation, seated.seat))
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            found = read_import(
                evaluation=seated.evaluation,
                membership=request.membership,
                kind=ImportKind(form.cleaned_data["kind"]),
                file_name=upload.name,
                data=upload.read(),
            )
        except RefusedWorkbookError as error:
            form.add_error("file", str(error))
        else:
            return redirect("evaluation_import_detail", request.workspace.code, evaluation_code, found.code)
    return _list(request, seated, form)


@workspace_page()
@require_http_methods(["GET", "POST"])
def import_detail(request: WorkspaceRequest, evaluation_code: str, import_code: str) -> HttpResponse:
    """The preview, to which is posted which column is what; once it was taken over, what it brought."""
    seated, found = _import_or_404(request, evaluation_code, import_code)
    if found.applied_at:
        return render(request, "vendors/import_result.html", _result(seated, found))
    if is_over(found):
        messages.warning(request, _("This preview has ended. Nothing was changed by it; send the file again."))
        return redirect("evaluation_import_list", request.workspace.code, evaluation_code)
    if request.method == "GET":
        return _preview(request, seated, found)
    form = ColumnsForm(request.POST, found=found)
    if not form.is_valid():
        return _preview(request, seated, found, form, status=422)
    choose_columns(found=found, mapping=form.mapping)
    return redirect("evaluation_import_detail", request.workspace.code, evaluation_code, import_code)


@workspace_page()
@require_POST
def import_apply(request: WorkspaceRequest, evaluation_code: str, import_code: str) -> HttpResponse:
    _seated, found = _import_or_404(request, evaluation_code, import_code)
    try:
        apply_import(found=found, membership=request.membership, shown=request.POST.get("shown", ""))
    except OtherThanShownError:
        messages.warning(request, _("Something has changed since. This is what the file would change now."))
    except NotWaitingError:
        messages.warning(request, _("This file was taken over before, or it is too late for it."))
    return redirect("evaluation_import_detail", request.workspace.code, evaluation_code, import_code)


@workspace_page()
@require_POST
def import_discard(request: WorkspaceRequest, evaluation_code: str, import_code: str) -> HttpResponse:
    _seated, found = _import_or_404(request, evaluation_code, import_code)
    discard_import(found=found)
    messages.success(request, _("The file is forgotten. What was not taken over has changed nothing."))
    return redirect("evaluation_import_list", request.workspace.code, evaluation_code)


@workspace_page()
@require_POST
def import_undo(request: WorkspaceRequest, evaluation_code: str, import_code: str) -> HttpResponse:
    _seated, found = _import_or_404(request, evaluation_code, import_code)
    try:
        kept = undo_import(found=found, membership=request.membership)
    except NotWaitingError:
        messages.warning(request, _("This import cannot be undone any more: it was before, or it is too late for it."))
    except ComparedSinceError:
        messages.warning(
            request, _("The proposals were compared since, so the import stays. Withdraw a proposal instead.")
        )
    except ChangedSinceError:
        messages.warning(request, _("The criteria were changed since, so the import cannot be undone as a whole."))
    else:
        if kept:
            said = ngettext(
                "%(n)d thing was changed after the import and stays as it is.",
                "%(n)d things were changed after the import and stay as they are.",
                kept,
            )
            messages.warning(request, said % {"n": kept})
    return redirect("evaluation_import_detail", request.workspace.code, evaluation_code, import_code)


def _reading_in_or_refused(request: WorkspaceRequest, code: str) -> Seated:
    seated = seated_or_404(request, code)
    if not seated.may_read_in:
        raise PermissionDenied
    return seated


def _import_or_404(request: WorkspaceRequest, code: str, import_code: str) -> tuple[Seated, VendorImport]:
    """Only one's own: the file of an evaluator holds scores."""
    seated = _reading_in_or_refused(request, code)
    try:
        return seated, find_import(seated.evaluation, import_code, request.user)
    except VendorImport.DoesNotExist:
        raise Http404 from None


def _list(request: WorkspaceRequest, seated: Seated, form: WorkbookForm | None = None) -> HttpResponse:
    kinds = kinds_for(seated.evaluation, seated.seat)
    context = {
        "seated": seated,
        "tab": "overview",
        "kinds": kinds,
        "form": form or WorkbookForm(kinds=kinds),
        "imports": imports_of(seated.evaluation, request.user),
    }
    return render(request, "vendors/import_list.html", context, status=422 if form else 200)


def _preview(
    request: WorkspaceRequest, seated: Seated, found: VendorImport, form: ColumnsForm | None = None, status: int = 200
) -> HttpResponse:
    kind = ImportKind(found.kind)
    is_open = kind in kinds_for(seated.evaluation, seated.seat)
    plan = plan_import(found, seated.seat, seated.participant)
    form = form or ColumnsForm(found=found)
    context: dict[str, Any] = {
        "seated": seated,
        "tab": "overview",
        "found": found,
        "kind": KINDS[kind],
        "is_open": is_open,
        "form": form,
        "lacking": [each.label for name, each in form.fields.items() if each.required and name not in found.mapping],
        "plan": plan,
        "new": [shown_line(line, kind) for line in plan.new],
        "changing": [shown_line(line, kind) for line in plan.changing],
        "left_out": plan.left_out,
        "shown": shown_as(plan),
    }
    return render(request, "vendors/import_detail.html", context, status=status)


def _result(seated: Seated, found: VendorImport) -> dict[str, Any]:
    kind = ImportKind(found.kind)
    return {
        "seated": seated,
        "tab": "overview",
        "found": found,
        "kind": KINDS[kind],
        "written": shown_written(found),
        "onward": _onward(seated, kind),
        "may_undo": not found.undone_at and not is_over(found) and kind in kinds_for(seated.evaluation, seated.seat),
    }


def _onward(seated: Seated, kind: ImportKind) -> tuple[str, str]:
    """Where what a file brought is looked at next: words and address."""
    words, name = {
        ImportKind.VENDORS: (_("To the proposals"), "proposal_list"),
        ImportKind.CRITERIA: (_("To the criteria"), "criteria_detail"),
        ImportKind.SCORES: (_("To my scores"), "sheet_detail"),
    }[kind]
    return words, reverse(name, args=[seated.evaluation.workspace.code, seated.evaluation.code])
