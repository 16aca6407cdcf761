"""What runs by itself. However many processes look at the schedule, each run is started by one of them."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from core.advisory_locks import hold_alone
from core.background import registered_work
from jobs.choices import OPEN, JobState
from jobs.models import Job, ScheduleEntry
from jobs.operations.jobs import start_job

RESTS_AFTER_FAILURE = timedelta(minutes=1)


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
    if _runs_of(entry.kind).filter(state__in=OPEN).exists():
        return  # the last run has not ended
    job = start_job(kind=entry.kind, workspace=None, user=None, parameters={})
    ScheduleEntry.objects.filter(pk=entry.pk).update(last_job=job)


def start_wanted_work(*, now: datetime) -> None:
    """What is to run whenever there is something to do for it."""
    for work in registered_work().values():
        if work.when and work.when(now) and not _rests(work.kind, now):
            _start_alone(work.kind, now)


@transaction.atomic
def _start_alone(kind: str, now: datetime) -> None:
    """Of several processes that saw the work wait, one starts it."""
    hold_alone(f"jobs.{kind}", 0)
    if not _rests(kind, now):
        start_job(kind=kind, workspace=None, user=None, parameters={})


def _rests(kind: str, now: datetime) -> bool:
    """A run has not ended, or has just failed: what is wrong then will not be right two seconds later."""
    has_failed = Q(state=JobState.FAILED, finished_at__gt=now - RESTS_AFTER_FAILURE)
    return _runs_of(kind).filter(Q(state__in=OPEN) | has_failed).exists()


def _runs_of(kind: str) -> QuerySet[Job]:
    return Job.objects.filter(kind=kind, workspace=None, started_by=None)
