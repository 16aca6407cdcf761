"""The decision: what is said of each proposal, what is awarded and why, and taking that back."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_edit
from accounts.queries.activity import last_person_at
from core.conflicts import save_form
from core.resend import keeps_what_was_sent
from core.undo import offer_undo
from vendors.domain.stages import Stage
from vendors.forms.awards import AppraisalForm, AwardForm
from vendors.models import Appraisal, Award, Evaluation, Proposal
from vendors.operations.awards import (
    TAKEN_BACK,
    ChangedSinceError,
    NotToDecideError,
    WithdrawnError,
    decide_evaluation,
    restore_decision,
    save_appraisal,
    take_back_decision,
)
from vendors.queries.awards import award_of, candidates_of
from vendors.queries.names import name_of
from vendors.queries.seated import Seated
from vendors.views.door import moderating_or_refused, seated_or_404


@workspace_page()
@require_GET
def award_detail(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    """Proposals with what is said of each, and the decision once it has fallen: for everybody."""
    seated = _deciding_or_404(request, evaluation_code)
    evaluation = seated.evaluation
    award = award_of(evaluation) if evaluation.at is Stage.DECIDED else None
    candidates = candidates_of(evaluation, seated.seat, award)
    context = {
        "seated": seated,
        "tab": "decision",
        "candidates": candidates,
        "leaders": [each for each in candidates if each.rank == 1],
        "award": award,
        "awarded": next((each for each in candidates if award and each.proposal.pk == award.proposal_id), None),
        "may_take_over": can_edit(request.membership),
        "may_write": seated.may_moderate and award is None,
    }
    return render(request, "vendors/award_detail.html", context)


@keeps_what_was_sent
@workspace_page()
@require_http_methods(["GET", "POST"])
def award_edit(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    """The reasons, then the decision; what was taken back is there to be decided anew."""
    seated = _moderating_or_refused(request, evaluation_code)
    evaluation = seated.evaluation
    if evaluation.at is Stage.DECIDED:
        return _say_that_it_is_decided(request, evaluation)
    candidates = candidates_of(evaluation, seated.seat)
    award = award_of(evaluation) or Award(evaluation=evaluation)
    form = AwardForm(request.POST or None, instance=award, candidates=candidates)
    if form.is_valid():
        write = partial(decide_evaluation, evaluation=evaluation, actor=request.user)
        who = partial(last_person_at, request.workspace, evaluation.code)
        said = _("The evaluation is decided. Its reports can be made now; the decision can be taken back below.")
        try:
            if save_form(request, form, write, said=said, who=who):
                return redirect("award_detail", request.workspace.code, evaluation.code)
        except NotToDecideError:
            return _say_that_it_is_decided(request, evaluation)
        except WithdrawnError:
            form.add_error("proposal", _("This proposal was withdrawn meanwhile."))
    unsaid = [each.name for each in candidates if not each.is_kept_from and not each.is_said]
    context = {"seated": seated, "tab": "decision", "form": form, "candidates": candidates, "unsaid": unsaid}
    return render(request, "vendors/award_form.html", context, status=form.status)


@workspace_page()
@require_POST
def award_take_back(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    seated = moderating_or_refused(request, evaluation_code)
    try:
        event = take_back_decision(evaluation=seated.evaluation, actor=request.user)
    except NotToDecideError:
        messages.info(request, _("There is no decision to take back."))
        return redirect(seated.evaluation)
    undo = reverse("award_restore", args=[request.workspace.code, evaluation_code, event.code])
    offer_undo(
        request, _("The decision is taken back, and its reports are closed. What you wrote is still here."), undo
    )
    return redirect("award_detail", request.workspace.code, evaluation_code)


@workspace_page()
@require_POST
def award_restore(request: WorkspaceRequest, evaluation_code: str, event_code: str) -> HttpResponse:
    """Undo taking it back."""
    evaluation = moderating_or_refused(request, evaluation_code).evaluation
    event = request.workspace.activities.filter(code=event_code, verb=TAKEN_BACK, object_code=evaluation.code).first()
    if event is None:
        raise Http404
    try:
        restore_decision(evaluation=evaluation, event=event, actor=request.user)
    except NotToDecideError:
        messages.info(request, _("There is nothing to undo: the evaluation has gone on."))
        return redirect(evaluation)
    except ChangedSinceError:
        messages.error(request, _("Something was changed since, so the decision has to be taken anew."))
    else:
        messages.success(request, _("The decision stands again, and its reports are open."))
    return redirect("award_detail", request.workspace.code, evaluation_code)


@keeps_what_was_sent
@workspace_page()
@require_http_methods(["GET", "POST"])
def appraisal_edit(request: WorkspaceRequest, evaluation_code: str, proposal_code: str) -> HttpResponse:
    """Strengths, weaknesses and risks of one proposal; after the decision they stand as they are."""
    seated = _moderating_or_refused(request, evaluation_code)
    proposal, evaluation = _proposal_or_404(seated, proposal_code), seated.evaluation
    if evaluation.at is Stage.DECIDED:
        return _say_that_it_is_decided(request, evaluation)
    form = AppraisalForm(request.POST or None, instance=_appraisal_of(proposal))
    if form.is_valid():
        write = partial(save_appraisal, proposal=proposal, actor=request.user)
        who = partial(last_person_at, request.workspace, evaluation.code)
        said = _("What is said of %(name)s is saved.") % {"name": proposal.vendor}
        try:
            if save_form(request, form, write, said=said, who=who):
                return redirect("award_detail", request.workspace.code, evaluation.code)
        except NotToDecideError:
            return _say_that_it_is_decided(request, evaluation)
    context = {"seated": seated, "tab": "decision", "form": form, "name": name_of(proposal, seated.seat)}
    return render(request, "vendors/appraisal_form.html", context, status=form.status)


def _appraisal_of(proposal: Proposal) -> Appraisal:
    found: Appraisal | None = getattr(proposal, "appraisal", None)
    return found or Appraisal(proposal=proposal)


def _proposal_or_404(seated: Seated, code: str) -> Proposal:
    """None that is out, or that a conflict keeps the person from."""
    standing = Proposal.objects.filter(evaluation=seated.evaluation, code=code).standing()
    found: Proposal | None = standing.select_related("vendor", "appraisal").first()
    if found is None or not seated.seat.sees_proposal(found.pk):
        raise Http404
    found.evaluation = seated.evaluation
    return found


def _deciding_or_404(request: WorkspaceRequest, code: str) -> Seated:
    seated = seated_or_404(request, code)
    if not seated.seat.sees_decision:
        raise Http404
    return seated


def _moderating_or_refused(request: WorkspaceRequest, code: str) -> Seated:
    seated = _deciding_or_404(request, code)
    if not seated.may_moderate:
        raise PermissionDenied
    return seated


def _say_that_it_is_decided(request: WorkspaceRequest, evaluation: Evaluation) -> HttpResponse:
    messages.error(request, _("The evaluation is decided. To change something, take the decision back first."))
    return redirect("award_detail", request.workspace.code, evaluation.code)
