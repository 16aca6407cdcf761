"""Which migrations a database has, against those that this version of Rungs knows."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from core.locks import file_lock

type Migrations = set[tuple[str, str]]
"""Pairs of app and name."""

SOLE_MIGRATOR = 78_647_075
"""The number of PostgreSQL's advisory lock: any number, as long as it stays the same."""


class NewerDatabaseError(Exception):
    """The database was written by a later version of Rungs."""

    def __init__(self, unknown: Migrations) -> None:
        names = ", ".join(sorted(f"{app}.{name}" for app, name in unknown)[:3])
        more = f" and {len(unknown) - 3} more" if len(unknown) > 3 else ""
        super().__init__(
            f"The database is newer than this Rungs {settings.VERSION}: it has {names}{more}."
            " Start the version that it belongs to, or restore a backup from before the upgrade."
        )


@cache
def known_migrations() -> Migrations:
    """Read once per process: the files of a running version do not change."""
    return set(MigrationLoader(None).disk_migrations)


def applied_migrations() -> Migrations:
    return set(MigrationRecorder(connection).applied_migrations())


def unknown_migrations(applied: Migrations) -> Migrations:
    return applied - known_migrations()


def is_up_to_date() -> bool:
    return known_migrations() == applied_migrations()


def bring_up_to_date() -> None:
    """Apply what is missing, once, however many processes ask for it at the same moment.

    Raises NewerDatabaseError, and changes nothing, if the database has what this version does not know.
    """
    with sole_migrator():
        applied = applied_migrations()
        if unknown := unknown_migrations(applied):
            raise NewerDatabaseError(unknown)
        if known_migrations() - applied:
            call_command("migrate", interactive=False, verbosity=0)


@contextmanager
def sole_migrator() -> Iterator[None]:
    """The file keeps out processes of this machine, PostgreSQL's lock those of others on the same database."""
    with file_lock(settings.DATA_DIR / "migrating.lock"):
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [SOLE_MIGRATOR])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [SOLE_MIGRATOR])
