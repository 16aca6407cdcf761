"""What a proposal is called: the one place that names a vendor on the pages of an evaluation."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from vendors.domain.seal import Seat
from vendors.models import Proposal, ProposalDocument


def name_of(proposal: Proposal, seat: Seat) -> str:
    """That of its vendor, or its number while names are hidden from the person."""
    if seat.sees_names:
        return proposal.vendor.name
    return _("Vendor %(number)s") % {"number": proposal.number}


def file_name_of(document: ProposalDocument, seat: Seat) -> str:
    """What its sender called the file, which may say who that is: while names are hidden, its code in place of it."""
    name = document.file.name
    return name if seat.sees_names else f"{document.code}{PurePosixPath(name).suffix}"
