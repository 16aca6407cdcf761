"""Celery on the side that runs jobs: the one task there is, and what its worker processes do when they start."""

from __future__ import annotations

from typing import Any

from celery import signals
from django.db import connections

from core.background import registered_work
from jobs import running
from jobs.loop import Loop
from jobs.messages import TASK, app

__all__ = ["app", "work_on_messages"]

PLENTY = 100
_loops: list[Loop] = []


def run(pk: int) -> None:
    try:
        running.here.run(pk)
    finally:
        connections.close_all()


def keep_our_logs(**_signal: Any) -> None:
    """That somebody listens is what stops Celery from setting up logs of its own."""


app.task(run, name=TASK)
signals.setup_logging.connect(keep_our_logs)


def work_on_messages(*, concurrency: int) -> int:
    """An ordinary Celery worker with a process per job, until a signal ends it: its exit code.

    The processes are forked, each from a parent without threads or open connections, and each has its own loop: of
    them, whichever is alive finds what the dead have left.
    """
    registered_work()
    signals.worker_process_init.connect(_start_loop)
    signals.worker_process_shutdown.connect(_stop_loop)
    connections.close_all()
    worker = app.Worker(
        concurrency=concurrency,
        pool="prefork",
        loglevel="INFO",
        quiet=True,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
    )
    worker.start()
    return worker.exitcode or 0


def _start_loop(**_signal: Any) -> None:
    running.here = running.Running()
    loop = Loop("worker", room=lambda: PLENTY)
    _loops[:] = [loop]
    loop.start()


def _stop_loop(**_signal: Any) -> None:
    for loop in _loops:
        loop.stop()
