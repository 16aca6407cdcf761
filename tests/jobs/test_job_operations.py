"""Starting, cancelling and repeating jobs."""

from typing import Any

import pytest
from django.db import transaction

from accounts.domain.roles import Role
from accounts.models import Activity
from jobs.choices import JobState
from jobs.models import Job
from jobs.operations import JobIsOverError, cancel_job, retry_job, sending, start_job
from tests.factories.accounts import make_member, make_user, make_workspace
from tests.factories.jobs import make_job

pytestmark = pytest.mark.django_db


def test_start_job_sends_only_when_the_transaction_commits(
    sent: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = start_job(kind="tests.steps", workspace=None, user=make_user(), parameters={"steps": 1})
        assert sent == []
    assert sent == [job.pk]
    assert (job.state, job.title, job.parameters) == (JobState.QUEUED, "Steps", {"steps": 1})


def test_start_job_in_a_transaction_that_fails_leaves_nothing(
    sent: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    def start_and_fail() -> None:
        with transaction.atomic():
            start_job(kind="tests.steps", workspace=None, user=None, parameters={})
            raise RuntimeError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError):
        start_and_fail()
    assert sent == []
    assert not Job.objects.exists()


def test_start_job_of_unknown_work_is_refused() -> None:
    with pytest.raises(KeyError):
        start_job(kind="tests.unheard-of", workspace=None, user=None, parameters={})


def test_send_job_without_a_broker_says_so_until_it_could(monkeypatch: pytest.MonkeyPatch) -> None:
    job = make_job()
    monkeypatch.setattr("jobs.messages.send", lambda pk: False)
    assert not sending.send_job(pk=job.pk)
    job.refresh_from_db()
    assert (job.state, job.is_unsent) == (JobState.QUEUED, True)
    monkeypatch.setattr("jobs.messages.send", lambda pk: True)
    assert sending.send_job(pk=job.pk)
    job.refresh_from_db()
    assert not job.is_unsent


def test_cancel_job_while_it_waits_ends_it() -> None:
    workspace = make_workspace()
    job, user = make_job(workspace=workspace), make_member(workspace, Role.EDITOR)
    cancel_job(job=job, user=user)
    job.refresh_from_db()
    assert (job.state, job.is_cancel_asked) == (JobState.CANCELLED, False)
    assert job.finished_at
    assert Activity.objects.get(workspace=workspace).verb == "job.cancelled"


def test_cancel_job_while_it_runs_asks() -> None:
    job = make_job(state=JobState.RUNNING)
    cancel_job(job=job, user=make_user())
    job.refresh_from_db()
    assert (job.state, job.is_cancel_asked) == (JobState.RUNNING, True)


@pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED, JobState.CANCELLED])
def test_cancel_job_that_has_ended_changes_nothing(state: JobState) -> None:
    job = make_job(state=state)
    with pytest.raises(JobIsOverError):
        cancel_job(job=job, user=make_user())
    assert Job.objects.get().state == state


@pytest.mark.parametrize("state", [JobState.FAILED, JobState.CANCELLED])
def test_retry_job_starts_afresh(state: JobState, sent: list[int], django_capture_on_commit_callbacks: Any) -> None:
    job = make_job(state=state, attempts=3, done=2, total=4, sentence="Half", is_cancel_asked=True)
    with django_capture_on_commit_callbacks(execute=True):
        retry_job(job=job, user=make_user())
    job.refresh_from_db()
    assert (job.state, job.attempts, job.done, job.total, job.failure) == (JobState.QUEUED, 0, 0, 0, "")
    assert (job.is_cancel_asked, job.finished_at, job.started_at) == (False, None, None)
    assert sent == [job.pk]


@pytest.mark.parametrize("state", [JobState.QUEUED, JobState.RUNNING, JobState.DONE])
def test_retry_job_that_has_not_failed_is_refused(state: JobState) -> None:
    job = make_job(state=state)
    with pytest.raises(JobIsOverError):
        retry_job(job=job, user=make_user())
    assert Job.objects.get().state == state
