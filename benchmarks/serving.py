"""From `./rungs serve` to the first page, and what it holds in memory, on a database that exists.

Run: .venv/bin/python -m benchmarks.serving
"""

from __future__ import annotations

import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import ROOT, print_table

RUNS = 5
PAGE = "/account/signup/"  # where somebody who has just installed it is led to
REQUESTS = 200


def main() -> None:
    with TemporaryDirectory() as folder:
        environment = {**os.environ, "RUNGS_DATA_DIR": folder, "RUNGS_VENV": sys.prefix}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        first_start = start_and_stop(environment)
        runs = [start_and_stop(environment) for _ in range(RUNS)]
    rows = [
        ("first page, nothing there yet: tables, key and static files are made", f"{first_start[0]:.2f} s"),
        ("first page, on an existing database", f"{statistics.median(run[0] for run in runs):.2f} s"),
        ("the same, the slowest", f"{max(run[0] for run in runs):.2f} s"),
        ("the same, as processor time of all its processes", f"{statistics.median(run[4] for run in runs):.2f} s"),
        (f"resident memory of a worker after {REQUESTS} pages, the largest", f"{max(run[1] for run in runs):.0f} MB"),
        ("its own share of that (proportional set size)", f"{max(run[2] for run in runs):.0f} MB"),
        ("from SIGTERM to the end", f"{statistics.median(run[3] for run in runs):.2f} s"),
    ]
    print_table((f"./rungs serve, median of {RUNS}", ""), rows)


def start_and_stop(environment: dict[str, str]) -> tuple[float, float, float, float, float]:
    """Seconds to the first page, largest resident and proportional size of a worker in MB, seconds to the end; and
    the processor's seconds to the first page.
    """
    port = free_port()
    started = time.perf_counter()
    server = subprocess.Popen(
        [ROOT / "rungs", "serve", "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for_page(port)
        ready = time.perf_counter() - started
        used = sum(processor_seconds(pid) for pid in (server.pid, *children_of(server.pid)))
        for _ in range(REQUESTS):
            status_of(port)
        sizes = [memory_of(worker) for worker in children_of(server.pid)]
    finally:
        stopped = time.perf_counter()
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)
    largest = (max(size[0] for size in sizes), max(size[1] for size in sizes))
    return ready, *largest, time.perf_counter() - stopped, used


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def status_of(port: int) -> int:
    connection = HTTPConnection("localhost", port, timeout=10)
    connection.request("GET", PAGE)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def wait_for_page(port: int) -> None:
    deadline = time.perf_counter() + 60
    while time.perf_counter() < deadline:
        try:
            if status_of(port) == 200:
                return
        except ConnectionError:
            time.sleep(0.01)
    raise TimeoutError("the server did not answer")


def children_of(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_of(pid: int) -> tuple[float, float]:
    lines = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:])
    return int(lines["Rss"].split()[0]) / 1024, int(lines["Pss"].split()[0]) / 1024


if __name__ == "__main__":
    main()
