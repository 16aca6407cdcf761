"""What becomes of a job by what its handler does."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError
from django.utils import timezone, translation

from core.background import REGISTERED, JobFailed, Progress, Work
from jobs.choices import JobState
from jobs.models import Job
from jobs.operations import cancel_job, leases
from jobs.running import Heart, ProcessEnds, Running
from tests.factories.accounts import make_user, make_workspace
from tests.factories.jobs import make_job

pytestmark = pytest.mark.django_db

KIND = "tests.here"


@pytest.fixture
def handle(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Job]:
    """Run a job by this handler, and give the row as it is afterwards."""

    def run(handler: Callable[[Progress], str], running: Running | None = None, **fields: Any) -> Job:
        monkeypatch.setitem(REGISTERED, KIND, Work(KIND, "Here", handler))
        job = make_job(kind=KIND, **fields)
        (running or Running()).run(job.pk)
        job.refresh_from_db()
        return job

    return run


def test_run_gives_the_handler_what_the_job_is_about(handle: Any) -> None:
    user, workspace = make_user(), make_workspace()
    seen: list[Any] = []

    def handler(progress: Progress) -> str:
        seen.extend([progress.code, progress.parameters, progress.workspace_id, progress.started_by_id])
        progress.say("Half way", done=1, total=2)
        seen.append(Job.objects.get(code=progress.code).sentence)
        return "All done."

    job = handle(handler, workspace=workspace, started_by=user, parameters={"rows": 2})
    assert seen == [job.code, {"rows": 2}, workspace.pk, user.pk, "Half way"]
    assert (job.state, job.result, job.done, job.total) == (JobState.DONE, "All done.", 2, 2)


def test_run_of_a_job_that_another_has_does_nothing(handle: Any) -> None:
    job = handle(lambda progress: "Mine!", state=JobState.RUNNING)
    assert (job.state, job.token) == (JobState.RUNNING, "held")


def test_run_speaks_the_language_of_the_workspace(handle: Any) -> None:
    spoken: list[str] = []

    def handler(progress: Progress) -> str:
        spoken.append(f"{translation.get_language()} {timezone.get_current_timezone_name()}")
        return ""

    handle(handler, workspace=make_workspace(locale="de", time_zone="Asia/Tokyo"))
    assert spoken == ["de Asia/Tokyo"]


def test_failure_in_its_own_words_is_told(handle: Any) -> None:
    def handler(progress: Progress) -> str:
        raise JobFailed("The file has no rows.")

    job = handle(handler)
    assert (job.state, job.failure) == (JobState.FAILED, "The file has no rows.")


def test_any_other_failure_is_told_plainly_and_logged_in_full(handle: Any, caplog: pytest.LogCaptureFixture) -> None:
    def handler(progress: Progress) -> str:
        raise ZeroDivisionError("secret detail")

    job = handle(handler)
    assert job.state == JobState.FAILED
    assert job.code in job.failure
    assert "secret" not in job.failure
    assert job.code in caplog.text
    assert "'exc_info': True" in caplog.text


def test_work_that_this_version_does_not_know_fails_in_words() -> None:
    job = make_job(kind="tests.of-a-newer-version")
    Running().run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "does not know" in job.failure


def test_cancelling_stops_at_the_next_thing_said(handle: Any) -> None:
    def handler(progress: Progress) -> str:
        cancel_job(job=Job.objects.get(code=progress.code), user=make_user())
        try:
            progress.say("On and on")
        except Exception:  # noqa: BLE001  (a handler that catches everything does not keep the job from stopping)
            return "Went on."
        return "Went on."

    job = handle(handler)
    assert (job.state, job.result) == (JobState.CANCELLED, "")


def test_job_taken_over_while_it_ran_is_left_alone(handle: Any) -> None:
    def handler(progress: Progress) -> str:
        Job.objects.filter(code=progress.code).update(token="another")
        return "Too late."

    job = handle(handler)
    assert (job.state, job.token, job.result) == (JobState.RUNNING, "another", "")


def test_process_that_ends_gives_the_job_back(handle: Any) -> None:
    running = Running()

    def handler(progress: Progress) -> str:
        running.ending.set()
        progress.say("More")
        return "Never said."

    job = handle(handler, running)
    assert (job.state, job.attempts, job.lease_until) == (JobState.QUEUED, 0, None)
    assert not running.run(job.pk)  # nothing new is begun


def test_process_that_ends_takes_back_what_does_not_stop(handle: Any) -> None:
    running = Running()

    def handler(progress: Progress) -> str:
        running.end(within=0)
        with pytest.raises(ProcessEnds):
            progress.say("Still here")
        return "Finished after all."

    job = handle(handler, running)
    assert (job.state, job.result, job.attempts) == (JobState.QUEUED, "", 0)


def test_attached_file_is_kept_under_a_name_of_ours(handle: Any, private_files: Path) -> None:
    def handler(progress: Progress) -> str:
        progress.attach("first.txt", b"one", content_type="text/plain")
        with (private_files / "large").open("w+b") as content:
            content.write(b"two")
            content.seek(0)
            progress.attach("../Results <1>.txt", content, content_type="text/plain")
        return "One file."

    job = handle(handler)
    assert (job.file_name, job.content_type) == ("Results <1>.txt", "text/plain")
    assert [path.read_bytes() for path in (private_files / "jobs").iterdir()] == [b"two"]
    assert "Results" not in job.file.name


def test_file_of_a_runner_that_lost_the_job_is_not_kept(handle: Any, private_files: Path) -> None:
    def handler(progress: Progress) -> str:
        Job.objects.filter(code=progress.code).update(token="another")
        progress.attach("mine.txt", b"one", content_type="text/plain")
        return "One file."

    assert handle(handler).file == ""
    assert list((private_files / "jobs").iterdir()) == []


class Beats:
    """Lets a heart beat so often, without waiting."""

    def __init__(self, times: int) -> None:
        self.left = times

    def wait(self, seconds: float) -> bool:
        self.left -= 1
        return self.left < 0


@pytest.mark.django_db(transaction=True)
def test_heart_extends_the_lease_until_the_job_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    job = leases.claim_job(pk=make_job().pk, now=timezone.now())
    assert job
    heart, before = Heart(job), Job.objects.get().lease_until
    beats = heart.stopped = Beats(2)  # type: ignore[assignment]
    heart.run()
    after = Job.objects.get().lease_until
    assert after is not None
    assert before is not None
    assert after > before
    Job.objects.update(token="another")
    beats.left = 5
    heart.run()
    assert beats.left == 4
    assert Job.objects.get().lease_until == after


@pytest.mark.django_db(transaction=True)
def test_heart_goes_on_after_a_beat_that_the_database_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def refuse(**_: object) -> bool:
        tried.append(1)
        raise DatabaseError("locked")

    monkeypatch.setattr(leases, "extend_lease", refuse)
    heart = Heart(make_job())
    heart.stopped = Beats(3)  # type: ignore[assignment]
    heart.run()
    assert len(tried) == 3
