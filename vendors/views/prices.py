"""Prices of proposals, sealed until quality is locked, and the terms under which they are compared."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import WorkspaceRequest, workspace_page
from accounts.queries.activity import last_person_at
from core.conflicts import save_form
from core.resend import keeps_what_was_sent
from vendors.domain.stages import Stage
from vendors.forms.prices import ANCHOR_CLOSED, CLOSED, OfferForm, TermsForm
from vendors.models import Offer, Proposal
from vendors.operations.prices import AnchorClosedError, PricesClosedError, change_terms, enter_offer
from vendors.queries.documents import documents_of
from vendors.queries.names import name_of
from vendors.queries.prices import costs_of, offer_of, priced_proposals, terms_of
from vendors.queries.seated import Seated
from vendors.views.door import seated_or_404
from vendors.views.shown_prices import said_of, show_breakdown, show_prices


@workspace_page()
@require_safe
def price_list(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    seated = _seeing_prices(request, evaluation_code)
    proposals = list(priced_proposals(seated.evaluation))
    context = {
        "seated": seated,
        "tab": "prices",
        "shown": show_prices(seated.evaluation, seated.seat, proposals),
        "is_sealed": not seated.evaluation.at.is_from(Stage.LOCKED),
        "may_enter": seated.may_enter_prices,
        "may_set_terms": seated.may_set_terms,
    }
    return render(request, "vendors/price_list.html", context)


@workspace_page()
@require_safe
def price_detail(request: WorkspaceRequest, evaluation_code: str, proposal_code: str) -> HttpResponse:
    seated, proposal = _priced_or_404(request, evaluation_code, proposal_code)
    terms, offer = terms_of(seated.evaluation), offer_of(proposal)
    cost = costs_of([proposal], terms).get(proposal.code)
    context = {
        "seated": seated,
        "tab": "prices",
        "proposal": proposal,
        "name": name_of(proposal, seated.seat),
        "offer": offer,
        "terms": said_of(terms),
        "shown": show_breakdown(cost, offer, terms) if cost and offer else None,
        "documents": documents_of([proposal], seated.seat).filter(is_price=True),
        "may_enter": seated.may_enter_prices,
    }
    return render(request, "vendors/price_detail.html", context)


@keeps_what_was_sent
@workspace_page()
@require_http_methods(["GET", "HEAD", "POST"])
def price_edit(request: WorkspaceRequest, evaluation_code: str, proposal_code: str) -> HttpResponse:
    seated, proposal = _priced_or_404(request, evaluation_code, proposal_code)
    if not seated.may_enter_prices:
        raise PermissionDenied
    evaluation = seated.evaluation
    stored = offer_of(proposal) or Offer(proposal=proposal, currency=evaluation.currency)
    form = OfferForm(request.POST or None, instance=stored, evaluation=evaluation, today=request.workspace.today)
    if form.is_valid():
        write = partial(enter_offer, proposal=proposal, actor=request.user)
        try:
            if save_form(request, form, write, said=_("The price is saved.")):
                return redirect("price_detail", request.workspace.code, evaluation.code, proposal.code)
        except PricesClosedError:
            messages.error(request, CLOSED)
            return redirect("price_list", request.workspace.code, evaluation.code)
    context = {
        "seated": seated,
        "tab": "prices",
        "proposal": proposal,
        "name": name_of(proposal, seated.seat),
        "terms": said_of(terms_of(evaluation)),
        "documents": documents_of([proposal], seated.seat).filter(is_price=True),
        "form": form,
    }
    return render(request, "vendors/price_form.html", context, status=form.status)


@keeps_what_was_sent
@workspace_page()
@require_http_methods(["GET", "HEAD", "POST"])
def price_terms(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    seated = seated_or_404(request, evaluation_code)
    if not seated.may_set_terms:
        raise PermissionDenied
    evaluation = seated.evaluation
    form = TermsForm(request.POST or None, instance=evaluation, may_anchor=seated.may_moderate)
    if form.is_valid():
        write = partial(change_terms, evaluation=evaluation, actor=request.user)
        who = partial(last_person_at, request.workspace, evaluation.code)
        try:
            if save_form(request, form, write, said=_("The terms are saved."), who=who):
                back = "price_list" if seated.seat.sees_prices else "price_terms"
                return redirect(back, request.workspace.code, evaluation.code)
        except PricesClosedError:
            messages.error(request, CLOSED)
            return redirect(evaluation)
        except AnchorClosedError:
            messages.error(request, ANCHOR_CLOSED)
            return redirect("price_terms", request.workspace.code, evaluation.code)
    context = {"seated": seated, "tab": "prices", "form": form}
    return render(request, "vendors/price_terms.html", context, status=form.status)


def _seeing_prices(request: WorkspaceRequest, code: str) -> Seated:
    seated = seated_or_404(request, code)
    if not seated.seat.sees_prices:
        raise Http404
    return seated


def _priced_or_404(request: WorkspaceRequest, evaluation_code: str, proposal_code: str) -> tuple[Seated, Proposal]:
    seated = _seeing_prices(request, evaluation_code)
    try:
        return seated, priced_proposals(seated.evaluation).get(code=proposal_code)
    except Proposal.DoesNotExist:
        raise Http404 from None
