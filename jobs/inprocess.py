"""Jobs in the web process itself, where no broker is configured: Celery's own worker in daemon threads.

Each process has a queue of its own, in memory. That is enough because the rows are the truth: what another process
queued and does not run is found by this one's loop.
"""

from __future__ import annotations

import atexit
import os
import threading
from importlib import import_module

import structlog
from django.conf import settings

from core.background import registered_work
from jobs import running
from jobs.loop import Loop

SECONDS_TO_STOP = 2.0
logger = structlog.get_logger("rungs.jobs")
_started: dict[int, Loop] = {}
"""By process, because a fork copies this but not the threads."""


# What Celery's worker imports by name, and only when it is used.
IMPORTED_LATE = (
    "jobs.celery_worker",
    "celery.app.control",
    "celery.app.trace",
    "celery.backends.base",
    "celery.concurrency.solo",
    "celery.worker.autoscale",
    "celery.worker.components",
    "celery.worker.consumer",
    "celery.worker.control",
    "celery.worker.loops",
    "celery.worker.request",
    "celery.worker.strategy",
    "kombu.transport.memory",
)


def load() -> None:
    """Before the fork, so that processes share it; and before the threads, two of which would import a circle of
    modules at the same moment, and one find it half made.
    """
    if settings.BROKER_URL:
        return
    for name in IMPORTED_LATE:
        import_module(name)
    registered_work()


def start() -> None:
    """Start running jobs in this process, after it has been forked. Starting twice changes nothing.

    With a broker it starts nothing: `rungs worker` runs the jobs.
    """
    if settings.BROKER_URL:
        import_module("jobs.messages")  # now, and not in the first request that starts a job
        return
    if os.getpid() in _started:
        return
    load()
    running.here = running.Running()
    for number in range(settings.JOB_THREADS):
        threading.Thread(target=_consume, args=[number], name=f"jobs-{number}", daemon=True).start()
    loop = _started[os.getpid()] = Loop("web", room=lambda: settings.JOB_THREADS - running.here.count)
    loop.start()
    atexit.register(stop)


def stop() -> None:
    """Finish or give back within two seconds; the threads themselves end with the process."""
    if loop := _started.pop(os.getpid(), None):
        running.here.end(within=SECONDS_TO_STOP)
        loop.stop()


def _consume(number: int) -> None:
    """A whole Celery worker with one job at a time.

    Not Celery's program of the same name, which would take over signals and logs; and the solo pool, because the
    others fork, or leave threads that the interpreter waits for when it exits.
    """
    from celery.worker import WorkController

    from jobs.celery_worker import app

    WorkController(
        app=app,
        hostname=f"web-{os.getpid()}-{number}@localhost",
        pool="solo",
        concurrency=1,
        use_eventloop=False,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
    ).start()
    if not running.here.ending.is_set():
        logger.error("this process has stopped running jobs", thread=number)
