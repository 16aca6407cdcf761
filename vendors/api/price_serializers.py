"""What proposals cost, as the API shows it to who may see prices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from rest_framework import serializers

from accounts.api.serializers import PersonSerializer
from core.rest.fields import Score
from core.rest.serializers import Plain, Shown
from vendors.domain.cost import Cost
from vendors.domain.warnings import low_prices
from vendors.models import Evaluation, Offer, Proposal
from vendors.queries.names import name_of
from vendors.queries.prices import costs_of, offer_of, terms_of

TERMS = (
    "horizon_years",
    "discount_percent",
    "currency",
    "day_rate",
    "budget",
    "ceiling",
    "price_percent",
)


@dataclass(frozen=True)
class PricedProposal:
    """`low_share` is that of the median, where it is so low that it asks for an explanation."""

    proposal: Proposal
    offer: Offer | None
    cost: Cost | None
    low_share: Fraction | None


def priced(evaluation: Evaluation, proposals: Sequence[Proposal]) -> list[PricedProposal]:
    """Of all proposals, read with their offers: whether one is low is asked among them."""
    costs: Mapping[str, Cost] = costs_of(proposals, terms_of(evaluation))
    totals = {code: cost.total for code, cost in costs.items()}
    low = {each.vendor: each.share for each in low_prices(totals, Fraction(evaluation.low_price_percent, 100))}
    return [PricedProposal(each, offer_of(each), costs.get(each.code), low.get(each.code)) for each in proposals]


class OfferSerializer(Shown):
    """As it was entered, in its own currency. `rate` is what one unit is worth in the evaluation's currency; it was
    never given where there is no `rate_date`.
    """

    entered_by = PersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Offer
        fields = [
            "one_off",
            "migration",
            "yearly",
            "exit",
            "internal_days",
            "currency",
            "rate",
            "rate_date",
            "note",
            "entered_by",
            "entered_at",
        ]


class CostPartsSerializer(Plain):
    one_off = Score(read_only=True)
    migration = Score(read_only=True)
    yearly = Score(read_only=True)
    exit = Score(read_only=True)
    effort = Score(read_only=True)


class CostSerializer(Plain):
    """Total cost of ownership in the evaluation's currency: `parts` and `total` as present values; `years` are what is
    paid from year 0 to the horizon, before discounting.
    """

    parts = CostPartsSerializer(read_only=True)
    total = Score(read_only=True)
    years = serializers.ListField(child=Score(), read_only=True)
    undiscounted = Score(read_only=True)


class PriceSerializer(Plain):
    """What a proposal costs. `offer` is null while no price is entered; `cost`, too, while an exchange rate is missing.

    `low_share` is the share of the median, where that is so low that it asks for an explanation. `revision` is what the
    offer is changed at; 1 while there is none.
    """

    proposal = serializers.CharField(source="proposal.code", read_only=True)
    name = serializers.SerializerMethodField()
    offer = OfferSerializer(read_only=True, allow_null=True)
    cost = CostSerializer(read_only=True, allow_null=True)
    low_share = Score(read_only=True, allow_null=True)
    revision = serializers.SerializerMethodField()

    def get_name(self, price: PricedProposal) -> str:
        return name_of(price.proposal, self.context["seated"].seat)

    def get_revision(self, price: PricedProposal) -> int:
        return price.offer.revision if price.offer else 1


class TermsSerializer(Shown):
    """Under which prices are compared. `revision` is that of the evaluation.

    Budget, ceiling and the weight of the price are what a combined score is fixed on, if `price_percent` is not null.
    """

    class Meta:
        model = Evaluation
        fields: Any = [*TERMS, "revision"]
