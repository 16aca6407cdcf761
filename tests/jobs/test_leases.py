"""Of two runners one gets a job, and the one that lost it writes nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import Notice
from jobs.choices import JobState
from jobs.models import Job
from jobs.operations import cancel_job, leases
from jobs.timing import LEASE, NOTICE_AFTER
from tests.factories.accounts import make_user
from tests.factories.jobs import make_job

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER = NOON + timedelta(seconds=20)


def claim(now: datetime = NOON, **fields: object) -> Job:
    job = leases.claim_job(pk=make_job(queued_at=NOON, **fields).pk, now=now)
    assert job
    return job


def take_away(job: Job) -> None:
    """As after a lapse: somebody else runs it now."""
    Job.objects.filter(pk=job.pk).update(token="another")


def test_claim_job_gives_it_to_one() -> None:
    job = claim()
    assert leases.claim_job(pk=job.pk, now=NOON) is None
    assert (job.state, job.attempts, job.started_at, job.lease_until) == (JobState.RUNNING, 1, NOON, NOON + LEASE)


@pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED, JobState.CANCELLED, JobState.RUNNING])
def test_claim_job_that_does_not_wait_gives_nothing(state: JobState) -> None:
    assert leases.claim_job(pk=make_job(state=state).pk, now=NOON) is None


def test_claim_job_that_is_gone_gives_nothing() -> None:
    assert leases.claim_job(pk=404, now=NOON) is None


def test_claim_job_forgets_how_far_an_earlier_attempt_was() -> None:
    job = claim(done=3, total=4, sentence="Nearly", is_unsent=True)
    assert (job.done, job.total, job.sentence, job.is_unsent) == (0, 0, "", False)


def test_extend_lease_moves_its_end_on() -> None:
    job = claim()
    assert leases.extend_lease(job=job, now=LATER)
    stored = Job.objects.get()
    assert (stored.lease_until, stored.heartbeat_at) == (LATER + LEASE, LATER)


def test_extend_lease_that_is_lost_is_refused() -> None:
    job = claim()
    take_away(job)
    assert not leases.extend_lease(job=job, now=LATER)
    assert Job.objects.get().lease_until == NOON + LEASE


def test_write_progress_is_a_heartbeat() -> None:
    job = claim()
    leases.write_progress(job=job, now=LATER, sentence="Half", done=1, total=2)
    stored = Job.objects.get()
    assert (stored.sentence, stored.done, stored.total, stored.lease_until) == ("Half", 1, 2, LATER + LEASE)


def test_write_progress_after_the_lease_was_lost_writes_nothing() -> None:
    job = claim()
    take_away(job)
    with pytest.raises(leases.LeaseLost):
        leases.write_progress(job=job, now=LATER, sentence="Mine?")
    assert Job.objects.get().sentence == ""


def test_write_progress_of_a_job_asked_to_stop_tells_so() -> None:
    job = claim()
    cancel_job(job=job, user=make_user())
    with pytest.raises(leases.CancelAsked):
        leases.write_progress(job=job, now=LATER, sentence="More")
    leases.stop_job(job=job, now=LATER)
    assert Job.objects.get().state == JobState.CANCELLED


@pytest.mark.parametrize("ending", ["finish", "fail", "stop", "give back"])
def test_ending_after_the_lease_was_lost_writes_nothing(ending: str) -> None:
    job = claim(started_by=make_user())
    take_away(job)
    with pytest.raises(leases.LeaseLost):
        {
            "finish": lambda: leases.finish_job(job=job, now=LATER, result="Done."),
            "fail": lambda: leases.fail_job(job=job, now=LATER, failure="No."),
            "stop": lambda: leases.stop_job(job=job, now=LATER),
            "give back": lambda: leases.give_back_job(job=job, now=LATER),
        }[ending]()
    stored = Job.objects.get()
    assert (stored.state, stored.token, stored.result) == (JobState.RUNNING, "another", "")
    assert not Notice.objects.exists()


def test_finish_job_completes_the_bar() -> None:
    job = claim()
    leases.write_progress(job=job, now=LATER, sentence="Nearly", done=8, total=9)
    leases.finish_job(job=job, now=LATER, result="All nine.")
    stored = Job.objects.get()
    assert (stored.state, stored.result, stored.done, stored.sentence) == (JobState.DONE, "All nine.", 9, "")
    assert (stored.token, stored.lease_until, stored.finished_at) == ("", None, LATER)


def test_give_back_job_lets_it_wait_and_counts_no_attempt() -> None:
    job = claim()
    leases.give_back_job(job=job, now=LATER)
    stored = Job.objects.get()
    assert (stored.state, stored.attempts, stored.send_at) == (JobState.QUEUED, 0, LATER)
    assert leases.claim_job(pk=job.pk, now=LATER)


@pytest.mark.parametrize(
    ("took", "fails", "told"),
    [
        (NOTICE_AFTER - timedelta(seconds=1), False, 0),
        (NOTICE_AFTER + timedelta(seconds=1), False, 1),
        (timedelta(seconds=1), True, 1),
    ],
)
def test_ending_tells_the_starter_when_it_took_long_or_failed(took: timedelta, fails: bool, told: int) -> None:
    user = make_user()
    job = claim(started_by=user)
    if fails:
        leases.fail_job(job=job, now=NOON + took, failure="The file was empty.")
    else:
        leases.finish_job(job=job, now=NOON + took, result="Nine rows.")
    assert Notice.objects.filter(user=user, path=job.get_absolute_url()).count() == told


def test_notice_says_what_came_of_it() -> None:
    job = claim(started_by=make_user(), title="Export")
    leases.fail_job(job=job, now=NOON, failure="The file was empty.")
    assert Notice.objects.get().sentence == "Export: failed. The file was empty."
