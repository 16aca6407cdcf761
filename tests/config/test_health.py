"""The two addresses that probes ask, from outside, against a server whose parts are taken away."""

import json
import os
import signal
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from jobs.models import Runner
from tests.installations import IS_POSTGRESQL, Installation, Running, until

PROBE = {"Host": "10.1.2.3:8000"}  # by address, as probes come: no host that is allowed


def ready(running: Running) -> tuple[int, dict[str, str]]:
    status, body = running.get("/readyz", **PROBE)
    return status, json.loads(body)


def test_probes_pass_without_allowed_host_tls_or_session(migrated: Installation) -> None:
    with migrated.serve(RUNGS_TLS="1", RUNGS_ALLOWED_HOSTS="rungs.example") as running:
        assert running.get("/healthz", **PROBE) == (200, '{"status": "alive"}')
        until(lambda: ready(running)[0] == 200)  # once the first of its processes says that it runs jobs
        assert ready(running)[1] == {"status": "ready", "database": "ok", "migrations": "ok", "jobs": "ok"}
        assert running.get("/readyz", method="HEAD", **PROBE) == (200, "")
        assert running.get("/readyz", method="POST", **PROBE)[0] == 405
        assert running.get("/account/login/", **PROBE)[0] == 400
        log = running.stop(signal.SIGTERM)[1]
    assert "healthz" not in log
    assert "readyz" not in log


def test_broker_without_a_worker_is_not_ready(migrated: Installation) -> None:
    """The web processes answer, but nobody runs jobs."""
    with migrated.serve(RUNGS_BROKER_URL="redis://127.0.0.1:1/0") as running:
        assert running.get("/healthz", **PROBE)[0] == 200
        parts = {"database": "ok", "migrations": "ok", "jobs": "missing"}
        assert ready(running) == (503, {"status": "not ready", **parts})


def test_missing_migrations_are_named(installation: Installation) -> None:
    with installation.serve() as running:
        installation.python(
            "from django.db import connection; from django.db.migrations.recorder import MigrationRecorder\n"
            "MigrationRecorder(connection).record_unapplied('accounts', '0001_user')"
        )
        assert ready(running) == (503, {"status": "not ready", "database": "ok", "migrations": "missing"})
        assert running.get("/healthz", **PROBE)[0] == 200
        log = running.stop(signal.SIGTERM)[1]
    assert "not ready" in log
    assert "part=migrations" in log


def test_missing_database_is_named_without_its_address(installation: Installation) -> None:
    with installation.serve() as running:
        LOSE_DATABASE[IS_POSTGRESQL](installation)
        assert ready(running) == (503, {"status": "not ready", "database": "missing"})
        assert running.get("/healthz", **PROBE)[0] == 200


def test_jobs_that_nothing_runs_are_named(migrated: Installation) -> None:
    """With a broker it is a worker that runs them, and here is none."""
    with migrated.serve(RUNGS_BROKER_URL="redis://127.0.0.1:1") as running:
        assert ready(running) == (503, {"status": "not ready", "database": "ok", "migrations": "ok", "jobs": "missing"})


def _spoil_file(installation: Installation) -> None:
    """Put in its place, not written over: whoever has the old file open keeps that one whole."""
    spoilt = installation.data_dir / "spoilt"
    for file in list(installation.data_dir.glob("rungs.sqlite3*")):
        spoilt.write_bytes(b"this is no database " * 500)
        spoilt.replace(file)


def _drop_database(installation: Installation) -> None:
    import psycopg

    name = installation.environment["DATABASE_URL"].split("///")[1].split("?")[0]
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type,unused-ignore]


LOSE_DATABASE: dict[bool, Callable[[Installation], None]] = {False: _spoil_file, True: _drop_database}


@pytest.mark.django_db
def test_probe_asks_few_questions(django_assert_num_queries: Callable[..., Any]) -> None:
    """It comes every few seconds, from every load balancer."""
    from config.health import _readiness

    now = timezone.now()
    Runner.objects.create(name="web 1", started_at=now, seen_at=now)
    _readiness()
    with django_assert_num_queries(5):  # one for the database, two each for its migrations and the jobs
        assert _readiness().status_code == 200
