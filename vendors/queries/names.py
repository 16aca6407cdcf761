"""What a proposal is called: the one place that names a vendor on the pages of an evaluation."""

from __future__ import annotations

from django.utils.translation import gettext as _

from vendors.domain.seal import Seat
from vendors.models import Proposal


def name_of(proposal: Proposal, seat: Seat) -> str:
    """That of its vendor, or its number while names are hidden from the person."""
    if seat.sees_names:
        return proposal.vendor.name
    return _("Vendor %(number)s") % {"number": proposal.number}
