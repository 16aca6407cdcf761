"""Every check of Rungs: what `./rungs test` runs.

All checks run even after one has failed. Where there is more than one processor, the tests on PostgreSQL run beside
everything else, and are shown last, so that a run ends with pytest's own closing line; what failed before them is said
above it and by the exit code.

Only tests in which the database takes part run on both. The others would do the same thing twice, and those with a
browser are about what it shows: the operations behind each page are tested on both.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.postgres import find_binaries  # noqa: E402

STATIC_CHECKS = {
    "lint": ["-m", "ruff", "check", "."],
    "format": ["-m", "ruff", "format", "--check", "."],
    "types": ["-m", "mypy"],
    "architecture": ["-c", "from importlinter.cli import lint_imports_command as main; main()", "--no-logo"],
    "migrations": ["manage.py", "makemigrations", "--check"],
}
# pytest's options by database where there are both, so that each takes about as long. The marks of what takes part come
# from tests/conftest.py; `looks` is for what a browser only looks at, `once` for who may see what, which no database
# decides.
SHARES = {
    "sqlite": ["-m", "looks or not browser"],
    "postgresql": ["-m", "(database and not once) or (browser and not looks)"],
}
NO_TESTS_COLLECTED = 5


def run_static_check(name: str, arguments: list[str], data_dir: str) -> bool:
    """One line when it holds, the tool's own words when it does not."""
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "RUNGS_DATA_DIR": data_dir},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    print(f"{name}: {'FAILED' if done.returncode else 'ok'}, {time.monotonic() - started:.1f} s", flush=True)
    if done.returncode:
        print(done.stdout, flush=True)
    return done.returncode == 0


class TestRun:
    """The tests on one database. One that runs beside another keeps to itself what it prints until it is waited for."""

    __test__ = False

    def __init__(self, database: str, arguments: list[str], *, is_shown_later: bool) -> None:
        self.database = database
        self.shown_later = tempfile.TemporaryFile() if is_shown_later else None  # noqa: SIM115  (read when all is said)
        if not is_shown_later:
            self._say_which()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pytest", *arguments],
            cwd=ROOT,
            env={**os.environ, "RUNGS_TEST_DATABASE": database},
            stdout=self.shown_later,
            stderr=subprocess.STDOUT if is_shown_later else None,
        )

    def wait(self) -> int:
        """The exit code."""
        code = self.process.wait()
        if self.shown_later:
            self._say_which()
            self.shown_later.seek(0)
            shutil.copyfileobj(self.shown_later, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        return code

    def _say_which(self) -> None:
        print(f"\ntests on {self.database}:", flush=True)


def main(pytest_arguments: list[str]) -> int:
    os.environ.pop("DATABASE_URL", None)  # no check runs on a real database
    failed = []
    shares = {database: [*share, *pytest_arguments] for database, share in SHARES.items()}
    if not find_binaries():
        shares = {"sqlite": pytest_arguments}
        print("tests on postgresql: not run, there are no PostgreSQL binaries here", flush=True)
        if os.environ.get("CI"):
            failed.append("tests on postgresql")
    beside = []
    if len(shares) > 1 and (os.cpu_count() or 1) > 1:
        beside.append(TestRun(*shares.popitem(), is_shown_later=True))
    with tempfile.TemporaryDirectory() as data_dir:
        failed += [name for name, how in STATIC_CHECKS.items() if not run_static_check(name, how, data_dir)]
    in_turn = (TestRun(database, arguments, is_shown_later=False) for database, arguments in shares.items())
    codes = []
    for run in chain(in_turn, beside):
        if failed:
            print(f"\nFAILED so far: {', '.join(failed)}", flush=True)
        codes.append(run.wait())
        # What was asked for may all be the other database's share.
        if codes[-1] not in (0, NO_TESTS_COLLECTED):
            failed.append(f"tests on {run.database}")
    return 1 if failed or 0 not in codes else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
