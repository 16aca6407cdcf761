"""What was decided about vendors, taken over into a roadmap. Here, since neither of the two knows the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db import transaction

from accounts.models import Activity, User
from accounts.operations.activity import log_activity
from reports.queries.decisions import NotDecidedError
from roadmap.choices import OriginChoice
from roadmap.models import Action, Decision, Pilot, Roadmap, RoadmapPhase
from roadmap.operations.actions import create_action, delete_action
from roadmap.operations.decisions import create_decision, delete_decision
from roadmap.operations.pilots import create_pilot, delete_pilot
from vendors.domain.stages import Stage
from vendors.models import Evaluation
from vendors.queries.awards import award_of

LONGEST_NOTE = 5000
TAKEN_OVER = "roadmap.decision_taken_over"


class TakenOverAlreadyError(Exception):
    """The roadmap has this decision."""


class Undone(NamedTuple):
    """How many things are removed, and how many stay because somebody has worked on them since."""

    roadmap: Roadmap
    gone: int
    kept: int


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
) -> Activity:
    """The decision with its reasons, taken on its day; actions that come from it; and the pilot with its conditions.
    The event in the log names all of them, so that `undo_take_over` finds them.

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
    made = [
        create_action(roadmap=roadmap, actor=actor, title=title, phase=phase.phase, origin=OriginChoice.DECISION)
        for title in actions
    ]
    begun = None
    if pilot:
        begun = create_pilot(
            roadmap=roadmap,
            actor=actor,
            measures=(),
            title=pilot.title,
            services=[pilot.service],
            start_date=pilot.start,
            end_date=pilot.start + timedelta(days=pilot.days - 1),
            success_criteria=award.conditions,
        )
    return log_activity(
        workspace=roadmap.workspace,
        actor=actor,
        verb=TAKEN_OVER,
        target=roadmap,
        evaluation=held.title,
        decision=taken.code,
        actions=[action.code for action in made],
        pilot=begun.code if begun else "",
    )


@transaction.atomic
def undo_take_over(*, event: Activity, actor: User) -> Undone:
    """Remove what was made then, as far as it is as it was made. Doing it twice does nothing more."""
    held = Roadmap.objects.locked().select_related("workspace")
    roadmap: Roadmap = held.get(workspace=event.workspace_id, code=event.object_code, deleted_at=None)
    said = event.detail
    decisions = Decision.objects.filter(phase__roadmap=roadmap, code=said["decision"], deleted_at=None)
    actions = Action.objects.filter(roadmap=roadmap, code__in=said["actions"], deleted_at=None)
    pilots = Pilot.objects.filter(roadmap=roadmap, code=said["pilot"], deleted_at=None)
    there = decisions.count() + actions.count() + pilots.count()
    for decision in decisions.filter(revision=1).select_related("phase"):
        decision.phase.roadmap = roadmap
        delete_decision(decision=decision, actor=actor)
    for action in actions.filter(revision=1, comments=None, shown_by=None, dependencies=None, dependents=None):
        action.roadmap = roadmap
        delete_action(action=action, actor=actor)
    for pilot in pilots.filter(revision=1, check_ins=None, handovers=None):
        pilot.roadmap = roadmap
        delete_pilot(pilot=pilot, actor=actor)
    kept = decisions.count() + actions.count() + pilots.count()
    return Undone(roadmap, there - kept, kept)
