"""SQLite in and out of an archive, by its own copying, which sees one moment however many are writing."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

from archives.domain.manifest import DamagedArchiveError


def server_version() -> int:
    return 0


def dump_database(to: Path) -> None:
    """In one step, so that it starts no second time when somebody writes meanwhile; nobody waits for it."""
    with closing(sqlite3.connect(f"{_path().as_uri()}?mode=ro", uri=True)) as source, closing(_open(to)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it


def check_dump(dump: Path, *, server: int) -> None:
    """Raises DamagedArchiveError unless every page and every reference of it is sound."""
    try:
        with closing(sqlite3.connect(f"{dump.as_uri()}?mode=ro", uri=True)) as database:
            found = database.execute("PRAGMA integrity_check(1)").fetchone()
            loose = database.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise DamagedArchiveError("The archive's database is none.") from error
    if found != ("ok",) or loose:
        raise DamagedArchiveError("The archive's database is damaged inside.")


def load_dump(dump: Path, *, scratch: Path) -> None:
    """One transaction of SQLite's own: after a crash in the middle the database is as it was."""
    connection.close()
    with closing(_open(dump)) as source, closing(_open(_path())) as database:
        source.backup(database)


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=20)


def _path() -> Path:
    return Path(connection.settings_dict["NAME"]).absolute()
