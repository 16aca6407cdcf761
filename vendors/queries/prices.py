"""What proposals cost, as the domain reckons it. Whoever calls this asked the seat whether prices are sealed."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from django.db.models import QuerySet

from vendors.domain.cost import Cost, CostError, Price, Rate, Terms, cost_of
from vendors.domain.outcome import Anchor
from vendors.models import Evaluation, Offer, Proposal


def terms_of(evaluation: Evaluation) -> Terms:
    return Terms(
        horizon=evaluation.horizon_years,
        discount_rate=Fraction(evaluation.discount_percent) / 100,
        currency=evaluation.currency,
        day_rate=Fraction(evaluation.day_rate),
    )


def anchor_of(evaluation: Evaluation) -> Anchor | None:
    """None unless it was chosen to combine quality and price in one number."""
    if evaluation.price_percent is None or evaluation.budget is None or evaluation.ceiling is None:
        return None
    return Anchor(Fraction(evaluation.budget), Fraction(evaluation.ceiling), Fraction(evaluation.price_percent, 100))


def price_of(offer: Offer) -> Price:
    return Price(
        currency=offer.currency,
        one_off=Fraction(offer.one_off),
        yearly=Fraction(offer.yearly),
        migration=Fraction(offer.migration),
        exit=Fraction(offer.exit),
        internal_days=Fraction(offer.internal_days),
        rate=Rate(Fraction(offer.rate), offer.rate_date) if offer.rate_date else None,
    )


def offer_of(proposal: Proposal) -> Offer | None:
    """Of a proposal that was read with its offer."""
    return getattr(proposal, "offer", None)


def costs_of(proposals: Iterable[Proposal], terms: Terms) -> dict[str, Cost]:
    """By the codes of the proposals, read with their offers; without those that have no price, or need a rate."""
    found = {}
    for proposal in proposals:
        offer = offer_of(proposal)
        if offer:
            try:
                found[proposal.code] = cost_of(price_of(offer), terms)
            except CostError:
                continue
    return found


def priced_proposals(evaluation: Evaluation) -> QuerySet[Proposal]:
    """Those that stand, with their vendors and offers."""
    return (
        Proposal.objects.filter(evaluation=evaluation).standing().select_related("vendor", "offer").order_by("number")
    )
