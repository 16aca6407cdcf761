"""What was decided about vendors, taken over into a roadmap. Here, since neither of the two knows the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from accounts.models import User
from reports.queries.decisions import NotDecidedError
from roadmap.choices import OriginChoice
from roadmap.models import Decision, Roadmap, RoadmapPhase
from roadmap.operations.actions import create_action
from roadmap.operations.decisions import create_decision
from roadmap.operations.pilots import create_pilot
from vendors.domain.stages import Stage
from vendors.models import Evaluation
from vendors.queries.awards import award_of

LONGEST_NOTE = 5000


class TakenOverAlreadyError(Exception):
    """The roadmap has this decision."""


@dataclass(frozen=True, slots=True)
class PilotPlan:
    title: str
    service: str
    start: date
    days: int


@transaction.atomic
def take_over(
    *,
    evaluation: Evaluation,
    phase: RoadmapPhase,
    actor: User,
    decision: str,
    actions: Sequence[str],
    pilot: PilotPlan | None = None,
) -> Decision:
    """The decision with its reasons, taken on its day; actions that come from it; and the pilot with its conditions.

    Raises NotDecidedError where no vendor is awarded any more, and TakenOverAlreadyError.
    """
    held = Evaluation.objects.locked().select_related("workspace").get(pk=evaluation.pk)
    award = award_of(held)
    if held.at is not Stage.DECIDED or award is None or award.proposal is None:
        raise NotDecidedError
    roadmap: Roadmap = Roadmap.objects.locked().select_related("workspace").get(pk=phase.roadmap_id)
    if Decision.objects.filter(phase__roadmap=roadmap, text=decision, deleted_at=None).exists():
        raise TakenOverAlreadyError
    phase.roadmap = roadmap
    taken = create_decision(
        phase=phase,
        actor=actor,
        text=decision,
        decided_by=str(award.decided_by or ""),
        taken_date=award.decided_date,
        note=award.reasons[:LONGEST_NOTE],
    )
    for title in actions:
        create_action(roadmap=roadmap, actor=actor, title=title, phase=phase.phase, origin=OriginChoice.DECISION)
    if pilot:
        create_pilot(
            roadmap=roadmap,
            actor=actor,
            measures=(),
            title=pilot.title,
            services=[pilot.service],
            start_date=pilot.start,
            end_date=pilot.start + timedelta(days=pilot.days - 1),
            success_criteria=award.conditions,
        )
    return taken
