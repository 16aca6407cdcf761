"""Moving a card on the board: to another column, and between which others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from accounts.models import User, Workspace
from accounts.operations.activity import log_activity
from roadmap.domain.states import ActionState
from roadmap.models import Action, ActionChange
from roadmap.operations.actions import STEP, log_state
from roadmap.operations.undoing import keep_change, values_before


@dataclass(frozen=True)
class Place:
    """In a column of open actions: directly before or after the card of this code; without one, last.

    Where that card is no longer in the column, last as well. What is closed is ordered by when it was closed.
    """

    before: str = ""
    after: str = ""
    is_first: bool = False


LAST = Place()


class DroppedError(Exception):
    """Only who may drop it takes it up again."""


class Moved(NamedTuple):
    """The action as it is now. What closes it can be taken back by `change`."""

    action: Action
    change: ActionChange | None


@transaction.atomic
def move_action(
    *,
    workspace: Workspace,
    roadmap: str,
    code: str,
    actor: User,
    seen: int,
    state: str,
    place: Place = LAST,
    may_reopen_dropped: bool = True,
) -> Moved:
    """The action and its roadmap by their codes; one card of a roadmap after the other.

    Raises DroppedError where it would take up again what was dropped, and whoever moves it may not; and
    Action.DoesNotExist, and StaleWriteError when it is no longer as it was seen, wherever it is now.
    """
    action = _locked(workspace, roadmap, code)
    before = action.state
    if before == ActionState.DROPPED and not may_reopen_dropped:
        raise DroppedError
    values = action.take_state(state, actor=actor, now=timezone.now()) if state != before else {}
    if ActionState(state).is_open:
        values["position"] = _position(action, state, place)
    kept = values_before(action, values)
    stored = action.save_revision(seen=seen, **values)
    stored.roadmap = action.roadmap
    if state == before:
        log_activity(workspace=workspace, actor=actor, verb="action.reordered", target=stored, after=state)
    log_state(stored, action, actor)
    closes = ActionState(before).is_open and not ActionState(state).is_open
    change = keep_change(roadmap=action.roadmap, actor=actor, rows=[(stored, kept)]) if closes else None
    return Moved(stored, change)


def _locked(workspace: Workspace, roadmap: str, code: str) -> Action:
    """In one query with the lock on its roadmap: moving must be quick."""
    locked = Action.objects.select_related("roadmap").select_for_update(of=("roadmap",), no_key=True)
    of_roadmap = locked.filter(roadmap__workspace=workspace, roadmap__code=roadmap, roadmap__deleted_at=None)
    action: Action = of_roadmap.get(code=code, deleted_at=None)
    action.roadmap.workspace = workspace
    return action


type _Card = tuple[int, str, int]
"""Its key, its code and its position."""


def _position(action: Action, state: str, place: Place) -> int:
    others = Action.objects.filter(roadmap=action.roadmap, deleted_at=None, state=state).exclude(pk=action.pk)
    column: list[_Card] = list(others.order_by("position", "pk").values_list("pk", "code", "position"))
    at = _index(column, place)
    found = between(column[at - 1][2] if at else None, column[at][2] if at < len(column) else None)
    return found if found is not None else _renumbered(column, at)


def _index(column: list[_Card], place: Place) -> int:
    """Before which of the others it goes, by number."""
    if place.is_first:
        return 0
    for number, (_key, code, _position) in enumerate(column):
        if code == place.after:
            return number + 1
        if code == place.before and not place.after:
            return number
    return len(column)


def between(one: int | None, other: int | None) -> int | None:
    """A position after one card and before the other, where there are such; none where they have no gap."""
    if one is None:
        return STEP if other is None else other - STEP
    if other is None:
        return one + STEP
    return (one + other) // 2 if other - one > 1 else None


def _renumbered(column: list[_Card], at: int) -> int:
    """The column with whole gaps again, one of them free before the card of number `at`.

    Nobody's revision changes by it: to whoever has a card in hand it has not been changed.
    """
    rows: list[Any] = [
        Action(pk=key, position=(number + 1 + (number >= at)) * STEP)
        for number, (key, _code, _old) in enumerate(column)
    ]
    Action.objects.bulk_update(rows, ["position"])
    return (at + 1) * STEP
