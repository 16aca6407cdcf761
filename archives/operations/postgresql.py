"""PostgreSQL in and out of an archive, by its own programs: only they know everything that a database can hold."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

from archives.domain.manifest import ArchiveError, DamagedArchiveError

DROP_EVERY_TABLE = """
DO $$
DECLARE found record;
BEGIN
    FOR found IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
        EXECUTE format('DROP TABLE IF EXISTS %I CASCADE', found.tablename);
    END LOOP;
END $$;
"""


def server_version() -> int:
    """The major one, such as 18."""
    connection.ensure_connection()
    return int(connection.pg_version) // 10_000  # type: ignore[attr-defined]


def dump_database(to: Path) -> None:
    """One transaction that sees one moment; nobody waits for it."""
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={to}", *_where_to())


def check_dump(dump: Path, *, server: int) -> None:
    """Its table of contents can be read. What it holds is proved by its checksum."""
    try:
        _run("pg_restore", "--list", dump, least=server)
    except _ProgramFailedError as error:
        raise DamagedArchiveError("The archive's database is none that pg_restore can read.") from error


def load_dump(dump: Path, *, scratch: Path) -> None:
    """One transaction: the empty tables go and the archive's come, or nothing happens."""
    script = scratch / "database.sql"
    _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", dump)
    drop = scratch / "drop.sql"
    drop.write_text(DROP_EVERY_TABLE)
    options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    _run("psql", *options, f"--file={drop}", f"--file={script}", *_where_to())


class _ProgramFailedError(ArchiveError):
    pass


def _where_to() -> list[str]:
    """As Django starts psql itself, without the program's name; the password goes another way."""
    return DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])[0][1:]


def _run(program: str, *arguments: str | Path, least: int | None = None) -> None:
    needed = server_version() if least is None else least
    found = _find(program, needed)
    environment = {**os.environ, **(DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])[1] or {})}
    # Without a terminal to ask for a password at, a wrong one is an error at once.
    done = subprocess.run(
        [found, *arguments], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["it did not say why"]
        raise _ProgramFailedError(f"{program} failed: {said[-1]}")


def _find(program: str, least: int) -> Path:
    """The oldest that is not older than the server: older ones refuse, newer ones may say what it does not know."""
    versions = {path: _version_of(path) for path in _candidates(program)}
    fitting = {path: version for path, version in versions.items() if version >= least}
    if fitting:
        return min(fitting, key=lambda path: fitting[path])
    found = f"found only version {max(versions.values())}" if versions else "found none"
    raise ArchiveError(
        f"This needs {program} of PostgreSQL {least} or newer and {found}."
        f" On Debian and Ubuntu: apt-get install postgresql-client-{least}"
    )


def _candidates(program: str) -> Iterator[Path]:
    if on_path := shutil.which(program):
        yield Path(on_path)
    yield from Path("/usr/lib/postgresql").glob(f"*/bin/{program}")


def _version_of(path: Path) -> int:
    """0 for what does not start or does not say."""
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return 0
    found = re.search(r"\(PostgreSQL\) (\d+)", said)
    return int(found[1]) if found else 0
