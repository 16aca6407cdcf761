"""Actions: made from a gap or by hand, changed, deleted and taken back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from accounts.operations.activity import log_activity
from roadmap.choices import EffortChoice, OriginChoice
from roadmap.models import Action, Roadmap

STEP = 1 << 16
"""Between the positions of two cards, so that others fit in between."""


@transaction.atomic
def create_action(
    *,
    roadmap: Roadmap,
    actor: User,
    title: str,
    phase: str,
    origin: str = OriginChoice.HAND,
    effort: str = EffortChoice.MEDIUM,
    effort_days: int | None = None,
    impact: int = 3,
    gap: int = 1,
    is_logged: bool = True,
    **fields: Any,
) -> Action:
    """At the end of its column. `gap` are the levels that it is to close; its value, gap × impact, is frozen here.

    Without `effort_days` it takes what its effort means on this roadmap.
    """
    last = Action.objects.filter(roadmap=roadmap).aggregate(last=Max("position"))["last"] or 0
    action = Action(
        roadmap=roadmap,
        title=title,
        phase=phase,
        origin=origin,
        effort=effort,
        effort_days=effort_days or roadmap.days_of(effort),
        impact=impact,
        gap=gap,
        value=gap * impact,
        position=last + STEP,
        **fields,
    )
    action.save()
    if is_logged:
        log_activity(
            workspace=roadmap.workspace, actor=actor, verb="action.created", target=action, roadmap=str(roadmap)
        )
    return action
