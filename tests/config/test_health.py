"""The two addresses that probes ask, from outside, against a server whose parts are taken away."""

import json
import os
import signal
from collections.abc import Callable
from typing import Any

import pytest

from tests.installations import IS_POSTGRESQL, Installation, Running

PROBE = {"Host": "10.1.2.3:8000"}  # by address, as probes come: no host that is allowed


def ready(running: Running) -> tuple[int, dict[str, str]]:
    status, body = running.get("/readyz", **PROBE)
    return status, json.loads(body)


def test_probes_pass_without_allowed_host_tls_or_session(migrated: Installation) -> None:
    with migrated.serve(RUNGS_TLS="1", RUNGS_ALLOWED_HOSTS="rungs.example") as running:
        assert running.get("/healthz", **PROBE) == (200, '{"status": "alive"}')
        assert ready(running) == (200, {"status": "ready", "database": "ok", "migrations": "ok"})
        assert running.get("/readyz", method="HEAD", **PROBE) == (200, "")
        assert running.get("/readyz", method="POST", **PROBE)[0] == 405
        assert running.get("/account/login/", **PROBE)[0] == 400
        log = running.stop(signal.SIGTERM)[1]
    assert "healthz" not in log
    assert "readyz" not in log


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


def _spoil_file(installation: Installation) -> None:
    for file in installation.data_dir.glob("rungs.sqlite3*"):
        file.write_bytes(b"this is no database " * 500)


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

    _readiness()
    with django_assert_num_queries(3):  # one for the database, two for its migrations
        assert _readiness().status_code == 200
