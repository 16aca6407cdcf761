"""What the first page of a workspace shows of assessments; see core.first_page."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from accounts.permissions import can_contribute, can_edit
from assessments.queries.assessments import assessments_of
from assessments.queries.waiting import waiting_for
from core.first_page import Card, Offered, Step

LATEST = 3
MOST_WAITING = 5
"""Of each kind; the page of what waits has all."""


def offer(membership: Membership) -> Offered:
    """What waits for the person, and the assessments that were changed last; where there are none, the step to the
    first one, for who may begin it."""
    workspace = membership.workspace
    latest = assessments_of(workspace, limit=LATEST)
    if not latest and can_edit(membership):
        start = Step(
            icon="flag",
            title=_("Start the first assessment"),
            what=_("The core questions take about 40 minutes, and you can stop at any of them."),
            action=_("Start"),
            url=reverse("assessment_create", args=[workspace.code]),
        )
        return Offered(order=10, steps=(start,))
    context = {"latest": latest, "may_answer": can_contribute(membership), "today": workspace.today}
    waiting = waiting_for(membership, limit=MOST_WAITING)
    first = (Card("assessments/waiting_card.html", {"waiting": waiting}),) if waiting else ()
    return Offered(order=10, cards=(*first, Card("assessments/overview_card.html", context)))
