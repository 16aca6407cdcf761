"""What was settled on each criterion, for whom and as far as it is not sealed."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import QuerySet

from vendors.domain.scoring import Score
from vendors.domain.seal import Seat
from vendors.domain.stages import Proof
from vendors.models import AgreedScore, Evaluation, Proposal
from vendors.queries.seats import with_open_scores


def agreed_scores(evaluation: Evaluation, seat: Seat) -> QuerySet[AgreedScore]:
    """With their reasons; none while sealed. Of the proposals that stand and whose scores are open to the person; those
    of criteria that were left out by a later version too."""
    return _settled(evaluation, seat).filter(with_open_scores(seat))


def agreed_of(evaluation: Evaluation, seat: Seat) -> Mapping[str, Mapping[str, Score]]:
    """The levels alone, as the domain reads them, by the proposal's code and the criterion: one query, or none while
    sealed. A proposal on which nothing is agreed is left out.

    Of all proposals that stand, a conflict or not: ranks made of a part of them would be other ones.
    """
    found: dict[str, dict[str, Score]] = {}
    rows = _settled(evaluation, seat).values_list("proposal__code", "criterion", "level", "proof")
    for vendor, criterion, level, proof in rows:
        found.setdefault(vendor, {})[criterion] = Score(level, proof == Proof.VERIFIED)
    return found


def _settled(evaluation: Evaluation, seat: Seat) -> QuerySet[AgreedScore]:
    if not seat.sees_result:
        return AgreedScore.objects.none()
    return AgreedScore.objects.filter(proposal__in=Proposal.objects.filter(evaluation=evaluation).standing())
