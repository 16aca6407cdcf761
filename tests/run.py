"""Every check of Rungs, one after the other: what `./rungs test` runs.

All checks run even after one has failed. The tests on PostgreSQL come last, so that a run ends with pytest's
own closing line; what failed before them is said above it and by the exit code.
"""

import os
import subprocess
import sys
import tempfile
import time
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


def run_tests(database: str, arguments: list[str]) -> bool:
    environment = {**os.environ, "RUNGS_TEST_DATABASE": database}
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=environment).returncode == 0


def main(pytest_arguments: list[str]) -> int:
    os.environ.pop("DATABASE_URL", None)  # no check runs on a real database
    with tempfile.TemporaryDirectory() as data_dir:
        failed = [name for name, how in STATIC_CHECKS.items() if not run_static_check(name, how, data_dir)]
    databases = ["sqlite", "postgresql"]
    if not find_binaries():
        databases.remove("postgresql")
        print("tests on postgresql: not run, there are no PostgreSQL binaries here", flush=True)
        if os.environ.get("CI"):
            failed.append("tests on postgresql")
    for database in databases:
        if failed and database == databases[-1]:
            print(f"\nFAILED so far: {', '.join(failed)}", flush=True)
        print(f"\ntests on {database}:", flush=True)
        if not run_tests(database, pytest_arguments):
            failed.append(f"tests on {database}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
