"""Which database Rungs runs on: a SQLite file unless an address of a PostgreSQL is given."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

# Django's own defaults lose writes as soon as a few people save at the same moment ("database is locked").
# Together these lost none with eight writers: readers never block the writer, a transaction takes its turn
# when it starts instead of failing when it first writes, and it waits up to 20 seconds for that turn.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}


def database_settings(url: str, data_dir: Path) -> dict[str, Any]:
    """An entry of Django's DATABASES, from DATABASE_URL (may be empty) and the folder for a SQLite file."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data_dir / "rungs.sqlite3",
            "OPTIONS": SQLITE_OPTIONS,
        }
    if not url.startswith(("postgresql://", "postgres://")):
        raise ImproperlyConfigured("DATABASE_URL must start with postgresql:// (leave it out for SQLite).")
    return _postgresql_settings(url)


def _postgresql_settings(url: str) -> dict[str, Any]:
    """Read by the client library itself, so that every address it knows works: sockets, options, escapes."""
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        options = conninfo_to_dict(url)
    except ProgrammingError as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": options.pop("dbname", ""),
        "USER": options.pop("user", ""),
        "PASSWORD": options.pop("password", ""),
        "HOST": options.pop("host", ""),
        "PORT": options.pop("port", ""),
        # A server that does not answer is said to be missing after seconds, not after the system's minutes.
        "OPTIONS": {"connect_timeout": "5", **options},
        # Connecting costs more than most pages: each thread keeps its connection, and looks whether it still works.
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
