"""`rungs jobs` and `rungs worker`."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from core.commands import BAD_INPUT
from jobs.choices import JobState
from jobs.models import Runner, ScheduleEntry
from tests.factories.jobs import make_job


def said() -> str:
    out = StringIO()
    call_command("jobs", stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_jobs_lists_runners_jobs_and_schedule() -> None:
    now = timezone.now()
    running = make_job(state=JobState.RUNNING, sentence="Reads", done=1, total=3)
    failed = make_job(state=JobState.FAILED)
    Runner.objects.create(name="web 7 on host", started_at=now, seen_at=now)
    ScheduleEntry.objects.create(kind="tests.daily", every=timedelta(days=1), next_at=now, last_job=failed)
    shown = said()
    assert shown.startswith("Jobs run.")
    assert "web 7 on host" in shown
    assert f"{running.code}" in shown
    assert "running 1/3" in shown
    assert "The file was empty." in shown
    assert f"last failed ({failed.code})" in shown


@pytest.mark.django_db
def test_jobs_says_when_nothing_runs_them() -> None:
    assert said().startswith("Jobs do not run")


def test_worker_without_a_broker_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("worker")
    assert ended.value.code == BAD_INPUT
    assert "RUNGS_BROKER_URL" in capsys.readouterr().err
