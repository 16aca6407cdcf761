"""Tickets of another tracker: read and kept as a preview, taken over but for what changed meanwhile, and undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Field
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.models import User
from accounts.operations.activity import log_activity
from accounts.operations.notices import notify
from roadmap.domain.states import ActionState
from roadmap.files.jira_reading import read_tickets
from roadmap.models import Action, ActionImport, Roadmap
from roadmap.models.action_import import IMPORT_IS_KEPT, PREVIEW_IS_KEPT
from roadmap.operations.actions import create_action
from roadmap.queries.action_imports import Line, plan_import
from roadmap.queries.actions import actions_of
from roadmap.queries.imported import ADDED, CHANGED, KEPT, LEFT_OUT, PEOPLE, people_named

_RESTORED = ("title", "state", "owner", "due_date", "external_id", "progress", "started_at", "closed_at", "closed_by")
BATCH = 200


class NotWaitingError(Exception):
    """The import was applied or undone before, or its time is over."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person chose on the preview: `states` by status, the phase of new actions, the rows to take over, and at
    which revision the preview showed each action (by code)."""

    states: Mapping[str, str] = field(default_factory=dict)
    phase: str = ""
    rows: Collection[int] = ()
    seen: Mapping[str, int] = field(default_factory=dict)


def read_import(*, roadmap: Roadmap, actor: User, file_name: str, data: bytes) -> ActionImport:
    """Read a file and keep what it says for a day; nothing else is written. Raises RefusedTableError."""
    read = read_tickets(data)
    return ActionImport.objects.create(
        roadmap=roadmap,
        made_by=actor,
        file_name=file_name[:200],
        encoding=read.encoding,
        separator=read.separator,
        rows=[asdict(ticket) for ticket in read.tickets],
    )


@transaction.atomic
def apply_import(*, found: ActionImport, actor: User, choices: Choices) -> ActionImport:
    """Write the chosen rows as the preview showed them; an action that somebody changed since is left out.

    Raises NotWaitingError.
    """
    locked = _locked(found)
    if locked.applied_at or locked.is_over:
        raise NotWaitingError
    plan = plan_import(locked, choices.states, _locked_actions(locked.roadmap))
    now = timezone.now()
    written: list[Action] = []
    done: list[str] = []
    became: list[dict[str, Any]] = []
    given: Counter[User] = Counter()
    for line in plan.changing:
        if line.ticket.row not in choices.rows or line.action is None:
            continue
        if choices.seen.get(line.action.code) != line.action.revision:
            became.append({"code": line.action.code, "became": LEFT_OUT})
            continue
        became.append(_change(line.action, line.values, actor, now))
        written.append(line.action)
        done += [line.action.code] if _ends(line) else []
        given.update([line.values["owner"]] if "owner" in line.values else [])
    _write(written)
    _tell_owners(locked.roadmap, given, actor)
    new = [line for line in plan.new if line.ticket.row in choices.rows]
    added = [_add(line, locked.roadmap, actor, choices.phase) for line in new]
    done += [entry["code"] for line, entry in zip(new, added, strict=True) if _ends(line)]
    locked.before = became + added
    locked.applied_at = now
    locked.save()
    _log(locked, actor, "action.imported", done, changed=len(written), added=len(new))
    return locked


@transaction.atomic
def undo_import(*, found: ActionImport, actor: User) -> ActionImport:
    """Each action that nobody has changed since says again what it said before, and new ones are gone; the others are
    kept as they are, and marked so. Raises NotWaitingError where there is nothing to undo, or not any more."""
    locked = _locked(found)
    if not locked.applied_at or locked.undone_at or locked.is_over:
        raise NotWaitingError
    stored = {action.code: action for action in _locked_actions(locked.roadmap)}
    people = people_named(entry.get("was", {}) for entry in locked.before)
    now = timezone.now()
    written = []
    for entry in locked.before:
        action = stored.get(entry["code"])
        if entry["became"] == LEFT_OUT:
            continue
        if action is None or action.revision != entry["revision"]:
            entry["became"] = KEPT
            continue
        if entry["became"] == ADDED:
            action.deleted_at = now
        for name, value in entry.get("was", {}).items():
            setattr(action, name, people.get(value) if name in PEOPLE else _parsed(name, value))
        action.revision += 1
        written.append(action)
    _write(written)
    locked.undone_at = now
    locked.save()
    _log(locked, actor, "action.import_undone", actions=len(written))
    return locked


def discard_import(*, found: ActionImport) -> None:
    """Forget a preview. What was applied stays."""
    ActionImport.objects.filter(pk=found.pk, applied_at=None).delete()


def purge_imports(*, now: datetime) -> int:
    """Forget previews after a day, and what could be undone after a month; how many that were."""
    previews = ActionImport.objects.filter(applied_at=None, made_at__lte=now - PREVIEW_IS_KEPT).delete()[0]
    return previews + ActionImport.objects.filter(applied_at__lte=now - IMPORT_IS_KEPT).delete()[0]


def _locked(found: ActionImport) -> ActionImport:
    """Of two who press at once, the second one waits, and finds it applied. So does who plans on the same roadmap."""
    roadmap = Roadmap.objects.filter(pk=found.roadmap_id, deleted_at=None).locked().first()
    locked = ActionImport.objects.select_for_update(no_key=True).filter(pk=found.pk).first()
    if roadmap is None or locked is None:
        raise NotWaitingError
    locked.roadmap = found.roadmap
    return locked


def _locked_actions(roadmap: Roadmap) -> list[Action]:
    found = actions_of(roadmap).select_related("owner", "closed_by").order_by("pk")
    return list(found.select_for_update(of=("self",), no_key=True))


def _change(action: Action, values: Mapping[str, Any], actor: User, now: datetime) -> dict[str, Any]:
    """Change the action, which is written later; what it was before, to undo it."""
    was = {name: _kept(getattr(action, name)) for name in _RESTORED}
    said = dict(values)
    if "state" in said:
        said |= action.take_state(said["state"], actor=actor, now=now)
    for name, value in said.items():
        setattr(action, name, value)
    action.revision += 1
    now_says = {name: _kept(value) for name, value in values.items()}
    return {"code": action.code, "became": CHANGED, "revision": action.revision, "was": was, "now": now_says}


def _add(line: Line, roadmap: Roadmap, actor: User, phase: str) -> dict[str, Any]:
    """In the phase that its label names, else in the chosen one."""
    values = {**line.values, "phase": line.ticket.phase if line.ticket.phase in roadmap.questions.phase else phase}
    state = values.pop("state", "")
    if line.ticket.impact:
        values["impact"] = line.ticket.impact
    action = create_action(roadmap=roadmap, actor=actor, is_logged=False, **values)
    if state and state != action.state:
        taken = action.take_state(state, actor=actor, now=timezone.now())
        for name, value in taken.items():
            setattr(action, name, value)
        action.save(update_fields=list(taken))
    return {"code": action.code, "became": ADDED, "revision": action.revision}


def _tell_owners(roadmap: Roadmap, given: Mapping[User, int], actor: User) -> None:
    """Who has become the owner of actions by somebody else's file is told once, however many these are."""
    for owner, count in given.items():
        if owner != actor:
            sentence = ngettext(
                "%(actor)s made you the owner of %(count)d action in %(roadmap)s.",
                "%(actor)s made you the owner of %(count)d actions in %(roadmap)s.",
                count,
            ) % {"actor": actor, "count": count, "roadmap": roadmap}
            notify(user=owner, sentence=sentence, workspace=roadmap.workspace, path=roadmap.get_absolute_url())


def _write(actions: Sequence[Action]) -> None:
    """As inserts that meet the rows which are there: for many rows a fifth of the time of `bulk_update`."""
    if actions:
        Action.objects.bulk_create(
            actions,
            update_conflicts=True,
            unique_fields=["pk"],
            update_fields=[*_RESTORED, "deleted_at", "revision", "changed_at"],
            batch_size=BATCH,
        )


def _kept(value: Any) -> Any:
    """As JSON; a person is a code."""
    if isinstance(value, User):
        return value.code
    return value.isoformat() if isinstance(value, date) else value


def _parsed(name: str, value: Any) -> Any:
    field = Action._meta.get_field(name)
    assert isinstance(field, Field)
    return field.to_python(value)


def _ends(line: Line) -> bool:
    return bool(line.values.get("state") == ActionState.DONE)


def _log(found: ActionImport, actor: User, verb: str, done: Sequence[str] = (), **counts: int) -> None:
    """`done` are the codes of actions that were closed by it, for whoever reacts to that."""
    log_activity(
        workspace=found.roadmap.workspace,
        actor=actor,
        verb=verb,
        target=found.roadmap,
        file=found.file_name,
        **{name: str(count) for name, count in counts.items()},
        **({"done": list(done)} if done else {}),
    )
