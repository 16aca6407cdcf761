"""Actions: made from a gap or by hand, changed, deleted and taken back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.models import User
from accounts.operations.activity import log_activity
from accounts.operations.notices import notify
from roadmap.choices import ActionStateChoice, EffortChoice, OriginChoice
from roadmap.models import Action, ActionLink, Roadmap
from roadmap.operations.dependencies import drop_circles, lock_roadmap, set_needs

STEP = 1 << 16
"""Between the positions of two cards, so that others fit in between."""


class NotRestorableError(Exception):
    """The time in which it could be restored is over."""


class Link(NamedTuple):
    title: str
    url: str


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
    needs: Collection[Action] = (),
    links: Sequence[Link] = (),
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
    if needs:
        set_needs(action=action, needs=needs)
    if links:
        _set_links(action, links)
    if is_logged:
        _log(action, actor, "action.created", roadmap=str(roadmap))
    tell_owner(action, actor)
    return action


@transaction.atomic
def change_action(
    *,
    action: Action,
    actor: User,
    seen: int,
    needs: Collection[Action] | None = None,
    links: Sequence[Link] | None = None,
    **values: Any,
) -> Action:
    """`needs` and `links` are all that it has from now on; None leaves them. What it is worth stays as it was.

    A new state brings what `Action.take_state` says. Raises StaleWriteError, Action.DoesNotExist, CycleError.
    """
    if needs is not None:
        lock_roadmap(action.roadmap)
    before = lock_action(action)
    stored: Action = before.save_revision(seen=seen, **_with_state(before, values, actor))
    stored.roadmap = action.roadmap
    changed = [name for name, value in values.items() if name != "state" and value != getattr(before, name)]
    if needs is not None and set_needs(action=stored, needs=needs):
        changed.append("needs")
    if links is not None and _set_links(stored, links):
        changed.append("links")
    for field in changed:
        _log(stored, actor, "action.changed", field=field)
    log_state(stored, before, actor)
    if stored.owner_id != before.owner_id:
        tell_owner(stored, actor)
    return stored


def set_state(*, action: Action, actor: User, seen: int, state: str, **values: Any) -> Action:
    """Move it into another column, or close, reopen or drop it. Raises StaleWriteError, Action.DoesNotExist."""
    return change_action(action=action, actor=actor, seen=seen, state=state, **values)


@transaction.atomic
def delete_action(*, action: Action, actor: User) -> None:
    """It disappears at once, and for good after a month. Deleting what is deleted does nothing."""
    if Action.objects.filter(pk=action.pk, deleted_at=None).update(deleted_at=timezone.now()):
        _log(action, actor, "action.deleted", roadmap=str(action.roadmap))


@transaction.atomic
def restore_action(*, action: Action, actor: User) -> int:
    """With what it waits for and what waits for it; how much of that is left out, since by now it would be a circle.

    Raises NotRestorableError. Restoring what is there does nothing.
    """
    lock_roadmap(action.roadmap)
    if Action.objects.filter(pk=action.pk, deleted_at=None).exists():
        return 0
    due = Action.objects.filter(pk=action.pk, deleted_at__gt=timezone.now() - DELETED_IS_KEPT)
    if not due.update(deleted_at=None):
        raise NotRestorableError
    _log(action, actor, "action.restored", roadmap=str(action.roadmap))
    return drop_circles(action)


def purge_actions(*, now: datetime) -> int:
    """Remove what was deleted a month ago; how many actions that were."""
    due = Action.objects.filter(deleted_at__lte=now - DELETED_IS_KEPT)
    return due.delete()[1].get("roadmap.Action", 0)


def lock_action(action: Action) -> Action:
    """As it is stored now, inside a transaction. Raises Action.DoesNotExist for what has been deleted meanwhile."""
    found = Action.objects.select_for_update(of=("self",), no_key=True)
    stored: Action = found.get(pk=action.pk, deleted_at=None)
    stored.roadmap = action.roadmap
    return stored


def tell_owner(action: Action, actor: User) -> None:
    """Who is made its owner by somebody else is told. Called where the owner has changed, so once for each time."""
    if action.owner is None or action.owner == actor:
        return
    words = {"actor": actor, "action": action, "roadmap": action.roadmap}
    sentence = _("%(actor)s made you the owner of “%(action)s” in %(roadmap)s.") % words
    path = action.get_absolute_url()
    notify(user=action.owner, sentence=sentence, workspace=action.roadmap.workspace, path=path)


def _with_state(before: Action, values: dict[str, Any], actor: User) -> dict[str, Any]:
    """The progress that a person typed counts, unless the action is done with it."""
    if "state" not in values:
        return values
    taken = before.take_state(values["state"], actor=actor, now=timezone.now())
    if values["state"] != ActionStateChoice.DONE and values.get("progress", before.progress) != before.progress:
        taken.pop("progress", None)
    return {**values, **taken}


def _set_links(action: Action, links: Sequence[Link]) -> bool:
    """Whether they are others than before."""
    before = [Link(link.title, link.url) for link in action.links.all()]
    if before == list(links):
        return False
    action.links.all().delete()
    ActionLink.objects.bulk_create(ActionLink(action=action, title=link.title, url=link.url) for link in links)
    return True


def log_state(action: Action, before: Action, actor: User) -> None:
    """With the progress that it had, for `reopen_action`."""
    if action.state == before.state:
        return
    verbs = {ActionStateChoice.DONE: "action.closed", ActionStateChoice.DROPPED: "action.dropped"}
    verb = verbs.get(ActionStateChoice(action.state), "action.moved" if before.is_open else "action.reopened")
    _log(action, actor, verb, field="state", before=before.state, after=action.state, progress=before.progress)


def _log(action: Action, actor: User, verb: str, **detail: Any) -> None:
    log_activity(workspace=action.roadmap.workspace, actor=actor, verb=verb, target=action, **detail)
