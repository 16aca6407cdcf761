"""Roadmaps for tests."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from accounts.models import User, Workspace
from roadmap.choices import EffortChoice, OriginChoice
from roadmap.domain.states import ActionState
from roadmap.models import Action, Dependency, Roadmap
from roadmap.operations.actions import STEP, create_action
from roadmap.operations.moving import Moved, move_action
from roadmap.operations.roadmaps import create_roadmap
from tests.factories.accounts import owner_of
from tests.factories.assessments import shipped_pack

START = date(2026, 9, 7)

_numbers = count(1)


def make_roadmap(workspace: Workspace, **fields: Any) -> Roadmap:
    """Of the shipped pack, from 7 September 2026 on, by the workspace's owner, without an assessment."""
    values = {"title": f"Roadmap {next(_numbers)}", "actor": owner_of(workspace), "start_date": START, **fields}
    values.setdefault("pack", values["assessment"].pack if values.get("assessment") else shipped_pack())
    return create_roadmap(workspace=workspace, **values)


def make_action(roadmap: Roadmap, **fields: Any) -> Action:
    """To do, of medium effort and impact 3, in the first phase, by the workspace's owner."""
    values = {"title": f"Action {next(_numbers)}", "actor": owner_of(roadmap.workspace), "phase": "discover", **fields}
    return create_action(roadmap=roadmap, **values)


def close_action(action: Action, *, actor: User | None = None) -> Moved:
    """Done, as on the board, by the workspace's owner."""
    return move(action, ActionState.DONE, actor=actor)


def move(action: Action, state: str, *, actor: User | None = None, **fields: Any) -> Moved:
    """As on the board, by the workspace's owner."""
    workspace = action.roadmap.workspace
    values = {"seen": action.revision, "actor": actor or owner_of(workspace), **fields}
    return move_action(workspace=workspace, roadmap=action.roadmap.code, code=action.code, state=state, **values)


def fill_roadmap(roadmap: Roadmap, actions: int = 200) -> list[Action]:
    """As a team has it some way in: the first fifth closed, the next tenth in hand, the rest to do, over 300 days.

    Of each ten one has no start, of each eleven one no dates at all, of each seven one no owner. Every fourth needs the
    one three before it, every eighth also the one seven before: never a cycle.
    """
    pack = roadmap.questions
    questions = {phase.id: [each.id for each in pack.asked_in(phase)] for phase in pack.phases}
    people = [membership.user_id for membership in roadmap.workspace.memberships.order_by("pk")[:5]]
    now = timezone.now()
    rows = []
    for number in range(actions):
        phase = list(questions)[number * len(questions) // actions]
        effort = (EffortChoice.SMALL, EffortChoice.MEDIUM, EffortChoice.LARGE)[number % 3]
        start = roadmap.start_date + timedelta(days=number * 300 // actions)
        impact, gap, state = number % 5 + 1, number % 2 + 1, _state_of(number, actions)
        is_closed = not ActionState(state).is_open
        rows.append(
            Action(
                roadmap=roadmap,
                title=f"Action {number + 1} of {actions}",
                origin=OriginChoice.GAP,
                phase=phase,
                question=questions[phase][number % len(questions[phase])],
                gap=gap,
                impact=impact,
                value=gap * impact,
                owner_id=people[number % len(people)] if number % 7 else None,
                effort=effort,
                effort_days=roadmap.days_of(effort),
                state=state,
                position=(number + 1) * STEP,
                progress=100 if state == ActionState.DONE else number % 10 * 10 if state == ActionState.DOING else 0,
                start_date=start if number % 10 and number % 11 else None,
                due_date=start + timedelta(days=7 * (number % 3 + 1)) if number % 11 else None,
                started_at=now if state != ActionState.TO_DO else None,
                closed_at=now if is_closed else None,
                closed_by_id=people[0] if is_closed else None,
            )
        )
    made = Action.objects.bulk_create(rows)
    Dependency.objects.bulk_create(
        Dependency(action=made[number], needed=made[number - back])
        for every, back in ((4, 3), (8, 7))
        for number in range(every, actions, every)
    )
    return made


def _state_of(number: int, actions: int) -> ActionState:
    if number < actions // 5:
        return ActionState.DROPPED if number % 6 == 5 else ActionState.DONE
    if number < actions * 3 // 10:
        return ActionState.WAITING if number % 4 == 3 else ActionState.DOING
    return ActionState.TO_DO
