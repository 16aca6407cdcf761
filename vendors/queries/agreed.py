"""What was settled on each criterion, for whom and as far as it is not sealed."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import QuerySet

from vendors.domain.scoring import Score
from vendors.domain.seal import Seat
from vendors.domain.stages import Proof
from vendors.models import AgreedScore, Evaluation, Proposal
from vendors.queries.sheets import applicable_keys


def agreed_scores(evaluation: Evaluation, seat: Seat) -> QuerySet[AgreedScore]:
    """None while sealed. Of the proposals that stand and that no declared conflict keeps the person from, on the
    criteria that apply."""
    if not seat.sees_result:
        return AgreedScore.objects.none()
    return AgreedScore.objects.filter(
        proposal__in=Proposal.objects.filter(evaluation=evaluation).standing(),
        criterion__in=applicable_keys(evaluation),
    ).exclude(proposal__in=[key for key in seat.conflicts if seat.is_kept_from(key)])


def agreed_of(evaluation: Evaluation, seat: Seat) -> Mapping[str, Mapping[str, Score]]:
    """The same as the domain reads it, by the proposal's code and the criterion: one query, or none while sealed.

    A proposal on which nothing is agreed is left out.
    """
    found: dict[str, dict[str, Score]] = {}
    rows = agreed_scores(evaluation, seat).values_list("proposal__code", "criterion", "level", "proof")
    for vendor, criterion, level, proof in rows:
        found.setdefault(vendor, {})[criterion] = Score(level, proof == Proof.VERIFIED)
    return found
