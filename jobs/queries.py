"""What pages, commands and checks read about jobs."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import Workspace
from jobs.choices import JobState
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
    waiting = Job.objects.filter(state=JobState.QUEUED)
    oldest = waiting.order_by("queued_at").values_list("queued_at", flat=True).first()
    return Health(
        runners=Runner.objects.filter(seen_at__gt=now - LEASE).count(),
        running=Job.objects.filter(state=JobState.RUNNING, lease_until__gt=now).count(),
        waiting=waiting.count(),
        oldest_waits=now - oldest if oldest else timedelta(),
    )
