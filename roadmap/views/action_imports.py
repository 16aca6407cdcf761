"""Tickets that come back: sent, looked at, taken over or thrown away, and undone."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from core.spreadsheets.reading_csv import RefusedTableError
from evidence.uploading import takes_upload
from roadmap.choices import ActionStateChoice
from roadmap.forms.action_imports import MeaningForm, TicketFileForm
from roadmap.models import ActionImport
from roadmap.operations.action_imports import (
    Choices,
    NotWaitingError,
    apply_import,
    discard_import,
    read_import,
    undo_import,
)
from roadmap.permissions import can_plan
from roadmap.queries.action_imports import find_import, plan_import
from roadmap.queries.imported import ADDED, CHANGED, KEPT, LEFT_OUT, became_of
from roadmap.views.door import roadmap_or_404
from roadmap.views.exchange import exchange_page
from roadmap.views.shown_imports import shown_became, shown_line

MOST_PICKED = 400
"""Rows that are ticked one by one; beyond, those that change are taken together, and so are new ones."""
SEPARATORS = {",": gettext_lazy("commas"), ";": gettext_lazy("semicolons"), "\t": gettext_lazy("tabs")}


@takes_upload
@workspace_page(can_plan)
@require_POST
def action_import_create(request: WorkspaceRequest, roadmap_code: str) -> HttpResponse:
    roadmap = roadmap_or_404(request, roadmap_code)
    form = TicketFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return exchange_page(request, roadmap, form=form)
    upload = form.cleaned_data["file"]
    try:
        found = read_import(roadmap=roadmap, actor=request.user, file_name=upload.name, data=upload.read())
    except RefusedTableError as error:
        form.add_error("file", str(error))
        return exchange_page(request, roadmap, form=form)
    return redirect("action_import_detail", request.workspace.code, roadmap.code, found.code)


@workspace_page(can_plan)
@require_GET
def action_import_detail(request: WorkspaceRequest, roadmap_code: str, import_code: str) -> HttpResponse:
    found = _import_or_404(request, roadmap_code, import_code)
    if found.applied_at:
        return render(request, "roadmap/action_import_result.html", _result(found))
    return _too_late(request, found) if found.is_over else _preview(request, found)


@workspace_page(can_plan)
@require_POST
def action_import_apply(request: WorkspaceRequest, roadmap_code: str, import_code: str) -> HttpResponse:
    """Only what the page showed: where a status was given another meaning, it is shown first what that does."""
    found = _import_or_404(request, roadmap_code, import_code)
    page = redirect("action_import_detail", request.workspace.code, roadmap_code, found.code)
    if found.applied_at or found.is_over:
        return page
    form = MeaningForm(request.POST, plan=plan_import(found), roadmap=found.roadmap)
    if not form.is_valid() or "look" in request.POST or request.POST.get("shown") != _shown(form):
        return _preview(request, found, request.POST)
    with suppress(NotWaitingError):  # its page says what has become of it meanwhile
        apply_import(found=found, actor=request.user, choices=_choices(form, request.POST))
    return page


@workspace_page(can_plan)
@require_POST
def action_import_discard(request: WorkspaceRequest, roadmap_code: str, import_code: str) -> HttpResponse:
    discard_import(found=_import_or_404(request, roadmap_code, import_code))
    messages.success(request, _("The file is forgotten. Nothing has changed."))
    return redirect("actions_exchange", request.workspace.code, roadmap_code)


@workspace_page(can_plan)
@require_POST
def action_import_undo(request: WorkspaceRequest, roadmap_code: str, import_code: str) -> HttpResponse:
    found = _import_or_404(request, roadmap_code, import_code)
    try:
        undo_import(found=found, actor=request.user)
    except NotWaitingError:
        messages.warning(request, _("This import cannot be undone any more: it was undone before, or is too old."))
    return redirect("action_import_detail", request.workspace.code, roadmap_code, found.code)


def _import_or_404(request: WorkspaceRequest, roadmap_code: str, import_code: str) -> ActionImport:
    try:
        return find_import(roadmap_or_404(request, roadmap_code), import_code, request.user)
    except ActionImport.DoesNotExist:
        raise Http404 from None


def _too_late(request: WorkspaceRequest, found: ActionImport) -> HttpResponse:
    messages.warning(request, _("This preview has ended. Nothing was changed by it; send the file again."))
    return redirect("actions_exchange", request.workspace.code, found.roadmap.code)


def _shown(form: MeaningForm) -> str:
    """Names what the statuses stood for on the page that was shown."""
    return hashlib.sha256(json.dumps(form.states, sort_keys=True).encode()).hexdigest()[:32]


def _preview(request: WorkspaceRequest, found: ActionImport, sent: QueryDict | None = None) -> HttpResponse:
    """With what was `sent`, chosen and ticked as it was."""
    form = MeaningForm(sent, plan=plan_import(found), roadmap=found.roadmap)
    plan = form.plan if form.is_as_read else plan_import(found, form.states)
    ticked = _ticked(sent) if sent is not None else {line.ticket.row for line in plan.changing}
    context = {
        "roadmap": found.roadmap,
        "tab": "actions",
        "found": found,
        "separator": SEPARATORS[found.separator],
        "form": form,
        "plan": plan,
        "changing": [shown_line(line, ticked) for line in plan.changing],
        "new": [shown_line(line, ticked) for line in plan.new],
        "told": [shown_line(line, ticked) for line in plan.left_out],
        "asks_each": len(plan.changing) + len(plan.new) <= MOST_PICKED,
        "shown": _shown(form),
        "seen": " ".join(f"{line.action.code}:{line.action.revision}" for line in plan.changing if line.action),
        "is_again": sent is not None,
    }
    return render(request, "roadmap/action_import_detail.html", context)


def _choices(form: MeaningForm, posted: QueryDict) -> Choices:
    rows = _ticked(posted)
    if "all-changes" in posted:
        rows |= {line.ticket.row for line in form.plan.lines if line.action}
    if "all-new" in posted:
        rows |= {line.ticket.row for line in form.plan.new}
    seen = (entry.partition(":") for entry in posted.get("seen", "").split())
    revisions = {code: int(revision) for code, _colon, revision in seen if _is_number(revision)}
    return Choices(states=form.states, phase=form.phase, rows=rows, seen=revisions)


def _ticked(posted: QueryDict) -> set[int]:
    return {int(row) for row in posted.getlist("row") if _is_number(row)}


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


def _result(found: ActionImport) -> dict[str, Any]:
    """What it changed, also after it was undone."""
    lines = became_of(found)
    return {
        "roadmap": found.roadmap,
        "tab": "actions",
        "found": found,
        "changed": [
            shown_became(line) for line in lines if line.became == CHANGED or (line.became == KEPT and line.now)
        ],
        "added": [line for line in lines if line.became == ADDED],
        "left_out": [line for line in lines if line.became == LEFT_OUT],
        "kept": [line for line in lines if line.became == KEPT],
        "closed": [line for line in lines if line.action and line.now.get("state") == ActionStateChoice.DONE],
        "may_undo": not found.undone_at
        and not found.is_over
        and any(line.became in (CHANGED, ADDED) for line in lines),
    }
