"""What the first page of a workspace shows of vendor evaluations; see core.first_page."""

from __future__ import annotations

from accounts.models import Membership
from core.first_page import Card, Offered
from vendors.queries.evaluations import evaluations_of

LATEST = 3
ORDER = 30


def offer(membership: Membership) -> Offered:
    """Those that were changed last."""
    latest = list(evaluations_of(membership.workspace)[:LATEST])
    return Offered(ORDER, cards=(Card("vendors/overview_card.html", {"latest": latest}),) if latest else ())
