"""What was said of a question before, and saying it again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_contribute
from assessments.forms.answers import RestoreForm
from assessments.models import Answer, AnswerVersion
from assessments.operations.answers import restore_answer
from assessments.queries.history import MOST_SHOWN, Change, changes_of, find_answer
from assessments.views.sections import assessment_or_404
from assessments.views.shown import in_short
from catalog.domain.question_pack import QuestionPack
from core.models import StaleWriteError


@workspace_page()
def answer_history(request: WorkspaceRequest, assessment_code: str, question: str) -> HttpResponse:
    assessment = assessment_or_404(request, assessment_code)
    try:
        answer = find_answer(assessment, question)
    except Answer.DoesNotExist:
        raise Http404 from None
    pack = assessment.questions
    changes = changes_of(answer)
    context = {
        "assessment": assessment,
        "question": pack.question[question],
        "answer": answer,
        "changes": [_shown(change, pack) for change in changes],
        "is_cut": len(changes) == MOST_SHOWN,
        "may_answer": can_contribute(request.membership),
    }
    return render(request, "assessments/answer_history.html", context)


@workspace_page(can_contribute)
@require_POST
def answer_restore(request: WorkspaceRequest, assessment_code: str, question: str) -> HttpResponse:
    assessment = assessment_or_404(request, assessment_code)
    form = RestoreForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose which earlier answer to bring back."))
        return redirect("answer_history", request.workspace.code, assessment.code, question)
    try:
        restore_answer(
            workspace=request.workspace,
            assessment=assessment.code,
            question=question,
            actor=request.user,
            seen=form.cleaned_data["revision"],
            revision=form.cleaned_data["restored"],
        )
    except (Answer.DoesNotExist, AnswerVersion.DoesNotExist):
        raise Http404 from None
    except StaleWriteError:
        messages.warning(
            request, _("Somebody has just changed this answer. Look at the newest first; nothing was done.")
        )
    else:
        messages.success(request, _("The earlier answer is back. What it replaced is in the list, too."))
    return redirect("answer_history", request.workspace.code, assessment.code, question)


def _shown(change: Change, pack: QuestionPack) -> dict[str, Any]:
    version, before = change.version, change.before
    choice = {"state", "level", "reason"} & set(change.fields)
    return {
        "version": version,
        "from": in_short(pack, before.state, before.level, before.reason) if before and choice else "",
        "to": in_short(pack, version.state, version.level, version.reason) if choice else "",
        "level_reason": version.level_reason if "level_reason" in change.fields else None,
        "ticks": len(version.met) if "met" in change.fields else None,
        "note": version.note if "note" in change.fields else None,
        "flag": version.is_flagged if "is_flagged" in change.fields else None,
        "added": change.evidence_added,
        "removed": change.evidence_removed,
    }
