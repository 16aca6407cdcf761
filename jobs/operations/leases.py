"""What a runner writes. Each write is one UPDATE on condition that the job is still its own.

So of two runners that hear of a job one gets it, and a runner that was thought dead and is not cannot do harm: it is
told with LeaseLost that the job has gone on without it.
"""

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.operations.notices import notify
from core.background import JobStopped, registered_work
from jobs.choices import JobState
from jobs.models import Job
from jobs.models.job import UNHELD
from jobs.timing import LEASE, NOTICE_AFTER


class LeaseLost(JobStopped):
    """The job is another runner's by now, or is over."""


class CancelAsked(JobStopped):
    """Somebody wants the job to stop."""


def claim_job(*, pk: int, now: datetime) -> Job | None:
    """The job, held by the caller from now on; None if it is not waiting any more."""
    token = secrets.token_hex(16)
    claimed = Job.objects.filter(pk=pk, state=JobState.QUEUED).update(
        state=JobState.RUNNING,
        token=token,
        lease_until=now + LEASE,
        heartbeat_at=now,
        started_at=now,
        attempts=F("attempts") + 1,
        is_unsent=False,
        sentence="",
        done=0,
        total=0,
    )
    if not claimed:
        return None
    return Job.objects.select_related("workspace", "started_by").filter(state=JobState.RUNNING, token=token).first()


def extend_lease(*, job: Job, now: datetime) -> bool:
    """A heartbeat. False when the job is not the runner's any more."""
    return bool(Job.objects.held_by(job).update(lease_until=now + LEASE, heartbeat_at=now))


def write_progress(*, job: Job, now: datetime, **values: Any) -> None:
    """Also a heartbeat. Raises CancelAsked or LeaseLost, and writes nothing, when the runner has to stop."""
    held = Job.objects.held_by(job)
    if not held.filter(is_cancel_asked=False).update(lease_until=now + LEASE, heartbeat_at=now, **values):
        raise CancelAsked if held.exists() else LeaseLost


def finish_job(*, job: Job, now: datetime, result: str) -> None:
    _end_job(job, now, state=JobState.DONE, result=result[:500], sentence="", done=F("total"))


def fail_job(*, job: Job, now: datetime, failure: str) -> None:
    _end_job(job, now, state=JobState.FAILED, failure=failure[:500])


def stop_job(*, job: Job, now: datetime) -> None:
    """It was asked to, and has."""
    _end_job(job, now, state=JobState.CANCELLED)


def give_back_job(*, job: Job, now: datetime) -> None:
    """The process ends and the job waits for another; having been interrupted by us counts as no attempt."""
    back = Job.objects.held_by(job).update(
        state=JobState.QUEUED, attempts=F("attempts") - 1, send_at=now, started_at=None, **UNHELD
    )
    if not back:
        raise LeaseLost


@transaction.atomic
def _end_job(job: Job, now: datetime, **values: Any) -> None:
    if not Job.objects.held_by(job).update(finished_at=now, **UNHELD, **values):
        raise LeaseLost
    tell_starter(pk=job.pk)


def tell_starter(*, pk: int) -> None:
    """A notice, if the job failed or took so long that nobody will have waited."""
    job = Job.objects.select_related("started_by", "workspace").get(pk=pk)
    took = (job.finished_at or timezone.now()) - job.queued_at
    failed = job.state == JobState.FAILED
    if not job.started_by or not (failed or (job.state == JobState.DONE and took > NOTICE_AFTER)):
        return
    work = registered_work().get(job.kind)
    if work and work.tells_itself and not failed:
        return
    sentence = _("%(title)s: failed. %(why)s") if failed else _("%(title)s: done. %(result)s")
    words = {"title": job.title, "why": job.failure, "result": job.result}
    notify(user=job.started_by, workspace=job.workspace, sentence=sentence % words, path=job.get_absolute_url())
