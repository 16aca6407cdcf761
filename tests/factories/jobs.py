"""Jobs for tests, in any state."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from jobs.choices import FINISHED, JobState
from jobs.models import Job


def make_job(**fields: Any) -> Job:
    """With what its state needs; a test names only what it is about."""
    now = timezone.now()
    needed: dict[str, Any] = {"kind": "tests.steps", "title": "Steps", "send_at": now}
    state = fields.get("state", JobState.QUEUED)
    if state == JobState.RUNNING:
        needed |= {"token": "held", "lease_until": now + timedelta(minutes=1), "started_at": now, "attempts": 1}
    if state in FINISHED:
        needed |= {"started_at": now, "finished_at": now, "attempts": 1}
    if state == JobState.FAILED:
        needed["failure"] = "The file was empty."
    return Job.objects.create(**needed | fields)
