"""Prices of proposals, and the terms under which they are compared."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.operations.activity import log_activity
from vendors.domain.stages import Stage
from vendors.models import Evaluation, Offer, Proposal
from vendors.operations.evaluations import change_evaluation

ANCHOR = frozenset({"budget", "ceiling", "price_percent"})
"""What a combined score is fixed on. Whoever knows the prices could choose it to suit one of them."""


class PricesClosedError(Exception):
    """The decision fell: what it rests on stays as it was."""


class AnchorClosedError(Exception):
    """Quality is locked, so that prices are known."""


@transaction.atomic
def enter_offer(*, proposal: Proposal, actor: User, seen: int, **values: Any) -> Offer:
    """Its price; a proposal without one counts as revision 1. Raises PricesClosedError and StaleWriteError.

    The log does not say whose price it was: it is open to all, and prices are sealed.
    """
    evaluation = Evaluation.objects.locked().select_related("workspace").get(pk=proposal.evaluation_id)
    if evaluation.at is Stage.DECIDED:
        raise PricesClosedError
    Offer.objects.get_or_create(proposal=proposal)
    offer = Offer.objects.get(proposal=proposal).save_revision(seen=seen, entered_by=actor, **values)
    log_activity(workspace=evaluation.workspace, actor=actor, verb="evaluation.price_entered", target=evaluation)
    return offer


@transaction.atomic
def change_terms(*, evaluation: Evaluation, actor: User, seen: int, **values: Any) -> Evaluation:
    """Horizon, discount, day rate, currency and anchor. In another currency every exchange rate has to be found anew.

    Raises PricesClosedError, AnchorClosedError and StaleWriteError.
    """
    before = Evaluation.objects.locked().get(pk=evaluation.pk)
    if before.at is Stage.DECIDED:
        raise PricesClosedError
    moved = {name for name, value in values.items() if value != getattr(before, name)}
    if moved & ANCHOR and before.at.is_from(Stage.LOCKED):
        raise AnchorClosedError
    stored = change_evaluation(evaluation=evaluation, actor=actor, seen=seen, **values)
    if "currency" in moved:
        Offer.objects.filter(proposal__evaluation=stored).update(rate=1, rate_date=None)
    return stored
