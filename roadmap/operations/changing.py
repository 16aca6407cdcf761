"""Changing several actions at once: the same to all that are as they were seen, and a word about each that is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import EllipsisType
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.operations.activity import log_activity
from accounts.operations.notices import notify
from roadmap.choices import LeftOutChoice
from roadmap.domain.days import is_in_reach
from roadmap.domain.states import ActionState
from roadmap.models import Action, ActionChange, Roadmap
from roadmap.operations.undoing import keep_change, values_before


@dataclass(frozen=True)
class Changes:
    """What is empty stays as it is. `owner` is left with ..., and taken away with None.

    `shift_days` moves start and due day together, `due_date` sets the due day alone.
    """

    state: str = ""
    owner: User | EllipsisType | None = ...
    phase: str = ""
    shift_days: int = 0
    due_date: date | None = None
    effort: str = ""
    is_deleted: bool = False


class LeftOut(NamedTuple):
    title: str
    why: LeftOutChoice


class Changed(NamedTuple):
    """`change` takes it back; there is none where nothing was changed."""

    actions: list[Action]
    left: list[LeftOut]
    change: ActionChange | None


type Seen = Mapping[str, int]
"""The revisions that were seen, by the codes of the actions."""


def values_of(
    action: Action, changes: Changes, *, roadmap: Roadmap, actor: User, now: datetime
) -> dict[str, Any] | LeftOutChoice:
    """What is to be written, or why nothing is."""
    if changes.is_deleted:
        return {"deleted_at": now}
    values: dict[str, Any] = {}
    if changes.shift_days:
        if action.due_date is None and action.start_date is None:
            return LeftOutChoice.NO_DAYS
        days = timedelta(days=changes.shift_days)
        values["start_date"] = action.start_date and action.start_date + days
        values["due_date"] = action.due_date and action.due_date + days
        if not all(is_in_reach(day) for day in values.values() if day):
            return LeftOutChoice.OUT_OF_REACH
    elif changes.due_date:
        if action.start_date and changes.due_date < action.start_date:
            return LeftOutChoice.BEFORE_START
        values["due_date"] = changes.due_date
    if not isinstance(changes.owner, EllipsisType):
        values["owner"] = changes.owner
    if changes.phase:
        values["phase"] = changes.phase
    if changes.effort:
        values |= {"effort": changes.effort, "effort_days": roadmap.days_of(changes.effort)}
    if changes.state and changes.state != action.state:
        values |= action.take_state(changes.state, actor=actor, now=now)
    values = {name: value for name, value in values.items() if value != getattr(action, name)}
    return values or LeftOutChoice.SAME


def sort_out(
    roadmap: Roadmap, found: list[Action], seen: Seen, changes: Changes, *, actor: User, now: datetime
) -> tuple[list[tuple[Action, dict[str, Any]]], list[LeftOut]]:
    """What is written to which, and what is left out. Of what is not there any more, only its number is known."""
    wanted: list[tuple[Action, dict[str, Any]]] = []
    left: list[LeftOut] = []
    for action in found:
        if action.deleted_at is not None:
            left.append(LeftOut(action.title, LeftOutChoice.DELETED))
        elif action.revision != seen[action.code]:
            left.append(LeftOut(action.title, LeftOutChoice.CHANGED))
        else:
            values = values_of(action, changes, roadmap=roadmap, actor=actor, now=now)
            if isinstance(values, LeftOutChoice):
                left.append(LeftOut(action.title, values))
            else:
                wanted.append((action, values))
    return wanted, left


@transaction.atomic
def change_actions(*, roadmap: Roadmap, actor: User, seen: Seen, changes: Changes) -> Changed:
    """All that can be changed is, at once; the others are told."""
    now = timezone.now()
    rows = Action.objects.filter(roadmap=roadmap, code__in=seen).select_for_update(of=("self",), no_key=True)
    found = list(rows.select_related("owner").order_by("pk"))
    wanted, left = sort_out(roadmap, found, seen, changes, actor=actor, now=now)
    if not wanted:
        return Changed([], left, None)
    kept = []
    names = {"revision", "changed_at"}
    for action, values in wanted:
        kept.append((action, values_before(action, values)))
        names |= values.keys()
        for name, value in values.items():
            setattr(action, name, value)
        action.revision, action.changed_at = action.revision + 1, now
    Action.objects.bulk_update([action for action, _before in kept], names)
    change = keep_change(roadmap=roadmap, actor=actor, rows=kept)
    verb = "action.many_deleted" if changes.is_deleted else "action.many_changed"
    done = [action.code for action, values in wanted if values.get("state") == ActionState.DONE]
    told = {"done": done} if done else {}
    log_activity(workspace=roadmap.workspace, actor=actor, verb=verb, target=roadmap, count=len(kept), **told)
    owned = sum("owner" in values for _action, values in wanted)
    if owned and isinstance(changes.owner, User) and changes.owner != actor:
        _tell(changes.owner, roadmap, actor, owned)
    return Changed([action for action, _before in kept], left, change)


def _tell(owner: User, roadmap: Roadmap, actor: User, count: int) -> None:
    """Once for all of them."""
    words = {"actor": actor, "roadmap": roadmap, "count": count}
    sentence = _("%(actor)s made you the owner of actions in %(roadmap)s: %(count)s.") % words
    notify(user=owner, sentence=sentence, workspace=roadmap.workspace, path=roadmap.get_absolute_url())
