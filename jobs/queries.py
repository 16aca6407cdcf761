"""What pages, commands and checks read about jobs."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from accounts.models import Workspace
from jobs.choices import OPEN, JobState
from jobs.models import Job, Runner
from jobs.models.job import JobQuerySet
from jobs.timing import LEASE

TOO_LONG = timedelta(minutes=5)
"""How long a job may wait while none is running."""


def jobs_of_workspace(workspace: Workspace, *, state: str = "") -> JobQuerySet:
    """The newest first."""
    jobs = Job.objects.filter(workspace=workspace).select_related("started_by").order_by("-pk")
    return jobs.filter(state=state) if state else jobs


@dataclass(frozen=True)
class Health:
    runners: int
    """Processes that run jobs and said so within the last lease."""
    running: int
    waiting: int
    oldest_waits: timedelta
    """How long the oldest waiting job has waited; zero if none does."""

    @property
    def is_well(self) -> bool:
        """Somebody runs jobs, and they move: a long queue is no fault as long as one of its jobs is running."""
        return self.runners > 0 and (self.running > 0 or self.oldest_waits < TOO_LONG)


def health(now: datetime) -> Health:
    """In two questions, because probes ask it every few seconds."""
    is_running = Q(state=JobState.RUNNING, lease_until__gt=now)
    is_waiting = Q(state=JobState.QUEUED)
    jobs = Job.objects.filter(state__in=OPEN).aggregate(
        running=Count("pk", filter=is_running),
        waiting=Count("pk", filter=is_waiting),
        oldest=Min("queued_at", filter=is_waiting),
    )
    return Health(
        runners=Runner.objects.filter(seen_at__gt=now - LEASE).count(),
        running=jobs["running"],
        waiting=jobs["waiting"],
        oldest_waits=now - jobs["oldest"] if jobs["oldest"] else timedelta(),
    )
