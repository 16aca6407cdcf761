"""What is long over goes, with its file; nothing else does."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from core.background import REGISTERED, Work
from jobs.choices import JobState
from jobs.models import Job
from jobs.operations.purging import purge_jobs
from jobs.running import Running
from jobs.timing import KEPT_FOR
from tests.factories.jobs import make_job

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def files(private_files: Path) -> Path:
    return private_files / "jobs"


def with_file(age: timedelta, **fields: Any) -> Job:
    at = timezone.now() - age
    job = make_job(**{"state": JobState.DONE, "finished_at": at, **fields})
    job.file.save("content", ContentFile(b"rows"))
    os.utime(job.file.path, (at.timestamp(), at.timestamp()))
    return job


def test_purge_deletes_old_jobs_with_their_files(files: Path) -> None:
    with_file(KEPT_FOR + DAY)
    kept = with_file(KEPT_FOR - DAY)
    assert purge_jobs(now=timezone.now()) == 1
    assert list(Job.objects.all()) == [kept]
    assert [path.name for path in files.iterdir()] == [Path(kept.file.path).name]


def test_purge_deletes_what_started_itself_after_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    work = Work("tests.wanted", "Wanted", lambda progress: "Done.", when=lambda now: True)
    monkeypatch.setitem(REGISTERED, work.kind, work)
    at = timezone.now() - DAY - timedelta(minutes=1)
    make_job(kind=work.kind, state=JobState.DONE, finished_at=at)
    kept = [
        make_job(kind=work.kind, state=JobState.DONE),
        make_job(kind=work.kind, state=JobState.FAILED, finished_at=at),
        make_job(state=JobState.DONE, finished_at=at),
    ]
    assert purge_jobs(now=timezone.now()) == 1
    assert list(Job.objects.order_by("pk")) == kept


def test_purge_leaves_jobs_that_have_not_ended(files: Path) -> None:
    long_ago = timezone.now() - 10 * KEPT_FOR
    make_job(queued_at=long_ago)
    make_job(state=JobState.RUNNING, queued_at=long_ago)
    assert purge_jobs(now=timezone.now()) == 0
    assert Job.objects.count() == 2


def test_purge_deletes_files_that_no_job_knows_unless_they_are_new(files: Path) -> None:
    old, new = with_file(2 * DAY), with_file(timedelta())
    Job.objects.all().delete()
    purge_jobs(now=timezone.now())
    assert not Path(old.file.path).exists()
    assert Path(new.file.path).exists()


def test_purge_before_any_job_had_a_file_is_fine(files: Path) -> None:
    assert purge_jobs(now=timezone.now()) == 0


def test_purge_as_a_job_says_what_it_did(files: Path) -> None:
    with_file(KEPT_FOR + DAY)
    job = make_job(kind="jobs.purge")
    Running().run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result) == (JobState.DONE, "1 job was cleared out.")
