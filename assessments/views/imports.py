"""A workbook that comes back: sent, looked at, taken in or thrown away, and undone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_contribute
from assessments.domain.imports import Pick, units_changed
from assessments.forms.answers import WHAT_IS_LACKING
from assessments.forms.imports import ImportForm
from assessments.models import AnswerImport
from assessments.operations.imports import (
    ChangedSincePreviewError,
    NotWaitingError,
    OpenChoicesError,
    OtherAssessmentError,
    UnfinishedAnswerError,
    apply_import,
    discard_import,
    read_import,
    undo_import,
)
from assessments.operations.locking import LockedError
from assessments.queries.imports import Plan, contents_at, find_import, is_of_earlier_version, plan_import
from assessments.queries.locked import why_locked
from assessments.views.exchange import exchange_page
from assessments.views.sections import assessment_or_404
from assessments.views.shown_import import pick_name, shown_changes, shown_line
from core.source import BadInputError
from evidence.uploading import takes_upload

MOST_PICKED = 400
"""Conflicts that are asked one by one; beyond, one choice is made for all of them."""


@takes_upload
@workspace_page(can_contribute)
@require_POST
def import_create(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    assessment = assessment_or_404(request, assessment_code)
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return exchange_page(request, assessment, form=form)
    upload = form.cleaned_data["file"]
    try:
        found = read_import(
            assessment=assessment,
            actor=request.user,
            file_name=upload.name,
            data=upload.read(),
            is_other_meant=form.cleaned_data["is_other_meant"],
        )
    except BadInputError as error:
        return exchange_page(request, assessment, form=form, faults=error.faults, file_name=upload.name)
    except OtherAssessmentError:
        form.add_error(
            "file",
            _("This workbook was not exported from %(title)s. If you mean it, say so below and send it again.")
            % {"title": assessment},
        )
        return exchange_page(request, assessment, form=form)
    return redirect("import_detail", request.workspace.code, assessment.code, found.code)


@workspace_page(can_contribute)
@require_GET
def import_detail(request: WorkspaceRequest, assessment_code: str, import_code: str) -> HttpResponse:
    found = _import_or_404(request, assessment_code, import_code)
    if found.applied_at:
        return render(request, "assessments/import_result.html", _result(found))
    if found.is_over or is_of_earlier_version(found):
        return _too_late(request, found)
    return _preview(request, found, plan_import(found))


@workspace_page(can_contribute)
@require_POST
def import_apply(request: WorkspaceRequest, assessment_code: str, import_code: str) -> HttpResponse:
    found = _import_or_404(request, assessment_code, import_code)
    picks = _picks(found, request.POST)
    try:
        apply_import(found=found, actor=request.user, picks=picks, fingerprint=request.POST.get("fingerprint", "")[:64])
    except NotWaitingError:
        return _too_late(request, found)
    except ChangedSincePreviewError:
        trouble = _("Somebody has changed answers since this page was made. It shows them as they are now; look again.")
    except OpenChoicesError:
        trouble = _("Both sides changed some answers. Choose for each of these what stays.")
    except UnfinishedAnswerError as error:
        trouble = _("%(question)s could not stand with what you chose. %(lack)s") % {
            "question": error.question,
            "lack": WHAT_IS_LACKING[error.lack],
        }
    else:
        return redirect("import_detail", request.workspace.code, assessment_code, found.code)
    return _preview(request, found, plan_import(found, picks), picks, trouble)


@workspace_page(can_contribute)
@require_POST
def import_discard(request: WorkspaceRequest, assessment_code: str, import_code: str) -> HttpResponse:
    found = _import_or_404(request, assessment_code, import_code)
    discard_import(found=found)
    messages.success(request, _("The file is forgotten. Nothing has changed."))
    return redirect("answers_exchange", request.workspace.code, assessment_code)


@workspace_page(can_contribute)
@require_POST
def import_undo(request: WorkspaceRequest, assessment_code: str, import_code: str) -> HttpResponse:
    found = _import_or_404(request, assessment_code, import_code)
    try:
        undo_import(found=found, actor=request.user)
    except NotWaitingError:
        messages.warning(request, _("This import cannot be undone any more: it was undone before, or is too old."))
        return redirect("answers_exchange", request.workspace.code, assessment_code)
    except LockedError as error:
        assert found.assessment is not None
        messages.error(request, " ".join([_("Nothing was undone."), why_locked(found.assessment, error.phase)]))
    return redirect("import_detail", request.workspace.code, assessment_code, found.code)


def _import_or_404(request: WorkspaceRequest, assessment_code: str, import_code: str) -> AnswerImport:
    try:
        assessment = assessment_or_404(request, assessment_code)
        return find_import(request.workspace, import_code, request.user, assessment)
    except AnswerImport.DoesNotExist:
        raise Http404 from None


def _too_late(request: WorkspaceRequest, found: AnswerImport) -> HttpResponse:
    messages.warning(request, _("This preview has ended. Nothing was changed by it; send the file again."))
    assert found.assessment is not None
    return redirect("answers_exchange", request.workspace.code, found.assessment.code)


def _picks(found: AnswerImport, posted: Mapping[str, str]) -> dict[tuple[str, str], Pick]:
    """One choice for each conflict; where none was made, the one for all."""
    picks = {}
    for line in plan_import(found).lines:
        for unit in line.collisions:
            value = posted.get(pick_name(line.question.id, unit)) or posted.get("pick-all", "")
            if value in list(Pick):
                picks[line.question.id, unit] = Pick(value)
    return picks


def _preview(
    request: WorkspaceRequest,
    found: AnswerImport,
    plan: Plan,
    picks: Mapping[tuple[str, str], Pick] | None = None,
    trouble: str = "",
) -> HttpResponse:
    assert found.assessment is not None
    pack = found.assessment.questions
    lines = [shown_line(pack, line, picks or {}) for line in plan.lines]
    conflicts = sum(len(line.conflicts) for line in lines)
    context = {
        "assessment": found.assessment,
        "found": found,
        "plan": plan,
        "conflicting": [line for line in lines if line.conflicts],
        "others": [line for line in lines if not line.conflicts and not line.lack and not line.is_locked],
        "lacking": [line for line in lines if not line.conflicts and line.lack and not line.is_locked],
        "locked": [line for line in lines if line.is_locked],
        "locks": [why_locked(found.assessment, phase) for phase in _phases(plan)],
        "conflicts": conflicts,
        "asks_each": conflicts <= MOST_PICKED,
        "trouble": trouble,
        "left_out": _left_out(found),
    }
    return render(request, "assessments/import_detail.html", context, status=422 if trouble else 200)


def _phases(plan: Plan) -> list[str]:
    """Of what is locked, in the order of the lines."""
    return list(dict.fromkeys(line.question.phase for line in plan.lines if line.is_locked))


def _left_out(found: AnswerImport) -> str:
    count = found.content["left_out"]
    if not count:
        return ""
    sentence = ngettext(
        "%(count)d answer is to a question that this assessment does not ask, and is left out.",
        "%(count)d answers are to questions that this assessment does not ask, and are left out.",
        count,
    )
    return sentence % {"count": count}


def _result(found: AnswerImport) -> dict[str, Any]:
    """What it changed, also after it was undone."""
    assessment = found.assessment
    assert assessment is not None
    stored = {row.question: row for row in assessment.answers.all()}
    asked = [each for each in found.changes if each["question"] in stored]
    before = contents_at(assessment, {each["question"]: each["before"] for each in asked}, stored)
    after = contents_at(assessment, {each["question"]: each["after"] for each in asked}, stored)
    lines = []
    for each in asked:
        was, now = before[each["question"]], after[each["question"]]
        units = units_changed(was, now) if was and now else []
        pack = assessment.questions
        lines.append(
            {
                "question": pack.question[each["question"]],
                "changes": [change for unit in units for change in shown_changes(pack, unit, was or {}, now or {})],
                "cited": len(each["cited"]),
                "uncited": len(each["uncited"]),
                "is_changed_since": stored[each["question"]].revision != each["after"],
            }
        )
    return {
        "assessment": assessment,
        "found": found,
        "lines": lines,
        "cited": sum(line["cited"] for line in lines),
        "kept": found.kept,
        "undone": len(found.changes) - len(found.kept),
        "may_undo": not found.undone_at and not found.is_over and bool(found.changes),
    }
