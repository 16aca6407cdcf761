"""Review and sign-off: of everything, and of a phase with all its answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.domain.roles import Role
from accounts.permissions import can_contribute
from assessments.choices import GroupKind
from assessments.domain.review import Act
from assessments.forms.reviews import REMARK, ReviewForm
from assessments.models import Assessment, ReviewEvent
from assessments.operations.reviews import NotAllowedError, OvertakenError, review_phases
from assessments.operations.sections import OpenQuestionsError
from assessments.queries.reviews import deciders_besides, events_of, phase_page, phase_reviews, what_happened
from assessments.views.sections import assessment_or_404, group_or_404
from assessments.views.shown import ShownQuestion
from assessments.views.shown_review import heading, offered_forms
from core.resend import keeps_what_was_sent

EVENTS = 30
"""Of all sections, the latest; each section's own page has all of its."""


@workspace_page()
@require_GET
def review_detail(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    return _whole(request, assessment_or_404(request, assessment_code))


@workspace_page()
@require_GET
def review_phase(request: WorkspaceRequest, assessment_code: str, group: str) -> HttpResponse:
    return _phase(request, assessment_or_404(request, assessment_code), group)


@keeps_what_was_sent
@workspace_page(can_contribute)
@require_POST
def review_act(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    """From either page, and back to it: with what was typed where nothing could be done."""
    assessment = assessment_or_404(request, assessment_code)
    form = ReviewForm(request.POST, pack=assessment.questions)
    if not form.is_valid():
        return _again(request, assessment, form, status=422)
    try:
        done = review_phases(
            assessment=assessment, actor=request.user, role=Role(request.membership.role), wish=form.wish
        )
    except NotAllowedError:
        raise PermissionDenied from None
    except OvertakenError as error:
        return _again(request, assessment, form, status=409, trouble=what_happened(assessment, error.current))
    except OpenQuestionsError as error:
        return _again(request, assessment, form, status=422, trouble=_still_open(error.count))
    messages.success(request, _done(form.wish.act, len(done)))
    here = [request.workspace.code, assessment.code]
    if group := request.POST.get("group", ""):
        return redirect("review_phase", *here, group_or_404(assessment, GroupKind.PHASE, group).id)
    return redirect("review_detail", *here)


def _again(
    request: WorkspaceRequest, assessment: Assessment, form: ReviewForm, *, status: int, trouble: str = ""
) -> HttpResponse:
    sent = {name: str(value) for name, value in request.POST.items() if name.startswith(REMARK)}
    remarks = {name.removeprefix(REMARK): value for name, value in sent.items() if value.strip()}
    reason = request.POST.get("reason", "")
    again: dict[str, Any] = {"trouble": trouble or next(iter(str(found[0]) for found in form.errors.values()), "")}
    if status == 409:  # what is asked for now is something else
        again["lost"] = [*filter(None, [reason]), *(f"{question}: {text}" for question, text in remarks.items())]
    else:
        again |= {"sent": request.POST.get("act", ""), "typed": reason, "remarks": remarks}
    if group := request.POST.get("group", ""):
        return _phase(request, assessment, group, status=status, **again)
    return _whole(request, assessment, status=status, **again)


def _whole(
    request: WorkspaceRequest,
    assessment: Assessment,
    *,
    status: int = 200,
    sent: str = "",
    typed: str = "",
    **again: Any,
) -> HttpResponse:
    phases = phase_reviews(assessment)
    forms = offered_forms(phases, request.user, Role(request.membership.role), sent=sent, typed=typed)
    context = {
        "assessment": assessment,
        "phases": phases,
        "heading": heading(phases),
        "forms": forms,
        "events": _with_titles(assessment, events_of(assessment)[:EVENTS]),
        "is_alone": not deciders_besides(request.user, request.workspace.pk).exists(),
        "may_answer": can_contribute(request.membership),
        **again,
    }
    return render(request, "assessments/review_detail.html", context, status=status)


def _phase(
    request: WorkspaceRequest,
    assessment: Assessment,
    group: str,
    *,
    status: int = 200,
    sent: str = "",
    typed: str = "",
    **again: Any,
) -> HttpResponse:
    phase = group_or_404(assessment, GroupKind.PHASE, group)
    page = phase_page(assessment, phase)  # type: ignore[arg-type]
    forms = offered_forms([page.phase], request.user, Role(request.membership.role), sent=sent, typed=typed)
    remarks = again.get("remarks", {})
    pack = assessment.questions
    context = {
        "assessment": assessment,
        "page": page,
        "phase": page.phase,
        "questions": [
            (ShownQuestion(pack, each.line, open_comments=each.open_comments), remarks.get(each.line.question.id, ""))
            for each in page.questions
        ],
        "events": page.events,
        "forms": forms,
        "may_answer": can_contribute(request.membership),
        **again,
    }
    return render(request, "assessments/review_phase.html", context, status=status)


def _with_titles(assessment: Assessment, events: Iterable[ReviewEvent]) -> list[dict[str, Any]]:
    titles = {phase.id: phase.title for phase in assessment.questions.phases}
    return [
        {
            "by": event.by,
            "at": event.at,
            "get_act_display": event.get_act_display(),
            "reason": event.reason,
            "title": titles.get(event.review.phase, event.review.phase),
        }
        for event in events
    ]


def _still_open(count: int) -> str:
    said = ngettext(
        "Nothing was submitted: one question has no answer yet. “I don’t know yet” is an answer, too.",
        "Nothing was submitted: %(count)d questions have no answer yet. “I don’t know yet” is an answer, too.",
        count,
    )
    return said % {"count": count}


def _done(act: Act, count: int) -> str:
    many = {"count": count}
    match act:
        case Act.SUBMIT:
            said = ngettext("It waits for review now.", "%(count)d sections wait for review now.", count)
        case Act.WITHDRAW:
            said = ngettext("It is taken back.", "%(count)d sections are taken back.", count)
        case Act.ACCEPT:
            said = ngettext("It is accepted and locked.", "%(count)d sections are accepted and locked.", count)
        case Act.SEND_BACK:
            said = ngettext("It is sent back.", "%(count)d sections are sent back.", count)
        case Act.REOPEN:
            said = ngettext("It is open again.", "%(count)d sections are open again.", count)
    return said % many
