"""What every process that runs jobs does beside them: says that it is alive, and looks for work that nobody has."""

from __future__ import annotations

import os
import secrets
import socket
import threading
from collections.abc import Callable
from datetime import datetime

import structlog
from django.db import connections
from django.utils import timezone

from jobs.operations.schedule import start_due_work, start_wanted_work, sync_schedule
from jobs.operations.sweeping import forget_runner, note_runner, release_lapsed_jobs, send_waiting_jobs
from jobs.timing import HEARTBEAT, TICK

logger = structlog.get_logger("rungs.jobs")


class Loop(threading.Thread):
    """`room` says how many jobs this process could start at once."""

    def __init__(self, kind: str, room: Callable[[], int]) -> None:
        super().__init__(name="jobs-loop", daemon=True)
        self.runner = f"{kind} {os.getpid()} on {socket.gethostname()[:80]}, {secrets.token_hex(2)}"
        self.room = room
        self.stopped = threading.Event()
        self._noted_at: datetime | None = None
        self._has_schedule = False

    def run(self) -> None:
        while True:
            try:
                self.tick(timezone.now())
            except Exception:
                # A database that is away for a moment must not end the only thing that finds lost work.
                logger.exception("looking for jobs failed, trying again")
            finally:
                connections.close_all()
            if self.stopped.wait(TICK.total_seconds()):
                return

    def tick(self, now: datetime) -> None:
        if not self._noted_at or now - self._noted_at >= HEARTBEAT:
            note_runner(name=self.runner, now=now)
            self._noted_at = now
        if not self._has_schedule:
            sync_schedule(now=now)
            self._has_schedule = True
        release_lapsed_jobs(now=now)
        start_due_work(now=now)
        send_waiting_jobs(now=now, most=self.room())
        start_wanted_work(now=now)

    def stop(self) -> None:
        self.stopped.set()
        self.join(timeout=1)
        forget_runner(name=self.runner)
