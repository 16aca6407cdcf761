"""What a dead runner left and what was never heard of is found, by one of all that look."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import Notice
from jobs.choices import JobState
from jobs.models import Job, Runner
from jobs.operations import leases, sweeping
from jobs.timing import GRACE, LEASE, MOST_ATTEMPTS, RESEND
from tests.factories.accounts import make_user
from tests.factories.jobs import make_job

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def running(**fields: object) -> Job:
    return make_job(**{"state": JobState.RUNNING, "lease_until": NOON, **fields})


def test_release_leaves_a_lease_that_still_holds() -> None:
    running()
    sweeping.release_lapsed_jobs(now=NOON)
    assert Job.objects.get().state == JobState.RUNNING


def test_release_of_a_lapsed_lease_lets_another_run_the_job_and_shuts_the_first_out(sent: list[int]) -> None:
    job = running()
    sweeping.release_lapsed_jobs(now=NOON + SECOND)
    sweeping.send_waiting_jobs(now=NOON + SECOND, most=10)
    assert sent == [job.pk]
    second = leases.claim_job(pk=job.pk, now=NOON + SECOND)
    assert second
    assert second.attempts == 2
    with pytest.raises(leases.LeaseLost):
        leases.finish_job(job=job, now=NOON + SECOND, result="From the dead.")


def test_release_seen_by_two_sweepers_is_done_by_one() -> None:
    job = running()
    sweeping._release(job, NOON + SECOND)
    second = leases.claim_job(pk=job.pk, now=NOON + SECOND)
    sweeping._release(job, NOON + SECOND)  # still with the row as it was before
    assert second
    assert Job.objects.get().token == second.token


def test_release_of_a_job_whose_heart_beat_in_between_leaves_it() -> None:
    job = running()
    leases.extend_lease(job=job, now=NOON)
    sweeping._release(job, NOON + SECOND)
    assert Job.objects.get().state == JobState.RUNNING


def test_release_of_a_job_that_keeps_killing_its_process_fails_it() -> None:
    user = make_user()
    running(attempts=MOST_ATTEMPTS, started_by=user)
    sweeping.release_lapsed_jobs(now=NOON + SECOND)
    job = Job.objects.get()
    assert job.state == JobState.FAILED
    assert f"{MOST_ATTEMPTS} times" in job.failure
    assert Notice.objects.filter(user=user).count() == 1


def test_release_of_a_job_that_was_to_stop_cancels_it() -> None:
    running(is_cancel_asked=True)
    sweeping.release_lapsed_jobs(now=NOON + SECOND)
    assert Job.objects.get().state == JobState.CANCELLED


def test_send_waiting_leaves_a_message_time_to_arrive(sent: list[int]) -> None:
    make_job(send_at=NOON + GRACE)
    assert sweeping.send_waiting_jobs(now=NOON, most=10) == 0
    assert sweeping.send_waiting_jobs(now=NOON + GRACE, most=10) == 1


def test_send_waiting_sends_again_only_after_a_while(sent: list[int]) -> None:
    job = make_job(send_at=NOON)
    for after in (timedelta(), SECOND, RESEND):
        sweeping.send_waiting_jobs(now=NOON + after, most=10)
    assert sent == [job.pk, job.pk]


def test_send_waiting_seen_by_two_sweepers_is_done_by_one() -> None:
    job = make_job(send_at=NOON)
    assert sweeping._claim_sending(job, NOON)
    assert not sweeping._claim_sending(job, NOON)  # still with the row as it was before


def test_send_waiting_takes_the_oldest_that_there_is_room_for(sent: list[int]) -> None:
    jobs = [make_job(send_at=NOON - age * SECOND) for age in (1, 3, 2)]
    sweeping.send_waiting_jobs(now=NOON, most=2)
    assert sent == [jobs[1].pk, jobs[2].pk]
    sweeping.send_waiting_jobs(now=NOON, most=0)
    sweeping.send_waiting_jobs(now=NOON, most=-1)
    assert len(sent) == 2


@pytest.mark.parametrize("state", [JobState.RUNNING, JobState.DONE, JobState.FAILED, JobState.CANCELLED])
def test_send_waiting_leaves_what_does_not_wait(state: JobState, sent: list[int]) -> None:
    make_job(state=state, send_at=NOON)
    assert sweeping.send_waiting_jobs(now=NOON, most=10) == 0


def test_send_waiting_tries_a_broker_that_is_down_once(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def refuse(pk: int) -> bool:
        tried.append(pk)
        return False

    monkeypatch.setattr("jobs.messages.send", refuse)
    for _ in range(3):
        make_job(send_at=NOON)
    assert sweeping.send_waiting_jobs(now=NOON, most=10) == 0
    assert len(tried) == 1
    assert Job.objects.filter(is_unsent=True).count() == 1


def test_note_runner_counts_one_for_each_process_and_forgets_the_dead() -> None:
    for at in (NOON, NOON + LEASE):
        sweeping.note_runner(name="web 1", now=at)
    sweeping.note_runner(name="web 2", now=NOON)
    assert Runner.objects.get(name="web 1").seen_at == NOON + LEASE
    sweeping.note_runner(name="web 1", now=NOON + timedelta(days=1))
    assert [runner.name for runner in Runner.objects.all()] == ["web 1"]
