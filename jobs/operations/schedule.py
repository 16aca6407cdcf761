"""What runs by itself. However many processes look at the schedule, each run is started by one of them."""

from datetime import datetime

from django.db import transaction

from core.background import registered_work
from jobs.choices import OPEN
from jobs.models import Job, ScheduleEntry
from jobs.operations.jobs import start_job


@transaction.atomic
def sync_schedule(*, now: datetime) -> None:
    """One entry for each registered work with `every`, and none else. New work runs after its first interval."""
    wanted = {work.kind: work.every for work in registered_work().values() if work.every}
    ScheduleEntry.objects.exclude(kind__in=wanted).delete()
    for kind, every in wanted.items():
        entry, made = ScheduleEntry.objects.get_or_create(kind=kind, defaults={"every": every, "next_at": now + every})
        if not made and entry.every != every:
            ScheduleEntry.objects.filter(pk=entry.pk).update(every=every, next_at=min(entry.next_at, now + every))


def start_due_work(*, now: datetime) -> None:
    for entry in ScheduleEntry.objects.filter(next_at__lte=now, kind__in=registered_work()):
        _start(entry, now)


@transaction.atomic
def _start(entry: ScheduleEntry, now: datetime) -> None:
    """Runs that were missed while nothing ran are made up for by one; the rhythm stays."""
    missed = (now - entry.next_at) // entry.every
    next_at = entry.next_at + (missed + 1) * entry.every
    if not ScheduleEntry.objects.filter(pk=entry.pk, next_at=entry.next_at).update(next_at=next_at):
        return
    if Job.objects.filter(kind=entry.kind, workspace=None, started_by=None, state__in=OPEN).exists():
        return  # the last run has not ended
    job = start_job(kind=entry.kind, workspace=None, user=None, parameters={})
    ScheduleEntry.objects.filter(pk=entry.pk).update(last_job=job)
