"""From an address to a proposal of an evaluation, as far as it is not sealed for the person."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from vendors.models import Proposal
from vendors.queries.proposals import find_proposal
from vendors.queries.seated import Seated
from vendors.queries.shown_proposal import is_readable

STAGE_IS_OVER = _("The evaluation has gone on meanwhile: this cannot be changed any more.")
AS_HANDED_IN = _("The vendor handed this in by itself and has a receipt for it: it stays as it came.")


def proposal_or_404(seated: Seated, code: str, *, also_deleted: bool = False) -> Proposal:
    """For those who look after it, whether they may read it or not."""
    try:
        return find_proposal(seated.evaluation, code, also_deleted=also_deleted)
    except Proposal.DoesNotExist:
        raise Http404 from None


def words_or_404(seated: Seated, code: str) -> Proposal:
    """A conflict keeps also a moderator from what a vendor wrote."""
    proposal = proposal_or_404(seated, code)
    if not seated.seat.sees_proposal(proposal.pk):
        raise Http404
    return proposal


def readable_or_404(seated: Seated, code: str) -> Proposal:
    proposal = proposal_or_404(seated, code)
    if not is_readable(proposal, seated.seat):
        raise Http404
    return proposal
