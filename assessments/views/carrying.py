"""Confirming what was carried over from elsewhere, question by question or a section at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_contribute
from assessments.choices import GroupKind
from assessments.forms.answers import FIELD_OF_LACK, WHAT_IS_LACKING
from assessments.models import Answer, Assessment
from assessments.operations.answers import IncompleteAnswerError, NothingToConfirmError, confirm_answer
from assessments.operations.carrying import confirm_section
from assessments.operations.locking import LockedError
from assessments.queries.history import find_answer
from assessments.queries.locked import why_locked
from assessments.views.answers import after, page_again
from assessments.views.sections import assessment_or_404, group_or_404, section_url
from assessments.views.shown import controls_of


@workspace_page(can_contribute)
@require_POST
def answer_confirm(request: WorkspaceRequest, assessment_code: str, question: str) -> HttpResponse:
    """Without a script; with one, the choice is saved as any other."""
    assessment = assessment_or_404(request, assessment_code)
    if _is_of_other_version(request, assessment):
        return redirect("question_detail", request.workspace.code, assessment.code, question)
    try:
        saved = confirm_answer(
            workspace=request.workspace, assessment=assessment.code, question=question, actor=request.user
        )
    except Answer.DoesNotExist:
        raise Http404 from None
    except LockedError as error:
        messages.error(request, why_locked(assessment, error.phase))
        return redirect("question_detail", request.workspace.code, assessment.code, question)
    except NothingToConfirmError:
        messages.info(request, _("Nothing waits to be confirmed here: somebody has answered it meanwhile."))
        return redirect("question_detail", request.workspace.code, assessment.code, question)
    except IncompleteAnswerError as error:
        answer = find_answer(assessment, question)
        errors = {FIELD_OF_LACK[error.lack]: str(WHAT_IS_LACKING[error.lack])}
        said = answer.contents | (answer.carried or {})
        return page_again(request, assessment, question, {"errors": errors, "typed": controls_of(said)}, status=422)
    return redirect(after(saved, request.POST))


@workspace_page(can_contribute)
@require_POST
def section_confirm(request: WorkspaceRequest, assessment_code: str, kind: str, group: str) -> HttpResponse:
    assessment = assessment_or_404(request, assessment_code)
    section = group_or_404(assessment, kind, group)
    if _is_of_other_version(request, assessment):
        return redirect(section_url(assessment, GroupKind(kind), group, show="to-confirm"))
    confirmed, left = confirm_section(
        assessment=assessment, kind=GroupKind(kind), group=group, title=section.title, actor=request.user
    )
    if confirmed:
        sentence = ngettext("%(n)d answer is confirmed.", "%(n)d answers are confirmed.", confirmed) % {"n": confirmed}
        messages.success(request, sentence)
    if left:
        sentence = ngettext(
            "%(n)d answer cannot stand as it was; look at it.",
            "%(n)d answers cannot stand as they were; look at them.",
            left,
        )
        messages.warning(request, sentence % {"n": left})
        return redirect(section_url(assessment, GroupKind(kind), group, show="to-confirm"))
    return redirect(section_url(assessment, GroupKind(kind), group))


def _is_of_other_version(request: WorkspaceRequest, assessment: Assessment) -> bool:
    """Nobody confirms what they have not seen; the page to which they go shows it."""
    is_other = request.POST.get("version", assessment.pack.version) != assessment.pack.version
    if is_other:
        messages.warning(
            request, _("Nothing was confirmed: the assessment asks a newer version of its pack by now. Look again.")
        )
    return is_other
