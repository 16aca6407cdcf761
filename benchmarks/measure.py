"""Processor time, of this process and of finished children, as medians over runs."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def median_of(work: Callable[[], object], runs: int) -> float:
    """Median processor seconds of this process, after one run that does not count."""
    work()
    seconds = []
    for _ in range(runs):
        started = time.process_time()
        work()
        seconds.append(time.process_time() - started)
    return statistics.median(seconds)


def command_seconds(command: Sequence[str], runs: int) -> tuple[float, float]:
    """Medians of processor and wall seconds of a command with all its children, after one run that does not count."""
    cpu, wall = [], []
    for _ in range(runs + 1):
        before, started = children_seconds(), time.perf_counter()
        subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL, env=_environment())
        cpu.append(children_seconds() - before)
        wall.append(time.perf_counter() - started)
    return statistics.median(cpu[1:]), statistics.median(wall[1:])


def _environment() -> dict[str, str]:
    """With compiled files, as `./rungs` starts everything: without them every run would compile pandas anew."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def print_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    print(f"| {' | '.join(head)} |")
    print(f"|{' --- |' * len(head)}")
    for row in rows:
        print(f"| {' | '.join(row)} |")
