"""Documents of proposals, for whom and as far as they are not sealed."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from vendors.domain.seal import Seat
from vendors.models import Proposal, ProposalDocument


def documents_of(proposals: Iterable[Proposal], seat: Seat) -> QuerySet[ProposalDocument]:
    """What the person may see of them: those about the price apart from the others, each by its own seal."""
    keys = [each.pk for each in proposals]
    readable = Q(is_price=False, proposal__in=[key for key in keys if seat.sees_proposal(key)])
    priced = [key for key in keys if seat.sees_prices and not seat.is_kept_from(key)]
    return (
        ProposalDocument.objects.alive().filter(readable | Q(is_price=True, proposal__in=priced)).select_related("file")
    )


def kept_documents(proposal: Proposal, seat: Seat) -> QuerySet[ProposalDocument]:
    """Of the kind that the person adds, deleted ones too; of the other kind there is none for them."""
    if not (seat.is_clerk or seat.sees_proposal(proposal.pk)):
        return ProposalDocument.objects.none()
    found = ProposalDocument.objects.filter(proposal=proposal, is_price=seat.is_clerk)
    return found.select_related("file")
