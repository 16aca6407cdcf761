"""The proposals of an evaluation: who takes part, what each sent, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from core.conflicts import save_form
from core.resend import keeps_what_was_sent
from core.undo import offer_undo
from vendors.domain.handing_in import takes_proposals
from vendors.forms.proposals import AnswerForm, LinkForm, NewProposalForm, ProposalForm, WithdrawForm
from vendors.models import Proposal, ProposalAnswer
from vendors.operations.proposals import (
    AsHandedInError,
    NotRestorableError,
    StageIsOverError,
    TakesPartAlreadyError,
    add_proposal,
    change_answer,
    change_proposal,
    delete_proposal,
    reinstate_proposal,
    restore_proposal,
    withdraw_proposal,
)
from vendors.queries.asked import questionnaire_of
from vendors.queries.names import name_of
from vendors.queries.proposals import deleted_proposals, proposals_of, vendors_of
from vendors.queries.seated import Seated
from vendors.queries.shown_proposal import rows_of, shown_proposal
from vendors.views.door import moderating_or_refused, seated_or_404
from vendors.views.proposal_door import AS_HANDED_IN, STAGE_IS_OVER, proposal_or_404, readable_or_404, words_or_404


@workspace_page()
@require_GET
def proposal_list(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    seated = seated_or_404(request, evaluation_code)
    evaluation = seated.evaluation
    proposals = proposals_of(evaluation, seated.seat)
    context = {
        "seated": seated,
        "tab": "proposals",
        "rows": rows_of(proposals, seated.seat),
        "is_due": evaluation.deadline_at is not None and evaluation.deadline_at <= timezone.now(),
        "come": sum(each.submitted_at is not None for each in proposals),
        "may_add": seated.may_moderate and takes_proposals(evaluation.at),
        "deleted": list(deleted_proposals(evaluation, timezone.now())) if seated.may_moderate else [],
    }
    return render(request, "vendors/proposal_list.html", context)


@keeps_what_was_sent
@workspace_page()
@require_http_methods(["GET", "POST"])
def proposal_create(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    seated = moderating_or_refused(request, evaluation_code)
    known = vendors_of(request.workspace).values_list("name", flat=True)
    form = NewProposalForm(request.POST or None, known=known)
    if form.is_valid():
        try:
            proposal = add_proposal(evaluation=seated.evaluation, actor=request.user, **form.cleaned_data)
        except TakesPartAlreadyError:
            form.add_error("name", _("This vendor takes part already."))
        except StageIsOverError:
            form.add_error(None, STAGE_IS_OVER)
        else:
            return redirect(_address(request, proposal))
    context = {"form": form, "seated": seated, "tab": "proposals"}
    return render(request, "vendors/proposal_form.html", context, status=422 if form.errors else 200)


@workspace_page()
@require_GET
def proposal_detail(request: WorkspaceRequest, evaluation_code: str, proposal_code: str) -> HttpResponse:
    seated = seated_or_404(request, evaluation_code)
    proposal = readable_or_404(seated, proposal_code)
    return proposal_page(request, seated, proposal)


def proposal_page(
    request: WorkspaceRequest, seated: Seated, proposal: Proposal, link_form: LinkForm | None = None, status: int = 200
) -> HttpResponse:
    shown = shown_proposal(proposal, seated.seat, may_moderate=seated.may_moderate)
    context = {"seated": seated, "tab": "proposals", "shown": shown, "form": link_form or LinkForm()}
    return render(request, "vendors/proposal_detail.html", context, status=status)


@keeps_what_was_sent
@workspace_page()
@require_http_methods(["GET", "POST"])
def proposal_settings(request: WorkspaceRequest, evaluation_code: str, proposal_code: str) -> HttpResponse:
    seated = moderating_or_refused(request, evaluation_code)
    proposal = words_or_404(seated, proposal_code)
    form = ProposalForm(request.POST or None, instance=proposal)
    if form.is_valid():
        write = partial(change_proposal, proposal=proposal, actor=request.user)
        if _tries(form, lambda: save_form(request, form, write, said=_("The proposal is saved."))):
            return redirect(_address(request, proposal))
    context = {"form": form, "seated": seated, "tab": "proposals", "proposal": proposal}
    return render(request, "vendors/proposal_settings.html", context, status=form.status)


@keeps_what_was_sent
@workspace_page()
@require_http_methods(["GET", "POST"])
def proposal_answer(
    request: WorkspaceRequest, evaluation_code: str, proposal_code: str, criterion: str
) -> HttpResponse:
    """One answer after the other: whoever takes them over from a document goes on to the next."""
    seated = moderating_or_refused(request, evaluation_code)
    proposal = words_or_404(seated, proposal_code)
    questions = questionnaire_of(seated.evaluation).questions
    if criterion not in questions:
        raise Http404
    keys = list(questions)
    following = keys[keys.index(criterion) + 1 :][:1]
    answer = ProposalAnswer.objects.filter(proposal=proposal, criterion=criterion).first()
    form = AnswerForm(request.POST or None, instance=answer or ProposalAnswer(proposal=proposal, criterion=criterion))
    if form.is_valid():
        write = partial(change_answer, proposal=proposal, criterion=criterion, actor=request.user)
        if _tries(form, lambda: save_form(request, form, write, said=_("The answer is saved."))):
            if "next" in request.POST and following:
                return redirect("proposal_answer", request.workspace.code, evaluation_code, proposal.code, following[0])
            return redirect(f"{_address(request, proposal)}#q-{criterion}")
    context = {
        "form": form,
        "seated": seated,
        "tab": "proposals",
        "proposal": proposal,
        "question": questions[criterion],
        "number": keys.index(criterion) + 1,
        "of": len(keys),
        "has_next": bool(following),
    }
    return render(request, "vendors/proposal_answer.html", context, status=form.status)


@keeps_what_was_sent
@workspace_page()
@require_http_methods(["GET", "POST"])
def proposal_withdraw(request: WorkspaceRequest, evaluation_code: str, proposal_code: str) -> HttpResponse:
    seated = moderating_or_refused(request, evaluation_code)
    proposal = proposal_or_404(seated, proposal_code)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            withdraw_proposal(proposal=proposal, actor=request.user, reason=form.cleaned_data["reason"])
        except StageIsOverError:
            form.add_error(None, STAGE_IS_OVER)
        else:
            undo = reverse("proposal_reinstate", args=[request.workspace.code, evaluation_code, proposal.code])
            said = _("The proposal of %(vendor)s is withdrawn: it is compared no more.")
            offer_undo(request, said % {"vendor": name_of(proposal, seated.seat)}, undo)
            return redirect("proposal_list", request.workspace.code, evaluation_code)
    context = {"form": form, "seated": seated, "tab": "proposals", "proposal": proposal}
    return render(request, "vendors/proposal_withdraw.html", context, status=422 if form.errors else 200)


@workspace_page()
@require_POST
def proposal_reinstate(request: WorkspaceRequest, evaluation_code: str, proposal_code: str) -> HttpResponse:
    seated = moderating_or_refused(request, evaluation_code)
    proposal = proposal_or_404(seated, proposal_code)
    return _done(request, seated, lambda: reinstate_proposal(proposal=proposal, actor=request.user), _is_back(proposal))


@workspace_page()
@require_POST
def proposal_delete(request: WorkspaceRequest, evaluation_code: str, proposal_code: str) -> HttpResponse:
    seated = moderating_or_refused(request, evaluation_code)
    proposal = proposal_or_404(seated, proposal_code, also_deleted=True)
    try:
        delete_proposal(proposal=proposal, actor=request.user)
    except StageIsOverError:
        messages.error(request, _("Scoring has begun: a proposal can be withdrawn, but not deleted."))
        return redirect(_address(request, proposal))
    undo = reverse("proposal_restore", args=[request.workspace.code, evaluation_code, proposal.code])
    said = _("The proposal of %(vendor)s is deleted. It can be restored for 30 days.") % {"vendor": proposal.vendor}
    offer_undo(request, said, undo)
    return redirect("proposal_list", request.workspace.code, evaluation_code)


@workspace_page()
@require_POST
def proposal_restore(request: WorkspaceRequest, evaluation_code: str, proposal_code: str) -> HttpResponse:
    seated = moderating_or_refused(request, evaluation_code)
    proposal = proposal_or_404(seated, proposal_code, also_deleted=True)
    return _done(request, seated, lambda: restore_proposal(proposal=proposal, actor=request.user), _is_back(proposal))


def _is_back(proposal: Proposal) -> str:
    return _("The proposal of %(vendor)s is back.") % {"vendor": proposal.vendor}


def _done(request: WorkspaceRequest, seated: Seated, write: Callable[[], None], said: str) -> HttpResponse:
    try:
        write()
    except StageIsOverError:
        messages.error(request, STAGE_IS_OVER)
    except NotRestorableError:
        messages.error(request, _("It was deleted more than 30 days ago."))
    except TakesPartAlreadyError:
        messages.error(request, _("This vendor takes part already, with another proposal."))
    else:
        messages.success(request, said)
    return redirect("proposal_list", request.workspace.code, seated.evaluation.code)


def _tries(form: Any, write: Callable[[], bool]) -> bool:
    """Whether it is saved; else the form says why not."""
    try:
        return write()
    except StageIsOverError:
        form.add_error(None, STAGE_IS_OVER)
    except AsHandedInError:
        form.add_error(None, AS_HANDED_IN)
    return False


def _address(request: WorkspaceRequest, proposal: Proposal) -> str:
    return reverse("proposal_detail", args=[request.workspace.code, proposal.evaluation.code, proposal.code])
