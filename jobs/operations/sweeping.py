"""Finding work that nobody has: what a dead runner left, and what was never heard of.

Every process that runs jobs does this all the time. Each step is conditional, so that of several one does it.
"""

from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.utils.translation import gettext as _

from jobs.choices import JobState
from jobs.models import Job, Runner
from jobs.models.job import UNHELD
from jobs.operations.leases import tell_starter
from jobs.operations.sending import send_job
from jobs.timing import LEASE, MOST_ATTEMPTS, RESEND

logger = structlog.get_logger("rungs.jobs")


def release_lapsed_jobs(*, now: datetime) -> None:
    for job in Job.objects.filter(state=JobState.RUNNING, lease_until__lt=now).order_by("pk")[:100]:
        _release(job, now)


@transaction.atomic
def _release(job: Job, now: datetime) -> None:
    """Back into the queue; but what was to stop has stopped, and what keeps killing its process is not tried again."""
    lapsed = Job.objects.held_by(job).filter(lease_until__lt=now)
    if job.is_cancel_asked:
        released = lapsed.update(state=JobState.CANCELLED, finished_at=now, **UNHELD)
    elif job.attempts >= MOST_ATTEMPTS:
        why = _(
            "It stopped in the middle %(times)d times, and the log says no more. Try again, or try with less at once."
        )
        failure = why % {"times": job.attempts}
        released = lapsed.update(state=JobState.FAILED, failure=failure, finished_at=now, **UNHELD)
        if released:
            tell_starter(pk=job.pk)
    else:
        released = lapsed.update(state=JobState.QUEUED, send_at=now, **UNHELD)
    if released:
        logger.warning("job's runner has died", job=job.code, kind=job.kind, attempts=job.attempts)


def send_waiting_jobs(*, now: datetime, most: int) -> int:
    """Send what waits although it was sent, or was not: how many were sent. `most` is what the caller has room for."""
    waiting = Job.objects.filter(state=JobState.QUEUED, send_at__lte=now).order_by("send_at", "pk")
    sent = 0
    for job in waiting[: max(most, 0)]:
        if _claim_sending(job, now):
            if not send_job(pk=job.pk):
                break  # the broker is down: one try at a time is enough
            sent += 1
    return sent


def _claim_sending(job: Job, now: datetime) -> bool:
    """Of several that saw the job wait, one sends it."""
    unsent = Job.objects.filter(pk=job.pk, state=JobState.QUEUED, send_at=job.send_at)
    return bool(unsent.update(send_at=now + RESEND))


def note_runner(*, name: str, now: datetime) -> None:
    """This process runs jobs and is alive; those that have long been silent are not."""
    Runner.objects.update_or_create(
        name=name, defaults={"seen_at": now}, create_defaults={"seen_at": now, "started_at": now}
    )
    Runner.objects.filter(seen_at__lt=now - 10 * LEASE - timedelta(minutes=1)).delete()


def forget_runner(*, name: str) -> None:
    Runner.objects.filter(name=name).delete()
