"""What the first page of a workspace shows of roadmaps; see core.first_page."""

from __future__ import annotations

from accounts.models import Membership
from core.first_page import Card, Offered
from roadmap.queries.listing import listed_roadmaps

LATEST = 3
ORDER = 20


def offer(membership: Membership) -> Offered:
    """The roadmaps that were changed last. To the first one lead the results of an assessment."""
    listed = listed_roadmaps(membership.workspace, LATEST)
    return Offered(ORDER, cards=(Card("roadmap/overview_card.html", {"listed": listed}),) if listed else ())
