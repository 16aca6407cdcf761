"""What people do with jobs."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User, Workspace
from accounts.operations.activity import log_activity
from core.background import registered_work
from jobs.choices import JobState
from jobs.models import Job
from jobs.operations.sending import send_job
from jobs.timing import GRACE


class JobIsOverError(Exception):
    """It came too late: the job has changed in the meantime, so that there is nothing to stop or to repeat."""


@transaction.atomic
def start_job(
    *,
    kind: str,
    workspace: Workspace | None,
    user: User | None,
    parameters: dict[str, Any],
    title: str | None = None,
) -> Job:
    """Queue registered work; without a user it is Rungs itself that wants it.

    Sent when the transaction commits, so that no runner looks for a row that is not there yet, and no work is done
    for a change that was taken back.
    """
    now = timezone.now()
    job = Job.objects.create(
        kind=kind,
        title=(title or str(registered_work()[kind].title))[:200],
        workspace=workspace,
        started_by=user,
        parameters=parameters,
        queued_at=now,
        send_at=now + GRACE,
    )
    transaction.on_commit(lambda: send_job(pk=job.pk))
    return job


@transaction.atomic
def cancel_job(*, job: Job, user: User) -> None:
    """A waiting job is cancelled here; a running one is asked, and stops at the next thing it says."""
    asked = Job.objects.filter(pk=job.pk)
    if not (
        asked.filter(state=JobState.QUEUED).update(state=JobState.CANCELLED, finished_at=timezone.now())
        or asked.filter(state=JobState.RUNNING).update(is_cancel_asked=True)
    ):
        raise JobIsOverError
    _log(job, user, "job.cancelled")


@transaction.atomic
def retry_job(*, job: Job, user: User) -> None:
    """Let a failed or cancelled job wait for its turn again, as if it had never run."""
    now = timezone.now()
    again = Job.objects.filter(pk=job.pk, state__in=[JobState.FAILED, JobState.CANCELLED]).update(
        state=JobState.QUEUED,
        attempts=0,
        sentence="",
        done=0,
        total=0,
        failure="",
        is_cancel_asked=False,
        queued_at=now,
        send_at=now + GRACE,
        started_at=None,
        finished_at=None,
    )
    if not again:
        raise JobIsOverError
    _log(job, user, "job.retried")
    transaction.on_commit(lambda: send_job(pk=job.pk))


def _log(job: Job, user: User, verb: str) -> None:
    if job.workspace:
        log_activity(workspace=job.workspace, actor=user, verb=verb, target=job, kind=job.kind)
