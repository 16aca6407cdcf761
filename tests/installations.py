"""Rungs as somebody installs it, for tests that need real processes: a data folder and a database of its own.

On PostgreSQL the database is a new one on the server of the test run, so these tests say the same on both.
"""

import atexit
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Self
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from tests.postgres import find_binaries
from tests.tree import ROOT

IS_POSTGRESQL = os.environ.get("RUNGS_TEST_DATABASE") == "postgresql"


class Installation:
    may_be_made = True

    def __init__(self, data_dir: Path, *, is_postgresql: bool = IS_POSTGRESQL) -> None:
        assert self.may_be_made, "a test that makes one outside of its module is marked with pytest.mark.database"
        self.data_dir, self.is_postgresql = data_dir, is_postgresql
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("RUNGS_", "DATABASE_"))}
        self.environment = {**kept, "RUNGS_DATA_DIR": str(data_dir), "DJANGO_SETTINGS_MODULE": "config.settings"}
        if is_postgresql:
            self.environment["DATABASE_URL"] = _new_database()
            self.environment["PATH"] = f"{find_binaries()}{os.pathsep}{kept['PATH']}"

    def migrate(self) -> None:
        """What `migrate` makes of an empty database. It takes ten seconds, so in a run it is made once and copied."""
        made = _migrated(self.is_postgresql)
        if self.is_postgresql:
            name = _name_of(self.environment["DATABASE_URL"])
            _on_server(f"DROP DATABASE {name}", f"CREATE DATABASE {name} TEMPLATE {_name_of(made)}")
        else:
            self.data_dir.mkdir(parents=True, exist_ok=True)
            shutil.copy(made, self.data_dir)

    def run(self, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, ROOT / "manage.py", *map(str, arguments)],
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            timeout=120,
        )

    def python(self, script: str) -> str:
        """What the script prints, run with Django set up."""
        done = subprocess.run(
            [sys.executable, "-c", f"import django\ndjango.setup()\n{script}"],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, *arguments: str, **environment: str) -> "Running":
        return Running(arguments, {**self.environment, **environment})

    @contextmanager
    def serve(self, *arguments: str, **environment: str) -> Iterator["Running"]:
        with self.start("serve", "--port", "0", *arguments, **environment) as running:
            running.wait_for_its_address()
            yield running


class Running:
    """A server or a worker, in a session of its own: whatever it leaves behind can be ended with it."""

    said = address = ""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        self.log = tempfile.TemporaryFile()  # noqa: SIM115  (not a pipe: unread, a full one would stop it)
        self.process = subprocess.Popen(
            [sys.executable, ROOT / "manage.py", *arguments],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        end(self.process)
        self.log.close()

    def wait_for_its_address(self) -> None:
        assert self.process.stdout
        self.said = self.process.stdout.readline()
        assert "http://" in self.said, self.logged()
        self.address = self.said.split()[-1]

    def logged(self) -> str:
        """Everything written to standard error so far."""
        file = self.log.fileno()
        return os.pread(file, os.fstat(file).st_size, 0).decode()

    def get(self, path: str, *, method: str = "GET", **headers: str) -> tuple[int, str]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            with urlopen(Request(self.address + path, headers=named, method=method), timeout=20) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()

    def stop(self, signal: int) -> tuple[int, str, float]:
        """Exit code, everything written to standard error, and how many seconds it took."""
        started = time.monotonic()
        self.process.send_signal(signal)
        self.process.communicate(timeout=60)
        return self.process.returncode, self.logged(), time.monotonic() - started


def end(process: "subprocess.Popen[str]") -> None:
    """However it stands with it."""
    with process:
        process.kill()


def until(holds: Callable[[], Any], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def is_refused(address: str) -> bool:
    try:
        urlopen(address, timeout=2).close()
    except URLError as error:
        return isinstance(error.reason, ConnectionError)
    return False


@cache
def _migrated(is_postgresql: bool) -> str:
    """The file of such a database, or its URL."""
    folder = Path(tempfile.mkdtemp(prefix="rungs-migrated-"))
    atexit.register(shutil.rmtree, folder)
    made = Installation(folder, is_postgresql=is_postgresql)
    done = made.run("migrate", "-v", "0")
    assert done.returncode == 0, done.stderr
    return made.environment["DATABASE_URL"] if is_postgresql else str(next(folder.glob("*.sqlite3")))


def _new_database() -> str:
    name = f"installation_{secrets.token_hex(4)}"
    _on_server(f"CREATE DATABASE {name}")
    return os.environ["DATABASE_URL"].replace("///postgres?", f"///{name}?")


def _name_of(url: str) -> str:
    return urlsplit(url).path.removeprefix("/")


def _on_server(*statements: str) -> None:
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)  # type: ignore[arg-type,unused-ignore]
