"""What the team that takes over a pilot must have."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.models import User
from roadmap.models import Pilot, PilotHandover
from roadmap.operations.actions import NotRestorableError
from roadmap.operations.pilots import log_pilot


@transaction.atomic
def add_handover(*, pilot: Pilot, actor: User, text: str) -> PilotHandover:
    item: PilotHandover = PilotHandover.objects.create(pilot=pilot, text=text)
    log_pilot(pilot, actor, "pilot.handover_added", text=text)
    return item


@transaction.atomic
def tick_handover(*, item: PilotHandover, actor: User, is_done: bool) -> None:
    """Of two at once the first one did it."""
    values = {"done_at": timezone.now(), "done_by": actor} if is_done else {"done_at": None, "done_by": None}
    if PilotHandover.objects.alive().filter(pk=item.pk, done_at__isnull=is_done).update(**values):
        log_pilot(item.pilot, actor, "pilot.handed_over" if is_done else "pilot.handover_open", text=item.text)


@transaction.atomic
def delete_handover(*, item: PilotHandover, actor: User) -> None:
    """For good after a month. Deleting what is deleted does nothing."""
    if PilotHandover.objects.filter(pk=item.pk, deleted_at=None).update(deleted_at=timezone.now()):
        log_pilot(item.pilot, actor, "pilot.handover_deleted", text=item.text)


@transaction.atomic
def restore_handover(*, item: PilotHandover, actor: User) -> None:
    """Raises NotRestorableError. Restoring what is there does nothing."""
    if item.deleted_at is None:
        return
    due = PilotHandover.objects.filter(pk=item.pk, deleted_at__gt=timezone.now() - DELETED_IS_KEPT)
    if not due.update(deleted_at=None):
        raise NotRestorableError
    log_pilot(item.pilot, actor, "pilot.handover_restored", text=item.text)
