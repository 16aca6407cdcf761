"""How long a job waits until it starts, with and without a broker, and what its runners weigh.

Run: .venv/bin/python -m benchmarks.jobs

Each mode has a database and processes of its own, as `rungs serve` and `rungs worker` would have them; Valkey is the
one of the dev lock.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from benchmarks.measure import print_table
from tests.installations import Installation
from tests.tree import ROOT
from tests.valkey import TemporaryValkey, find_server

JOBS = 30
PAUSE = 0.3
# A process that is asked to start jobs starts them itself in the mode without a broker, as a web process does.
SCRIPT = f"""
import time
from jobs import inprocess
from jobs.models import Job
from jobs.operations import start_job
import tests.jobs.handlers
inprocess.start()
time.sleep(3)
started = [start_job(kind="tests.steps", workspace=None, user=None, parameters={{"steps": 0, "seconds": 0}})
           for _ in range({JOBS}) if not time.sleep({PAUSE})]
time.sleep(2)
for job in Job.objects.filter(kind="tests.steps").order_by("pk"):
    print(job.queued_at.isoformat(), job.started_at.isoformat())
with open("/proc/self/status") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmRSS")))
"""


@contextmanager
def worker(installation: Installation, home: Path) -> Iterator[int]:
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.jobs.process", "worker", "2"],
            cwd=ROOT,
            env=installation.environment,
            stdout=log,
            stderr=log,
        )
    time.sleep(4)
    yield process.pid
    process.terminate()
    process.wait()


def measure(installation: Installation) -> tuple[list[float], int]:
    """Milliseconds from asking to starting, for each job; and the kilobytes of the process that asked."""
    *times, resident = installation.python(SCRIPT).splitlines()
    waits = []
    for line in times:
        queued, started = (datetime.fromisoformat(moment) for moment in line.split())
        waits.append((started - queued).total_seconds() * 1000)
    assert len(waits) == JOBS
    return sorted(waits), int(resident)


def resident(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0])


def family(pid: int) -> list[int]:
    listed = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True)
    return [pid, *map(int, listed.stdout.split())]


def row(mode: str, waits: list[float], kilobytes: list[int]) -> list[str]:
    slow = waits[int(len(waits) * 0.95)]
    sizes = " + ".join(f"{size / 1024:.0f}" for size in kilobytes)
    return [mode, f"{statistics.median(waits):.0f} ms", f"{slow:.0f} ms", f"{waits[-1]:.0f} ms", f"{sizes} MB"]


def main() -> None:
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        installation = made(Path(folder))
        waits, size = measure(installation)
        rows.append(row("in the web process", waits, [size]))
    program = find_server()
    if not program:
        raise SystemExit("There is no Valkey here; requirements-dev.lock brings one.")
    valkey = TemporaryValkey(program)
    valkey.start()
    with tempfile.TemporaryDirectory() as folder:
        installation = made(Path(folder))
        installation.environment["RUNGS_BROKER_URL"] = valkey.url
        with worker(installation, Path(folder)) as pid:
            waits, _ = measure(installation)
            rows.append(row("worker of two processes, Valkey", waits, [resident(each) for each in family(pid)]))
    valkey.stop()
    print_table(["jobs run", "median until start", "95 %", "longest", "memory (RSS)"], rows)


def made(home: Path) -> Installation:
    installation = Installation(home, is_postgresql=bool(os.environ.get("DATABASE_URL")))
    done = installation.run("migrate", "--verbosity=0")
    assert done.returncode == 0, done.stderr
    installation.python(
        "from django.db import connection\n"
        "connection.cursor().execute('CREATE TABLE attempts (job text, pid int)')\n"
        "connection.cursor().execute('CREATE TABLE effects (job text, step int)')"
    )
    return installation


if __name__ == "__main__":
    main()
