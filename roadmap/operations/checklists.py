"""Items of checklists: ticked off, given an owner and a day, and one's own beside those of the pack."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.models import User
from accounts.operations.activity import log_activity
from roadmap.models import ChecklistItem, Roadmap
from roadmap.operations.roadmaps import NotRestorableError
from roadmap.queries.checklists import text_of


@transaction.atomic
def create_item(
    *,
    roadmap: Roadmap,
    actor: User,
    checklist: str,
    text: str,
    done_when: str = "",
    owner: User | None = None,
    due_date: date | None = None,
    note: str = "",
) -> ChecklistItem:
    """At the end of its list."""
    items = ChecklistItem.objects.filter(roadmap=roadmap, checklist=checklist)
    last = items.aggregate(last=Max("position"))["last"]
    item: ChecklistItem = ChecklistItem.objects.create(
        roadmap=roadmap,
        checklist=checklist,
        position=0 if last is None else last + 1,
        text=text,
        done_when=done_when,
        owner=owner,
        due_date=due_date,
        note=note,
    )
    _log(item, actor, "item.added")
    return item


@transaction.atomic
def change_item(*, item: ChecklistItem, actor: User, seen: int, **values: Any) -> ChecklistItem:
    """Raises StaleWriteError. What the pack says stays as the pack says it."""
    before = {name: getattr(item, name) for name in values}
    stored = item.save_revision(seen=seen, **values)
    stored.roadmap = item.roadmap
    for field, value in values.items():
        if value != before[field]:
            _log(stored, actor, "item.changed", field=field)
    return stored


@transaction.atomic
def tick_item(*, item: ChecklistItem, actor: User) -> bool:
    """Done by whom and when. Of two at once the first did it: then False, and nothing has changed."""
    waiting = ChecklistItem.objects.filter(pk=item.pk, done_at=None, deleted_at=None)
    now = timezone.now()
    if not waiting.update(done_at=now, done_by=actor, changed_at=now, revision=F("revision") + 1):
        return False
    _log(item, actor, "item.ticked")
    return True


@transaction.atomic
def untick_item(*, item: ChecklistItem, actor: User) -> bool:
    """False where it was open already."""
    done = ChecklistItem.objects.filter(pk=item.pk, done_at__isnull=False, deleted_at=None)
    if not done.update(done_at=None, done_by=None, changed_at=timezone.now(), revision=F("revision") + 1):
        return False
    _log(item, actor, "item.unticked")
    return True


@transaction.atomic
def delete_item(*, item: ChecklistItem, actor: User) -> None:
    """One's own, for good after a month. Deleting what is deleted does nothing."""
    own = ChecklistItem.objects.filter(pk=item.pk, item="", deleted_at=None)
    if own.update(deleted_at=timezone.now()):
        _log(item, actor, "item.deleted")


@transaction.atomic
def restore_item(*, item: ChecklistItem, actor: User) -> None:
    """Raises NotRestorableError. Restoring what is there does nothing."""
    if item.deleted_at is None:
        return
    due = ChecklistItem.objects.filter(pk=item.pk, deleted_at__gt=timezone.now() - DELETED_IS_KEPT)
    if not due.update(deleted_at=None):
        raise NotRestorableError
    _log(item, actor, "item.restored")


def purge_items(*, now: datetime) -> int:
    """Remove what was deleted a month ago; how many items that were."""
    return ChecklistItem.objects.filter(deleted_at__lte=now - DELETED_IS_KEPT).delete()[0]


def _log(item: ChecklistItem, actor: User, verb: str, **detail: str) -> None:
    roadmap = item.roadmap
    said = text_of(roadmap, item).text
    log_activity(
        workspace=roadmap.workspace, actor=actor, verb=verb, target=item, item=said, roadmap=str(roadmap), **detail
    )
