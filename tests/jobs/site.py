"""A place where processes run jobs for real: a database of its own, and processes that can be killed."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from typing import Any

import psycopg

from tests.installations import Installation
from tests.tree import ROOT

LEASE_SECONDS = 2
TABLES = ["CREATE TABLE effects (job text, step int)", "CREATE TABLE attempts (job text, pid int)"]


class Site:
    """Talks to its database directly, so that nothing of what is tested takes part in checking it."""

    def __init__(self, installation: Installation) -> None:
        self.home = installation.data_dir
        self.installation = installation
        self.environment = installation.environment
        self.environment["RUNGS_JOB_LEASE_SECONDS"] = str(LEASE_SECONDS)
        self.url = self.environment.get("DATABASE_URL", "")
        installation.migrate()
        self.processes: list[subprocess.Popen[bytes]] = []
        for statement in TABLES:
            self.execute(statement)

    def _connect(self) -> Any:
        if self.url:
            return psycopg.connect(self.url, autocommit=True)
        return sqlite3.connect(self.home / "rungs.sqlite3", timeout=20, isolation_level=None)

    def execute(self, statement: str) -> None:
        with closing(self._connect()) as connection:
            connection.execute(statement)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(self._connect()) as connection:
            return list(connection.execute(query).fetchall())

    def count(self, query: str) -> int:
        return int(self.rows(f"SELECT count(*) FROM {query}")[0][0])

    def run(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A process with a session of its own, so that it can be killed with all its children."""
        with (self.home / "log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.jobs.process", *arguments],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def run_runner(self, *arguments: str, loops: int = 1) -> subprocess.Popen[bytes]:
        """Wait until it says in the database that it runs jobs."""
        before = self.count("jobs_runner")
        process = self.run(*arguments)
        self.wait_until(lambda: self.count("jobs_runner") >= before + loops, "a runner has started")
        return process

    def start_jobs(self, kind: str, count: int, **parameters: Any) -> list[list[str]]:
        """For each job its code, and whether it was sent."""
        command = [sys.executable, "-m", "tests.jobs.process", "start", kind, str(count), json.dumps(parameters)]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True)
        return [line.split() for line in done.stdout.splitlines()]

    def wait_until(self, holds: Callable[[], bool], what: str, seconds: float = 40) -> None:
        deadline = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > deadline:
                log = (self.home / "log").read_text(errors="replace")[-6000:]
                raise AssertionError(f"not in {seconds} s: {what}\n{self.rows('SELECT * FROM jobs_job')}\n{log}")
            time.sleep(0.05)

    def wait_until_done(self) -> None:
        """Every job, also what the schedule has started."""
        self.wait_until(lambda: not self.count("jobs_job WHERE state <> 'done'"), "every job is done")

    def runner_pids(self) -> list[int]:
        """Of the processes that run jobs, by what they call themselves: "worker 123 on …"."""
        return [int(name.split()[1]) for (name,) in self.rows("SELECT name FROM jobs_runner ORDER BY id")]

    def kill_while_busy(self, pids: Sequence[int]) -> None:
        """kill -9, when they are in the middle of a job: stopped first, so that they cannot end it meanwhile."""
        theirs = f"attempts JOIN jobs_job ON code = job WHERE state = 'running' AND pid IN ({str([*pids])[1:-1]})"

        def stopped_while_busy() -> bool:
            send(signal.SIGSTOP, pids)
            if self.count(theirs):
                return True
            send(signal.SIGCONT, pids)
            return False

        self.wait_until(stopped_while_busy, "those to be killed are busy")
        send(signal.SIGKILL, pids)

    def clean_up(self) -> None:
        for process in self.processes:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.processes.clear()
        for table in ("effects", "attempts", "jobs_scheduleentry", "jobs_job", "jobs_runner"):
            self.execute(f"DELETE FROM {table}")


def send(number: signal.Signals, pids: Sequence[int]) -> None:
    for pid in pids:
        os.kill(pid, number)
