"""What was said of a question before, and saying it again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_contribute
from assessments.choices import ReasonChoice
from assessments.forms.answers import WHAT_IS_LACKING, RestoreForm
from assessments.models import Answer, AnswerVersion
from assessments.models.answer import FIELDS, Said, choice_in
from assessments.operations.answers import IncompleteAnswerError, restore_answer
from assessments.operations.locking import LockedError
from assessments.queries.history import Change, changes_of, find_answer
from assessments.queries.locked import why_locked
from assessments.views.sections import assessment_or_404, number_of
from assessments.views.shown import in_short, label_of
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
    page = changes_of(answer, page=number_of(request.GET.get("page", "")))
    context = {
        "assessment": assessment,
        "question": pack.question[question],
        "answer": answer,
        "page": page,
        "changes": [_shown(change, answer, pack) for change in page],
        "may_answer": can_contribute(request.membership) and not assessment.is_locked(question),
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
    except LockedError as error:
        messages.error(request, why_locked(assessment, error.phase))
    except StaleWriteError:
        messages.warning(
            request, _("Somebody has just changed this answer. Look at the newest first; nothing was done.")
        )
    except IncompleteAnswerError as error:
        messages.error(
            request,
            _("It cannot come back as it was, since the question has changed. %(what)s")
            % {"what": WHAT_IS_LACKING[error.lack]},
        )
    else:
        messages.success(request, _("The earlier answer is back. What it replaced is in the list, too."))
    return redirect("answer_history", request.workspace.code, assessment.code, question)


def _shown(change: Change, answer: Answer, pack: QuestionPack) -> dict[str, Any]:
    """What the change was; a field that it left alone is None. `is_other`: it says something else than the answer."""
    version, before, fields = change.version, change.before, set(change.fields)
    criteria = pack.question[answer.question].criteria
    ticked, unticked = (
        [criterion.text for criterion in criteria if criterion.id in ids]
        for ids in (set(version.met) - set(before.met), set(before.met) - set(version.met))
    )
    return {
        "version": version,
        "choices": [_choice(before, pack), _choice(version, pack)] if fields & {"state", "level", "reason"} else None,
        "carried": _carried(version, before, pack),
        "level_reason": version.level_reason if "level_reason" in fields else None,
        "ticked": ticked,
        "unticked": unticked,
        "note": version.note if "note" in fields else None,
        "flag": version.is_flagged if "is_flagged" in fields else None,
        "added": change.evidence_added,
        "removed": change.evidence_removed,
        "is_other": any(getattr(version, field) != getattr(answer, field) for field in (*FIELDS, "carried")),
        "whole": _whole(version, pack),
    }


def _choice(said: Said, pack: QuestionPack) -> dict[str, Any]:
    reason = str(ReasonChoice(said.reason).label) if said.reason else ""
    return {"level": said.level, "label": label_of(pack, said.state, said.level), "reason": reason}


def _carried(version: AnswerVersion, before: AnswerVersion, pack: QuestionPack) -> dict[str, Any] | None:
    """What came to wait with this change."""
    said = version.carried
    if not said or said == before.carried:
        return None
    return _choice(AnswerVersion(**choice_in(said)), pack) | {"origin": said["from"]}


def _whole(said: AnswerVersion, pack: QuestionPack) -> str:
    """All that bringing it back says again, in short."""
    parts = [in_short(pack, said.state, said.level, said.reason)]
    if said.carried:
        parts.append(_("with what was carried over, to be confirmed"))
    if said.met:
        count = len(said.met)
        parts.append(ngettext("one criterion ticked", "%(count)s criteria ticked", count) % {"count": count})
    parts.append(_("with a note") if said.note else _("without a note"))
    if said.is_flagged:
        parts.append(_("to follow up"))
    return ", ".join(parts)
