"""What the first page of a workspace shows of assessments; see core.first_page."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from accounts.permissions import can_contribute, can_edit
from assessments.queries.assessments import assessments_of
from core.first_page import Card, Offered, Step

LATEST = 3


def offer(membership: Membership) -> Offered:
    """The assessments that were changed last; where there are none, the step to the first one, for who may begin it."""
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
    return Offered(order=10, cards=(Card("assessments/overview_card.html", context),))
