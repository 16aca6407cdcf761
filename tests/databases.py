"""The pytest plugin that gives a test run its database.

RUNGS_TEST_DATABASE is sqlite (the default) or postgresql. pyproject.toml loads the plugin with -p, and its
hook runs first: pytest-django reads the settings while pytest loads the first conftest.py, so that a database
chosen later than here would silently not be used.
"""

import os
import sqlite3
from collections.abc import Generator

import pytest

from tests.postgres import TemporaryPostgres, find_binaries

POSTGRES = pytest.StashKey[TemporaryPostgres]()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Whatever DATABASE_URL says outside, tests never run on it."""
    os.environ.pop("DATABASE_URL", None)
    wanted = os.environ.setdefault("RUNGS_TEST_DATABASE", "sqlite")
    if wanted == "postgresql":
        _start_postgres(early_config)
    elif wanted != "sqlite":
        raise pytest.UsageError(f"RUNGS_TEST_DATABASE is {wanted}; it can be sqlite or postgresql.")
    return (yield)


def _start_postgres(config: pytest.Config) -> None:
    binaries = find_binaries()
    if not binaries:
        raise pytest.UsageError("There are no PostgreSQL binaries here; requirements-dev.lock brings them.")
    server = TemporaryPostgres(binaries)
    config.add_cleanup(server.stop)
    server.start()
    config.stash[POSTGRES] = server
    os.environ["DATABASE_URL"] = server.url


def pytest_report_header(config: pytest.Config) -> str:
    if server := config.stash.get(POSTGRES, None):
        return f"database: {server.version}"
    missing = "" if find_binaries() else " (only: there are no PostgreSQL binaries here)"
    return f"database: SQLite {sqlite3.sqlite_version}{missing}"
