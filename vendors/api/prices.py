"""Prices of proposals, sealed until quality is locked, and the terms under which they are compared."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from core.rest.bodies import FromForm
from vendors.api.door import EvaluationViewSet
from vendors.api.price_serializers import PricedProposal, PriceSerializer, TermsSerializer, priced
from vendors.forms.prices import ANCHOR_CLOSED, CLOSED, OfferForm, TermsForm
from vendors.models import Evaluation, Offer, Proposal
from vendors.operations.evaluations import SettingClosedError
from vendors.operations.prices import AnchorClosedError, PricesClosedError, change_terms, enter_offer
from vendors.queries.prices import offer_of, priced_proposals
from vendors.queries.seated import seated_in


def _prices_in(evaluation: Evaluation) -> list[PricedProposal]:
    rows = priced_proposals(evaluation).select_related("vendor", "offer__entered_by")
    return priced(evaluation, list(rows))


class PriceViewSet(EvaluationViewSet):
    noun = "Price"
    serializer_class = PriceSerializer
    bodies = {"partial_update": FromForm(OfferForm, name="Price")}
    unpaged = frozenset({"list"})
    refuses = {PricesClosedError: CLOSED}

    def enter(self, request: Request, **place: Any) -> None:
        super().enter(request, **place)
        self.unseal(seen=self.seated.seat.sees_prices)

    def list(self, request: Request, **place: Any) -> Response:
        """List what the proposals cost: before quality is locked as the price clerk alone."""
        return self.show_all(_prices_in(self.evaluation))

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read what one proposal costs."""
        return self.show_price()

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Enter or change a price, as the price clerk; once quality is locked also as the moderator.

        If-Match is "1" where there is none.
        """
        self.require(may=self.seated.may_enter_prices)
        proposal: Proposal = priced_proposals(self.evaluation).get(code=self.kwargs["proposal_code"])
        row = offer_of(proposal) or Offer(proposal=proposal, currency=self.evaluation.currency)
        seen, today = self.seen(row), self.workspace.today
        form = self.form(
            lambda data, files: OfferForm(data, instance=row, evaluation=self.evaluation, today=today), seen=seen
        )
        enter_offer(proposal=proposal, actor=self.actor, seen=seen, **form.values)
        return self.show_price()

    def show_price(self) -> Response:
        """As it is now."""
        for each in _prices_in(self.evaluation):
            if each.proposal.code == self.kwargs["proposal_code"]:
                return self.show(each, tagged=each.offer or Offer(proposal=each.proposal))
        raise Proposal.DoesNotExist


class TermsViewSet(EvaluationViewSet):
    noun = "Terms"
    plural = "Terms"
    tag = "Prices"
    serializer_class = TermsSerializer
    bodies = {"partial_update": FromForm(TermsForm)}
    refuses = {
        PricesClosedError: CLOSED,
        AnchorClosedError: ANCHOR_CLOSED,
        SettingClosedError: _("The evaluation went on meanwhile: one of these stays as it is at its stage."),
    }
    also_answers = {"retrieve": (403,)}

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read the terms, as the moderator or the price clerk; once prices are open as everybody."""
        self.require(may=self.seated.may_set_terms or self.seated.seat.sees_prices)
        return self.show(self.evaluation)

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Change the terms until the decision; in another currency every exchange rate has to be found anew.

        What a combined score is fixed on is set by the moderator, before quality is locked.
        """
        self.require(may=self.seated.may_set_terms)
        seen = self.seen(self.evaluation)
        may_anchor = self.seated.may_moderate
        form = self.form(
            lambda data, files: TermsForm(data, instance=self.evaluation, may_anchor=may_anchor), seen=seen
        )
        change_terms(evaluation=self.evaluation, actor=self.actor, seen=seen, **form.values)
        return self.show(self._now())

    def _now(self) -> Evaluation:
        return seated_in(self.membership, self.evaluation.code).evaluation
