"""What the first page of a workspace shows of roadmaps; see core.first_page."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from assessments.models import Assessment
from core.first_page import Card, Offered, Step
from roadmap.permissions import can_plan
from roadmap.queries.listing import listed_roadmaps

LATEST = 3
ORDER = 20


def offer(membership: Membership) -> Offered:
    """The roadmaps that were changed last; where there are none and something is assessed, the step to the first."""
    workspace = membership.workspace
    if listed := listed_roadmaps(workspace, LATEST):
        return Offered(ORDER, cards=(Card("roadmap/overview_card.html", {"listed": listed}),))
    is_assessed = can_plan(membership) and Assessment.objects.filter(workspace=workspace, deleted_at=None).exists()
    step = Step(
        icon="flag",
        title=_("Turn the gaps into a roadmap"),
        what=_("Six phases, each with a checklist, artifacts and a gate, and actions with an owner and a day."),
        action=_("Begin"),
        url=reverse("roadmap_create", args=[workspace.code]),
    )
    return Offered(ORDER, steps=(step,) if is_assessed else ())
