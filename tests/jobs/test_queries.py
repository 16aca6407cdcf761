"""Who sees which jobs, whether jobs run, and what the database itself refuses."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from jobs.choices import JobState
from jobs.models import Job, Runner, ScheduleEntry
from jobs.queries import TOO_LONG, health, jobs_of_workspace
from jobs.timing import LEASE
from tests.factories.accounts import make_member, make_user, make_workspace
from tests.factories.jobs import make_job

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_visible_to_members_and_for_work_without_a_workspace_to_its_starter() -> None:
    workspace = make_workspace()
    member, starter = make_member(workspace), make_user()
    ours, own = make_job(workspace=workspace, started_by=starter), make_job(started_by=starter)
    make_job()
    assert list(Job.objects.visible_to(member)) == [ours]
    assert list(Job.objects.visible_to(starter)) == [own]  # who has left a workspace sees none of it


def test_visible_to_nobody_once_the_workspace_is_deleted() -> None:
    workspace = make_workspace(deleted_at=timezone.now())
    make_job(workspace=workspace)
    assert not Job.objects.visible_to(make_member(workspace)).exists()


def test_jobs_of_workspace_are_its_own_newest_first() -> None:
    workspace = make_workspace()
    first, second = make_job(workspace=workspace), make_job(workspace=workspace, state=JobState.DONE)
    make_job(workspace=make_workspace())
    assert list(jobs_of_workspace(workspace)) == [second, first]
    assert list(jobs_of_workspace(workspace, state=JobState.DONE)) == [second]


def runner(seen_at: datetime = NOON) -> None:
    Runner.objects.create(name=f"web {seen_at}", started_at=NOON, seen_at=seen_at)


def test_health_without_a_runner_is_bad() -> None:
    runner(NOON - LEASE)
    assert not health(NOON).is_well


def test_health_with_a_runner_and_nothing_to_do_is_well() -> None:
    runner()
    found = health(NOON)
    assert (found.is_well, found.runners, found.waiting, found.oldest_waits) == (True, 1, 0, timedelta())


def test_health_is_bad_when_jobs_wait_too_long_and_none_runs() -> None:
    runner()
    make_job(queued_at=NOON - TOO_LONG)
    make_job(queued_at=NOON)
    found = health(NOON)
    assert (found.is_well, found.waiting, found.oldest_waits) == (False, 2, TOO_LONG)
    make_job(state=JobState.RUNNING, lease_until=NOON - timedelta(seconds=1))  # its runner is dead
    assert not health(NOON).is_well


def test_health_of_a_long_queue_that_moves_is_well() -> None:
    runner()
    make_job(queued_at=NOON - TOO_LONG)
    make_job(state=JobState.RUNNING, lease_until=NOON + LEASE)
    assert health(NOON).is_well


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("jobs_job_(state_known|finished_has_time)", {"state": "lost", "finished_at": NOON}),
        ("jobs_job_held_while_running", {"state": "running", "token": ""}),
        ("jobs_job_held_while_running", {"state": "running", "lease_until": None}),
        ("jobs_job_held_while_running", {"state": "queued", "token": "held", "lease_until": NOON}),
        ("jobs_job_finished_has_time", {"state": "done", "finished_at": None}),
        ("jobs_job_finished_has_time", {"state": "queued", "finished_at": NOON}),
        ("jobs_job_failed_says_why", {"state": "failed", "failure": ""}),
        ("jobs_job_done_within_total", {"done": 2, "total": 1}),
    ],
)
def test_database_refuses_a_job_that_cannot_be(name: str, fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=name):
        make_job(**fields)


def test_database_refuses_the_same_work_twice_on_the_schedule() -> None:
    fields = {"kind": "tests.hourly", "every": timedelta(hours=1), "next_at": NOON}
    ScheduleEntry.objects.create(**fields)
    with pytest.raises(IntegrityError):
        ScheduleEntry.objects.create(**fields)
