"""What is due runs once, whoever looks and however long nobody did."""

from datetime import UTC, datetime, timedelta

import pytest

from core.background import REGISTERED, Work
from jobs.choices import JobState
from jobs.models import Job, ScheduleEntry
from jobs.operations import schedule
from tests.factories.jobs import make_job

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
KIND = "tests.hourly"


@pytest.fixture(autouse=True)
def hourly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(REGISTERED, KIND, Work(KIND, "Every hour", lambda progress: "Done.", HOUR))


def entry(**fields: object) -> ScheduleEntry:
    return ScheduleEntry.objects.create(**{"kind": KIND, "every": HOUR, "next_at": NOON, **fields})


def started() -> int:
    return Job.objects.filter(kind=KIND).count()


def test_sync_schedule_has_one_entry_for_each_repeated_work() -> None:
    entry(kind="tests.gone")
    for _ in range(2):
        schedule.sync_schedule(now=NOON)
    kinds = ScheduleEntry.objects.values_list("kind", flat=True)
    assert set(kinds) >= {KIND, "jobs.purge"}
    assert not {"tests.gone", "tests.steps"} & set(kinds)
    assert len(kinds) == len(set(kinds))
    assert ScheduleEntry.objects.get(kind=KIND).next_at == NOON + HOUR


def test_sync_schedule_after_a_restart_leaves_the_next_run_where_it_was() -> None:
    entry()
    schedule.sync_schedule(now=NOON - HOUR / 2)
    assert ScheduleEntry.objects.get(kind=KIND).next_at == NOON


def test_sync_schedule_with_a_shorter_interval_comes_sooner() -> None:
    entry(every=24 * HOUR, next_at=NOON + 20 * HOUR)
    schedule.sync_schedule(now=NOON)
    stored = ScheduleEntry.objects.get(kind=KIND)
    assert (stored.every, stored.next_at) == (HOUR, NOON + HOUR)


def test_start_due_work_before_its_time_does_nothing() -> None:
    entry()
    schedule.start_due_work(now=NOON - timedelta(seconds=1))
    assert started() == 0


def test_start_due_work_runs_once_and_says_which_job() -> None:
    due = entry()
    schedule.start_due_work(now=NOON)
    schedule.start_due_work(now=NOON)
    due.refresh_from_db()
    job = Job.objects.get(kind=KIND)
    assert (job.workspace, job.started_by, job.title) == (None, None, "Every hour")
    assert (due.last_job, due.next_at) == (job, NOON + HOUR)


def test_start_due_work_seen_by_two_processes_is_started_by_one() -> None:
    due = entry()
    schedule._start(due, NOON)
    Job.objects.update(state=JobState.DONE, finished_at=NOON)
    schedule._start(due, NOON)  # still with the row as it was before
    assert started() == 1


def test_start_due_work_makes_up_for_missed_runs_by_one_and_keeps_the_rhythm() -> None:
    due = entry()
    schedule.start_due_work(now=NOON + 50 * HOUR + HOUR / 4)
    due.refresh_from_db()
    assert started() == 1
    assert due.next_at == NOON + 51 * HOUR


@pytest.mark.parametrize("state", [JobState.QUEUED, JobState.RUNNING])
def test_start_due_work_waits_until_the_last_run_has_ended(state: JobState) -> None:
    due = entry()
    make_job(kind=KIND, state=state)
    schedule.start_due_work(now=NOON)
    due.refresh_from_db()
    assert started() == 1
    assert due.next_at == NOON + HOUR


def test_wanted_work_runs_when_there_is_something_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[datetime] = []
    waits = [False, True, True, True]

    def has_work(now: datetime) -> bool:
        asked.append(now)
        return waits.pop(0)

    work = Work("tests.wanted", "Wanted", lambda progress: "Done.", when=has_work)
    monkeypatch.setitem(REGISTERED, work.kind, work)
    wanted = Job.objects.filter(kind=work.kind)
    schedule.start_wanted_work(now=NOON)
    assert (wanted.count(), asked) == (0, [NOON])
    schedule.start_wanted_work(now=NOON)
    schedule.start_wanted_work(now=NOON)
    assert wanted.count() == 1  # the first has not ended
    wanted.update(state=JobState.DONE, finished_at=NOON)
    schedule.start_wanted_work(now=NOON)
    assert wanted.count() == 2


def test_wanted_work_that_failed_rests_for_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    work = Work("tests.wanted", "Wanted", lambda progress: "Done.", when=lambda now: True)
    monkeypatch.setitem(REGISTERED, work.kind, work)
    make_job(kind=work.kind, state=JobState.FAILED, failure="No.", finished_at=NOON)
    schedule.start_wanted_work(now=NOON + timedelta(seconds=59))
    assert Job.objects.filter(kind=work.kind).count() == 1
    schedule.start_wanted_work(now=NOON + timedelta(seconds=61))
    assert Job.objects.filter(kind=work.kind).count() == 2


def test_wanted_work_seen_by_two_processes_is_started_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    work = Work("tests.wanted", "Wanted", lambda progress: "Done.", when=lambda now: True)
    monkeypatch.setitem(REGISTERED, work.kind, work)
    schedule._start_alone(work.kind, NOON)
    schedule._start_alone(work.kind, NOON)  # having looked before the first had started it
    assert Job.objects.filter(kind=work.kind).count() == 1
